import type { Context, Resource } from '../context.js';
import { notFound, refuse, Refusal } from '../wire/failures.js';
import { groupData } from '../wire/group.js';
import { data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { money } from '../wire/money.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { itemSetData } from '../wire/item-set.js';
import { itemSummary } from '../wire/subscription.js';
import { partySummary } from '../wire/party.js';
import { priceOf } from '../world/billing.js';
import { findItemSet, itemSets, productOf } from '../world/item-sets.js';
import type { ItemSet } from '../world/model-orders.js';
import type { GroupRecord, PartyRecord, Product } from '../world/model.js';
import { releaseAtLeast } from '../options.js';

const groupFields: Fields<GroupRecord> = {
  GroupId: (group) => group.groupId,
  Name: (group) => group.name,
  GroupClassId: (group) => group.groupClass,
};

/** /api/Group, read only. */
export const groups: Resource = {
  name: 'Group',
  list(context) {
    const found = filter(context.store.groups.all(), context.query, groupFields);
    return { status: 200, body: paged(found, context.query, { area: 'Membership', name: 'GroupData' }, groupData) };
  },
  get(context, id) {
    const group = context.store.groups.get(id);
    if (!group) throw new Refusal(notFound('The group'));
    return { status: 200, body: groupData(group) };
  },
};

const itemFields: Fields<Product> = {
  ItemId: (product) => product.itemId,
  ItemCode: (product) => product.itemId,
  Name: (product) => product.name,
  ItemClassId: (product) => product.itemClass,
};

const itemData = (product: Product): JsonObject => ({
  ...itemSummary(product, product.itemId),
  $type: data('Commerce', 'Item.LegacyMembershipItemData', {}).$type,
});

/** A single product or, by its code, the item set of a billing cycle (NONDUES step 2). */
type Sold = { product: Product } | { set: ItemSet };

const soldFields: Fields<Sold> = Object.fromEntries(
  Object.entries(itemFields).map(([name, read]) => [
    name,
    (one: Sold) => ('product' in one ? read(one.product) : setFields[name]?.(one.set)),
  ]),
);

const setFields: Fields<ItemSet> = {
  ItemId: (set) => set.id,
  ItemCode: (set) => set.code,
  Name: (set) => set.cycle.name,
  ItemClassId: (set) => (set.cycle.isMembershipBilling ? 'MEMBERSHIP' : 'SUBSCRIPTION'),
};

const soldData = ({ store }: Context, one: Sold): JsonObject =>
  'product' in one ? itemData(one.product) : itemSetData(one.set, store.switches.currency);

/** /api/Item, read only: products, and the item sets of billing cycles. */
export const items: Resource = {
  name: 'Item',
  list(context) {
    const products = context.store.products.all().map((product): Sold => ({ product }));
    const sets = itemSets(context.store).map((set): Sold => ({ set }));
    const found = filter([...products, ...sets], context.query, soldFields);
    const type = { area: 'Commerce', name: 'ItemData' } as const;
    return { status: 200, body: paged(found, context.query, type, (one) => soldData(context, one)) };
  },
  get(context, id) {
    const product = context.store.products.get(id);
    const set = findItemSet(context.store, id);
    if (!product && !set) throw new Refusal(notFound('The item'));
    return { status: 200, body: product ? itemData(product) : soldData(context, { set: set as ItemSet }) };
  },
};

function priceData(context: Context, party: PartyRecord, product: Product, itemId: string): JsonObject {
  const { store } = context;
  const { currency, release } = store.switches;
  const standard = data('Commerce', 'PriceSheetSummaryData', {
    Description: 'Non-Member pricing',
    Name: 'Standard',
    PriceSheetId: 'Standard',
  });
  const member = data('Commerce', 'PriceSheetSummaryData', {
    Description: 'Member pricing',
    Name: 'Member',
    PriceSheetId: 'Member',
  });
  // 20.3.211 replaced Party by PartyId (vendor changelog).
  const who = releaseAtLeast(release, '20.3.211')
    ? { PartyId: party.partyId }
    : { Party: partySummary(store, party.partyId) };
  return data('Commerce', 'PartyItemPriceData', {
    ...who,
    Item: itemSummary(product, itemId),
    SelectedPriceSheet: store.customerTypeOf(party)?.member ? member : standard,
    SelectedPrice: money(priceOf(store, party, product), currency),
    StandardPriceSheet: standard,
    StandardPrice: money(product.price, currency),
    DiscountPriceSheet: member,
    DiscountPrice: money(product.memberPrice, currency),
  });
}

function pricesOf(context: Context, partyId: string, itemId: string): JsonObject[] {
  const party = context.store.parties.get(partyId);
  const product = context.store.products.get(productOf(context.store, itemId) ?? itemId);
  return party && product ? [priceData(context, party, product, itemId)] : [];
}

/** /api/PartyItemPrice: what a party pays for an item; SelectedPrice is what a subscription will be billed. */
export const partyItemPrices: Resource = {
  name: 'PartyItemPrice',
  list(context) {
    const partyId = context.query.get('PartyId') ?? refuse('PartyId is required.', 'PartyId');
    const itemId = context.query.get('ItemId') ?? refuse('ItemId is required.', 'ItemId');
    const type = { area: 'Commerce', name: 'PartyItemPriceData' } as const;
    return { status: 200, body: paged(pricesOf(context, partyId, itemId), context.query, type, (one) => one) };
  },
  get(context, id) {
    const [partyId = '', itemId = ''] = id.replace(/^~/, '').split('|');
    const [price] = pricesOf(context, partyId, itemId);
    if (!price) throw new Refusal(notFound('The price'));
    return { status: 200, body: price };
  },
};
