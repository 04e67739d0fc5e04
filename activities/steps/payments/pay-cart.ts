/** The cart through which invoices are paid: it must hold exactly what is due. */
import type { Imis } from '../../imis/api.js';
import type { Cart } from '../../imis/cart.js';
import { sameId } from '../../imis/wire/shape.js';
import { blocked, type Blocked } from '../orders/order.js';
import { ownCart } from '../orders/own-cart.js';
import type { PreparedCart } from '../orders/prepare-cart.js';
import type { Due } from './pay-types.js';

export async function readyCart(imis: Imis, prepared: PreparedCart, due: Due): Promise<Cart | Blocked> {
  const cart = await ownCart(imis, prepared);
  if ('change' in cart) return cart;
  const wanted = due.invoices.map(({ invoiceId }) => invoiceId);
  const exact = wanted.length === cart.invoiceIds.length && wanted.every((id) => cart.invoiceIds.some((one) => sameId(one, id)));
  return exact ? cart : blocked('unavailable', `cart ${cart.cartId} holds other invoices than those now due (${wanted.join(', ')}): compensate, then start again`);
}
