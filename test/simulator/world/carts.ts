import { randomUUID } from 'node:crypto';
import type { Actor } from '../ledger.js';
import { conflict, Refusal } from '../wire/failures.js';
import { isObject } from '../wire/json.js';
import type { Json, JsonObject } from '../wire/json.js';
import type { CartEntry, CartRecord } from './model-orders.js';
import type { Store } from './store.js';

const values = (list: unknown): Json[] =>
  isObject(list) && Array.isArray(list.$values) ? (list.$values as Json[]) : [];
const at = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Order lines and invoices of a ComboOrder as it lies in a cart. */
export const linesIn = (comboOrder: JsonObject): Json[] => values(at(comboOrder.Order, 'Lines'));
export const invoicesIn = (comboOrder: JsonObject): Json[] => values(comboOrder.Invoices);

/** Ids of the items of a line, down to the leaves: what tells lines without OrderLineId apart. */
function path(line: unknown): string {
  const children = values(at(line, 'ChildOrderLines')).map(path);
  return `${String(at(at(line, 'Item'), 'ItemId'))}${children.length > 0 ? `(${children.join(',')})` : ''}`;
}

const keyOfLine = (line: unknown): string => `line:${String(at(line, 'OrderLineId') ?? path(line))}`;
const keyOfInvoice = (invoice: unknown): string => `invoice:${String(at(invoice, 'InvoiceId'))}`;

/** Keys of all that lies in a ComboOrder. */
export const keysIn = (comboOrder: JsonObject): string[] => [
  ...linesIn(comboOrder).map(keyOfLine),
  ...invoicesIn(comboOrder).map(keyOfInvoice),
];

/** Who put what there: what was there keeps its author. */
function entriesOf(actor: Actor, comboOrder: JsonObject, former: CartEntry[]): CartEntry[] {
  return keysIn(comboOrder).map((key) => former.find((one) => one.key === key) ?? { key, by: actor.user });
}

export const cartsOf = (store: Store, userId: string): CartRecord[] => store.carts.by('user', userId);

const about = (cart: CartRecord): { partyId: string; cartId: string } => ({
  partyId: cart.userId,
  cartId: cart.cartId,
});

/** Puts other contents into a cart. */
export function changeCart(
  store: Store,
  actor: Actor,
  cart: CartRecord,
  comboOrder: JsonObject,
  updatedBy: string,
): CartRecord {
  const entries = entriesOf(actor, comboOrder, cart.entries);
  const after = { ...cart, comboOrder, entries, updatedBy, updatedOn: new Date().toISOString() };
  store.carts.put(cart.cartId, after);
  store.effect(actor, 'cart.changed', { ...about(cart), before: cart, after });
  return after;
}

/** Makes a cart, whether or not the user has one. */
export function makeCart(
  store: Store,
  actor: Actor,
  userId: string,
  comboOrder: JsonObject,
  by: { createdBy: string; updatedBy: string },
): CartRecord {
  const now = new Date().toISOString();
  const entries = entriesOf(actor, comboOrder, []);
  const stamp = { createdOn: now, updatedOn: now, madeBy: actor.user };
  const cart: CartRecord = { cartId: randomUUID(), userId, comboOrder, entries, ...by, ...stamp };
  store.carts.put(cart.cartId, cart);
  store.effect(actor, 'cart.created', { ...about(cart), after: cart });
  return cart;
}

/** Lines and invoices of both, what is in both once, with the payments that came last; the rest is that of the first. */
function merged(there: JsonObject, sent: JsonObject): JsonObject {
  const lines = new Map([...linesIn(there), ...linesIn(sent)].map((one) => [keyOfLine(one), one]));
  const invoices = new Map([...invoicesIn(there), ...invoicesIn(sent)].map((one) => [keyOfInvoice(one), one]));
  const base = { ...sent, ...there, ...(sent.Payments ? { Payments: sent.Payments } : {}) };
  return withContents(base, [...lines.values()], [...invoices.values()]);
}

/** A ComboOrder with these lines and invoices; collections that were not there and stay empty are left out. */
function withContents(comboOrder: JsonObject, lines: Json[], invoices: Json[]): JsonObject {
  const list = (name: string, all: Json[]): JsonObject => ({
    $type: `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`,
    $values: all,
  });
  const order = isObject(comboOrder.Order) ? (comboOrder.Order as JsonObject) : undefined;
  return {
    ...comboOrder,
    ...(order ? { Order: { ...order, Lines: list('OrderLineDataCollection', lines) } } : {}),
    ...(invoices.length > 0 || comboOrder.Invoices ? { Invoices: list('InvoiceSummaryDataCollection', invoices) } : {}),
  };
}

/** POST of a cart: a new one, or what the tenant does for a user who has one. */
export function postCart(
  store: Store,
  actor: Actor,
  userId: string,
  comboOrder: JsonObject,
  by: { createdBy: string; updatedBy: string },
): CartRecord {
  const [there] = cartsOf(store, userId);
  const { secondCart } = store.switches;
  if (!there || secondCart === 'second') return makeCart(store, actor, userId, comboOrder, by);
  if (secondCart === 'refused') throw new Refusal(conflict());
  if (secondCart === 'keeps') return there;
  const next = secondCart === 'merges' ? merged(there.comboOrder, comboOrder) : comboOrder;
  return changeCart(store, actor, there, next, by.updatedBy);
}

export function deleteCart(store: Store, actor: Actor, cart: CartRecord): void {
  store.carts.delete(cart.cartId);
  store.effect(actor, 'cart.deleted', { ...about(cart), before: cart });
}

/** CLEAR: the carts of a user stay on file without contents. */
export function clearCarts(store: Store, actor: Actor, userId: string): void {
  for (const cart of cartsOf(store, userId)) {
    const { Payments: _payments, ...rest } = cart.comboOrder;
    const after = { ...cart, comboOrder: withContents(rest, [], []), entries: [], updatedOn: new Date().toISOString() };
    store.carts.put(cart.cartId, after);
    store.effect(actor, 'cart.cleared', { ...about(cart), before: cart, after });
  }
}

/** Takes what was submitted out of the cart on file; what came in meanwhile stays. */
export function submitted(store: Store, actor: Actor, cart: CartRecord, bought: JsonObject): void {
  const keys = new Set(keysIn(bought));
  const entries = cart.entries.filter((one) => !keys.has(one.key));
  const { Payments: _payments, ...rest } = cart.comboOrder;
  const lines = linesIn(rest).filter((one) => !keys.has(keyOfLine(one)));
  const invoices = invoicesIn(rest).filter((one) => !keys.has(keyOfInvoice(one)));
  const left = {
    ...cart,
    comboOrder: withContents(rest, lines, invoices),
    entries,
    updatedOn: new Date().toISOString(),
  };
  const taken = cart.entries.filter((one) => keys.has(one.key));
  if (store.switches.cartAfterSubmit !== 'kept') {
    if (entries.length === 0 && store.switches.cartAfterSubmit === 'gone') store.carts.delete(cart.cartId);
    else store.carts.put(cart.cartId, left);
  }
  store.effect(actor, 'cart.submitted', { ...about(cart), before: { ...cart, entries: taken }, after: left });
}
