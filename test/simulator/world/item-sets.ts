import type { BillingCycleRecord } from './model-renewals.js';
import type { ItemSet, SetCategory } from './model-orders.js';
import type { Store } from './store.js';

/** ItemCode of a billing cycle: its name with underscores for the spaces (NONDUES step 2), in capitals as in the answer. */
export const cycleCode = (name: string): string => name.replaceAll(' ', '_').toUpperCase();

/** Item set of a cycle. Categories without items are left out (inferred). */
function setOf(store: Store, cycle: BillingCycleRecord): ItemSet {
  const code = cycleCode(cycle.name);
  const category = (short: SetCategory['code'], name: string, itemIds: string[]): SetCategory[] => {
    const items = itemIds.flatMap((itemId) => {
      const product = store.products.get(itemId);
      return product ? [{ id: `${code}/${itemId}`, product, maximumQuantity: product.maximumQuantity ?? 1 }] : [];
    });
    return items.length > 0 ? [{ id: `${code}/${short}`, code: short, name, items }] : [];
  };
  return {
    cycle,
    code,
    id: `${cycle.isMembershipBilling ? 'MEMBERSHIP' : 'SUBSCRIPTION'}-${code}`,
    categories: [
      ...category('DUES', 'Dues', cycle.duesItems),
      ...category('CHAPT', 'Chapters', cycle.chapterItems),
      ...category('SUB', 'Journals and Other Subscriptions', cycle.subscriptionItems),
    ],
  };
}

/** Item sets that can be bought: cycles made for joining, those without membership only where the tenant allows it. */
export function itemSets(store: Store): ItemSet[] {
  const open = store.billingCycles
    .all()
    .filter((cycle) => cycle.isForJoin && (cycle.isMembershipBilling || store.switches.nonDuesPurchases));
  return open.map((cycle) => setOf(store, cycle));
}

/** The item set with this ItemId (`SUBSCRIPTION-...`) or ItemCode, in any case of letters. */
export function findItemSet(store: Store, wanted: string): ItemSet | undefined {
  const upper = wanted.toUpperCase();
  return itemSets(store).find((set) => set.id === upper || set.code === upper);
}

/** Product id behind the id of an item in a set (`NON-MEMBER_SUBSCRIPTIONS/JOUR`); undefined when no set has it. */
export function productOf(store: Store, itemId: string): string | undefined {
  const [code = ''] = itemId.split('/');
  const items = findItemSet(store, code)?.categories.flatMap((one) => one.items) ?? [];
  return items.find((one) => one.id === itemId)?.product.itemId;
}
