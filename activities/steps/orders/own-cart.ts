/** The cart that a step before has filled, right before it is submitted. */
import type { Imis } from '../../imis/api.js';
import { findCarts, type Cart } from '../../imis/cart.js';
import { foreignIn, notTouched, sharesOf } from './cart-content.js';
import { blocked, type Blocked } from './order.js';
import type { PreparedCart } from './prepare-cart.js';

/** The prepared cart, as long as it holds nothing but what this flow put there; else why it must not be submitted. */
export async function ownCart(imis: Imis, prepared: PreparedCart): Promise<Cart | Blocked> {
  const { userId, cartId } = prepared;
  if (cartId === undefined) return blocked('unavailable', `nothing lies in the cart of party ${userId}, since nothing was to be bought or paid a moment ago: compensate, then start again`);
  const cart = (await findCarts(imis, userId)).find((one) => one.cartId === cartId);
  const foreign = cart && foreignIn(cart, prepared);
  if (cart && foreign) return blocked('unavailable', `${notTouched(cart, foreign)}, or compensate: then only what this flow put there is taken out`);
  if (!cart || !sharesOf(cart, prepared).ours)
    return blocked('unavailable', `cart ${cartId} of party ${userId} no longer holds what this flow put there: was it submitted or emptied by the party? Then mark done or compensate`);
  return cart;
}
