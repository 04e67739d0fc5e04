/**
 * Whose is what lies in a cart. Order lines of ours bear ids made from the mark; invoices of ours lie in a cart whose
 * order has the mark as its Note, since they have no id of our making. Pure.
 */
import type { Cart } from '../../imis/cart.js';
import { isStamped } from '../../imis/order-line.js';
import { sameId, type Raw } from '../../imis/wire/shape.js';

/** How a flow knows its own content of a cart. */
export interface CartMark {
  mark: string;
  /** Invoices that it has put there. */
  invoiceIds?: string[] | undefined;
}

export interface Shares {
  /** Something of ours is in it. */
  ours: boolean;
  foreignLines: Raw[];
  foreignInvoices: string[];
}

export function sharesOf(cart: Cart, { mark, invoiceIds = [] }: CartMark): Shares {
  const foreignLines = cart.lines.filter((line) => !isStamped(line, mark));
  const noted = cart.note === mark;
  const foreignInvoices = cart.invoiceIds.filter((id) => !(noted && invoiceIds.some((one) => sameId(one, id))));
  const ours = foreignLines.length < cart.lines.length || foreignInvoices.length < cart.invoiceIds.length;
  return { ours, foreignLines, foreignInvoices };
}

export const isEmpty = ({ lines, invoiceIds }: Cart): boolean => lines.length === 0 && invoiceIds.length === 0;

/** What else is in it, in words; undefined when nothing is. Ids and counts only. */
export function foreignIn(cart: Cart, mark: CartMark): string | undefined {
  const { foreignLines, foreignInvoices } = sharesOf(cart, mark);
  const lines = foreignLines.length > 0 && `${foreignLines.length} order ${foreignLines.length === 1 ? 'line' : 'lines'}`;
  const invoices = foreignInvoices.length > 0 && `invoice ${foreignInvoices.join(', ')}`;
  return [lines, invoices].filter((one) => typeof one === 'string').join(' and ') || undefined;
}

/** Why a cart of others is let alone, and what helps. */
export const notTouched = (cart: Cart, what: string): string =>
  `cart ${cart.cartId} of party ${cart.userId} holds ${what} of somebody else: it is neither changed, submitted nor deleted; when it was submitted or emptied, retry`;
