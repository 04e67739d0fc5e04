import { randomUUID } from 'node:crypto';
import type { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { refuse } from '../wire/failures.js';
import { dec, fixed } from '../wire/money.js';
import { today } from '../wire/dates.js';
import { addSubscription, priceOf } from './billing.js';
import { touchParty } from './dates.js';
import { lineId } from './invoices.js';
import type { NewOrder, OrderedItem, OrderRecord } from './model-orders.js';
import type { PartyRecord, SubscriptionRecord } from './model.js';
import type { Store } from './store.js';

/** What the server asks for one of an item. Whoever joins pays as the customer type that joining gives (inferred). */
export function unitPrice(store: Store, order: Pick<NewOrder, 'soldTo'>, one: OrderedItem): Decimal {
  const party = store.parties.get(order.soldTo) ?? refuse('The party does not exist.', 'SoldToCustomerParty');
  const { customerType, isMembershipBilling } = one.set.cycle;
  const buyer = isMembershipBilling && customerType ? { ...party, customerType } : party;
  return dec(priceOf(store, buyer, one.item.product));
}

const priceAtSubmit = (store: Store, order: NewOrder, one: OrderedItem): Decimal =>
  (store.switches.priceAtSubmit === 'asSent' ? one.sentPrice : undefined) ?? unitPrice(store, order, one);

/** What the order costs when it is submitted now. */
export const totalOf = (store: Store, order: NewOrder): Decimal =>
  order.items.reduce((sum, one) => sum.plus(priceAtSubmit(store, order, one).times(one.quantity)), dec(0));

/** A membership order makes a member: JoinDate when empty, CustomerTypeCode of the cycle (RESTRICTED, Join Now). */
function join(store: Store, actor: Actor, order: NewOrder): void {
  const cycle = order.items.find((one) => one.set.cycle.isMembershipBilling)?.set.cycle;
  const party = store.parties.get(order.soldTo);
  if (!cycle || !party || store.switches.joinFields === 'kept') return;
  const after: PartyRecord = { ...party, joinDate: party.joinDate ?? today() };
  if (cycle.customerType) after.customerType = cycle.customerType;
  if (after.joinDate === party.joinDate && after.customerType === party.customerType) return;
  touchParty(store, actor, after);
  store.effect(actor, 'party.joined', {
    partyId: party.partyId,
    cycleId: cycle.cycleId,
    before: { joinDate: party.joinDate, customerType: party.customerType },
    after: { joinDate: after.joinDate, customerType: after.customerType },
  });
}

/** What an order has made: its record and the invoice lines that it is to pay. */
export interface Placed {
  order: OrderRecord;
  rows: SubscriptionRecord[];
  lines: { invoiceId: string; invoiceLineId: string; amount: Decimal }[];
}

/** A persisted invoice keeps Note and SourceCode of its order; a legacy one is a projection and cannot (inferred). */
function signInvoice(store: Store, invoiceId: string, { note, sourceCode }: OrderRecord): void {
  const invoice = store.invoices.get(invoiceId);
  if (invoice) store.invoices.put(invoiceId, { ...invoice, note, sourceCode });
}

/**
 * Buys the items of an order: a row and a term each, by the rules of POST Subscription, on one invoice. Throws a
 * Refusal when a term overlaps an active one. Paying comes afterwards.
 */
export function placeOrder(
  store: Store,
  actor: Actor,
  order: NewOrder,
  how: { billMe: boolean; cartId?: string },
): Placed {
  const orderId = randomUUID();
  const total = totalOf(store, order);
  const priced = order.items.map((one) => ({ one, price: priceAtSubmit(store, order, one).times(one.quantity) }));
  join(store, actor, order);
  let shared: string | undefined;
  const rows = priced.map(({ one, price }) => {
    const { product } = one.item;
    const membership = one.set.cycle.isMembershipBilling;
    const row = addSubscription(store, actor, {
      partyId: order.soldTo,
      itemId: product.itemId,
      billToPartyId: order.billTo,
      price: fixed(price),
      copies: one.quantity,
      isMemberComponent: membership && one.category.code === 'DUES',
      ...(membership ? { purpose: 8 } : {}),
      ...(one.begin ? { beginDate: one.begin } : {}),
      ...(one.months ? { termMonths: one.months } : {}),
      ...(order.sourceCode ? { sourceCode: order.sourceCode } : {}),
      ...(shared && store.switches.invoices === 'persisted' ? { invoiceId: shared } : {}),
      order: { orderId, cycleId: one.set.cycle.cycleId },
    });
    shared ??= row.invoiceId;
    return row;
  });
  const lines = rows.flatMap((row, index) => {
    const amount = priced[index]?.price ?? dec(0);
    if (!row.invoiceId || amount.lte(0)) return [];
    return [{ invoiceId: row.invoiceId, invoiceLineId: lineId(row.billToPartyId, row.partyId, row.itemId), amount }];
  });
  const record: OrderRecord = {
    orderId,
    orderNumber: String(store.next('order', 4601)),
    soldTo: order.soldTo,
    billTo: order.billTo,
    ...(how.cartId ? { cartId: how.cartId } : {}),
    total: fixed(total),
    billMe: how.billMe,
    invoiceIds: [...new Set(lines.map((one) => one.invoiceId))],
    itemIds: rows.map((row) => row.itemId),
    sourceCode: order.sourceCode ?? '',
    note: order.note ?? '',
    createdOn: new Date().toISOString(),
  };
  store.orders.put(orderId, record);
  for (const invoiceId of record.invoiceIds) signInvoice(store, invoiceId, record);
  const [invoiceId] = record.invoiceIds;
  store.effect(actor, 'order.placed', {
    partyId: order.soldTo,
    orderId,
    amount: record.total,
    ...(how.cartId ? { cartId: how.cartId } : {}),
    ...(invoiceId ? { invoiceId } : {}),
    after: record,
  });
  return { order: record, rows, lines };
}
