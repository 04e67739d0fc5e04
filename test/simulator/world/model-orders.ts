import type { JsonObject } from '../wire/json.js';
import type { Decimal } from 'decimal.js';
import type { BillingCycleRecord } from './model-renewals.js';
import type { Product } from './model.js';

/** One thing in a cart, an order line or an invoice, and which user put it there. */
export interface CartEntry {
  /** `line:` with OrderLineId or item path, or `invoice:` with its id. */
  key: string;
  by: string;
}

/** A cart on file. `comboOrder` is kept as it was sent. */
export interface CartRecord {
  cartId: string;
  userId: string;
  comboOrder: JsonObject;
  entries: CartEntry[];
  /** UpdateInformation as the API shows it: party ids. */
  createdBy: string;
  updatedBy: string;
  createdOn: string;
  updatedOn: string;
  /** The user of the API, or `staff`, who made it. */
  madeBy: string;
}

/** Where an item of a billing cycle stands in its item set. */
export interface SetItem {
  /** `NON-MEMBER_SUBSCRIPTIONS/JOUR`. */
  id: string;
  product: Product;
  maximumQuantity: number;
}

export interface SetCategory {
  /** `NON-MEMBER_SUBSCRIPTIONS/SUB`. */
  id: string;
  /** Last part of the id. */
  code: 'DUES' | 'CHAPT' | 'SUB';
  name: string;
  items: SetItem[];
}

/** The item set of a billing cycle: three tiers (NONDUES step 2). */
export interface ItemSet {
  cycle: BillingCycleRecord;
  /** `NON-MEMBER_SUBSCRIPTIONS`. */
  code: string;
  /** `SUBSCRIPTION-...` or, for a membership cycle, `MEMBERSHIP-...`. */
  id: string;
  categories: SetCategory[];
}

/** One item that an order buys. */
export interface OrderedItem {
  set: ItemSet;
  category: SetCategory;
  item: SetItem;
  quantity: number;
  /** UnitPrice of the line as it was sent. */
  sentPrice?: Decimal;
  /** Term of its line group, where the order overrides it. */
  begin?: string;
  months?: number;
}

/** Lines of an order, read and checked. */
export interface NewOrder {
  soldTo: string;
  billTo: string;
  items: OrderedItem[];
  sourceCode?: string;
  note?: string;
}

/** An order that was placed. */
export interface OrderRecord {
  orderId: string;
  orderNumber: string;
  soldTo: string;
  billTo: string;
  cartId?: string;
  total: string;
  billMe: boolean;
  invoiceIds: string[];
  itemIds: string[];
  sourceCode: string;
  note: string;
  createdOn: string;
}
