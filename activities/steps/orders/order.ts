/** What is bought by an order (NONDUES), and what a look at it may say. */
import type { Payment } from '../../../workflows/contracts/inputs.js';
import { itemCodeOf } from '../../imis/item-set.js';
import { ReadFailed } from '../../http/answer.js';
import type { LookContext, Sight } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { subscriptionTarget } from '../subscriptions/create-subscription.js';
import type { RowThen, Term } from './order-rows.js';

export interface Purchase {
  /** Who buys; also the user whose cart is used. */
  partyId: string;
  billToPartyId?: string | undefined;
  items: PurchaseItem[];
  /** Joining: the cycle is one of memberships, and all its items stand in the line. */
  join?: boolean;
  /** Either payment or billMe. */
  payment?: Payment | undefined;
  billMe?: boolean | undefined;
  termBegin?: string | undefined;
  /** Only with termBegin. */
  termMonths?: number | undefined;
  sourceCode?: string | undefined;
}

export interface PurchaseItem {
  /** Product (`JOUR`) or item of the cycle (`NON-MEMBER_SUBSCRIPTIONS/JOUR`). */
  itemId: string;
  quantity?: number | undefined;
  billingCycleId: string;
}

/** The rows and the price right before the order is sent. */
export interface OrderBefore {
  rows: RowThen[];
  /** Decimal string: what iMIS asked for the order. */
  total: string;
}

/** What was bought, as last read. Amounts are decimal strings. */
export interface Bought {
  orderId?: string;
  invoiceId?: string;
  /** Set when there are several. */
  invoiceIds?: string[];
  terms: Term[];
  total: string;
  /** What is still owed for it. */
  balance: string;
  /** What was paid, and by which reference; absent when nothing was. */
  amount?: string;
  reference?: string;
  pending?: boolean;
}

export type OrderContext = LookContext<Purchase, OrderBefore>;
export type OrderSight = Sight<Bought, OrderBefore>;
export type Blocked = Extract<OrderSight, { change: 'blocked' }>;

export const blocked = (outcome: Blocked['outcome'], evidence: string): Blocked => ({ change: 'blocked', outcome, evidence });

/** To be thrown: the record cannot tell yet. */
export const again = (message: string): ReadFailed => new ReadFailed({ kind: 'unknown', sent: true, message });

/** The row of a product is named without the cycle (inferred: item-set.ts). */
export function productOf({ itemId, billingCycleId }: PurchaseItem): string {
  const prefix = `${itemCodeOf(billingCycleId)}/`;
  return itemId.toUpperCase().startsWith(prefix.toUpperCase()) ? itemId.slice(prefix.length) : itemId;
}

/** An order bills the party: nobody else does meanwhile, by whichever door (domain-rules 2.12). */
export const orderTargets = ({ partyId, items }: Purchase): string[] => [billsTarget(partyId), ...rowTargets(partyId, items.map(productOf))];

export const rowTargets = (partyId: string, products: string[]): string[] => products.map((product) => subscriptionTarget(partyId, product));

export const cartTarget = (userId: string): string => `cart:${userId}`;
