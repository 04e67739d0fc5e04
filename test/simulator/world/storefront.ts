import { randomUUID } from 'node:crypto';
import type { Actor } from '../ledger.js';
import { collection, data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { fixed } from '../wire/money.js';
import { cartsOf, changeCart, clearCarts, linesIn, makeCart } from './carts.js';
import { cycleCode, findItemSet } from './item-sets.js';
import type { CartRecord, OrderedItem, OrderRecord } from './model-orders.js';
import type { Product } from './model.js';
import { placeOrder } from './orders.js';
import type { Store } from './store.js';

/** What members do in the shop of the website, and the office with its prices; never through the API. */
export class Storefront {
  protected readonly store: Store;
  protected readonly actor: Actor = { user: 'staff' };

  constructor(store: Store) {
    this.store = store;
  }

  /** A member puts an item of a billing cycle into their cart, e.g. `'23216', 'Non-Member Subscriptions', 'NEWS'`. */
  addToCart(userId: string, cycleId: string, itemId: string): CartRecord {
    const line = lineOf(inSet(this.store, cycleId, itemId));
    const [there] = cartsOf(this.store, userId);
    const comboOrder = withLine(userId, there?.comboOrder, line);
    if (there) return changeCart(this.store, this.actor, there, comboOrder, userId);
    return makeCart(this.store, this.actor, userId, comboOrder, { createdBy: userId, updatedBy: userId });
  }

  /** A member empties their cart. */
  emptyCart(userId: string): void {
    clearCarts(this.store, this.actor, userId);
  }

  /** A member buys one item, to be billed; what lies in their cart stays. */
  buy(userId: string, cycleId: string, itemId: string): OrderRecord {
    const items = [{ ...inSet(this.store, cycleId, itemId), quantity: 1 }];
    return placeOrder(this.store, this.actor, { soldTo: userId, billTo: userId, items }, { billMe: true }).order;
  }

  /** The office changes a price; without `memberPrice` for members too. */
  setPrice(itemId: string, price: string, memberPrice = price): Product {
    const product = this.store.products.get(itemId);
    if (!product) throw new Error(`no product ${itemId}`);
    return this.store.products.put(itemId, { ...product, price: fixed(price), memberPrice: fixed(memberPrice) });
  }
}

function inSet(store: Store, cycleId: string, itemId: string): Omit<OrderedItem, 'quantity'> {
  const set = findItemSet(store, cycleCode(cycleId));
  for (const category of set?.categories ?? []) {
    const item = category.items.find((one) => one.product.itemId === itemId);
    if (set && item) return { set, category, item };
  }
  throw new Error(`no item ${itemId} in ${cycleId}`);
}

function lineOf({ set, category, item }: Omit<OrderedItem, 'quantity'>): JsonObject {
  const tier = (id: string, below?: JsonObject): JsonObject =>
    data('Commerce', 'OrderLineData', {
      OrderLineId: randomUUID(),
      ChildOrderLines: below && collection('Commerce', 'OrderLineDataCollection', [below]),
      Item: data('Commerce', 'ItemSummaryData', { ItemId: id }),
      QuantityOrdered: data('Commerce', 'QuantityData', { Amount: 1 }),
    });
  return tier(set.id, tier(category.id, tier(item.id)));
}

function withLine(userId: string, there: JsonObject | undefined, line: JsonObject): JsonObject {
  const order = data('Commerce', 'OrderData', {
    SoldToCustomerParty: data('Commerce', 'CustomerPartyData', { PartyId: userId }),
    ...((there?.Order as JsonObject | undefined) ?? {}),
    Lines: collection('Commerce', 'OrderLineDataCollection', [...(there ? linesIn(there) : []), line]),
  });
  return { ...(there ?? data('Commerce', 'ComboOrderData', {})), Order: order };
}
