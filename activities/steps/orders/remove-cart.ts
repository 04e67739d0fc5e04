/**
 * Takes out of a user's cart what a flow put there, and deletes the cart when the flow made it and nothing else is in
 * it (facts 5.5). After a submit and as an undo: a cart that is left over may be bought by its user one day.
 */
import type { UndoInput } from '../../../workflows/contracts/reply.js';
import type { Imis } from '../../imis/api.js';
import { deleteCart, findCarts, putCart, type Cart, type CartContent } from '../../imis/cart.js';
import { priceOrder } from '../../imis/order.js';
import { sameId, text } from '../../imis/wire/shape.js';
import { collection, commerce } from '../../imis/wire/type.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Sight, Write } from '../../write/write.js';
import { isEmpty, sharesOf } from './cart-content.js';
import { cartTarget } from './order.js';
import type { CartBefore, Prepared, PreparedCart } from './prepare-cart.js';

/** Whose cart, and what of it is the flow's. */
export type OwnShare = PreparedCart;

/** Who has prepared a cart is the party of its step: who buys, or who is billed. */
export type UndoPrepare = UndoInput<{ partyId: string }, Prepared<unknown>, CartBefore>;

/** What a step that filled a cart has to take out again. */
export const ownShareOf = ({ input, result, before }: UndoPrepare, mark = ''): OwnShare => ({
  userId: input.partyId,
  made: before?.cartId === null,
  ...(before?.invoiceIds && { invoiceIds: before.invoiceIds }),
  ...result?.cart,
  mark,
});

/** What became of the cart: for a person to read. */
export interface RemovedCart {
  cart: 'gone' | 'left to the party';
}

export interface LeftCartBefore {
  cartId: string;
}

type Seen = Sight<RemovedCart, LeftCartBefore>;

/** @param shareOf `marker` is that of the step that filled the cart, when this is its undo */
export function removeCart<Input>({ imis }: TenantRuntime, shareOf: (input: Input, marker?: string) => OwnShare): Write<Input, LeftCartBefore, RemovedCart> {
  let read: { cart: Cart; rest: CartContent } | undefined;
  return {
    targets: (input) => [cartTarget(shareOf(input).userId)],

    async look({ input, marker, before }): Promise<Seen> {
      const share = shareOf(input, marker);
      const carts = await findCarts(imis, share.userId);
      const cart = carts.find((one) => sharesOf(one, share).ours || (share.made && one.cartId === share.cartId && isEmpty(one)));
      if (cart) {
        read = { cart, rest: await restOf(imis, cart, share) };
        return { change: 'none', before: { cartId: cart.cartId }, evidence: `cart ${cart.cartId} holds what this flow put there` };
      }
      return {
        change: 'there',
        owner: before ? 'us' : 'other',
        result: { cart: carts.length > 0 ? 'left to the party' : 'gone' },
        evidence: carts.length > 0 ? 'nothing of this flow is in the cart' : 'the party has no cart',
        provisional: true,
      };
    },

    send({ input, marker }, options) {
      const { cart, rest } = read!;
      const others = rest.order !== undefined || rest.invoices !== undefined;
      return shareOf(input, marker).made && !others ? deleteCart(imis, cart.cartId, options) : putCart(imis, cart, rest, options);
    },
  };
}

/** What others have in the cart, priced anew: totals that count our lines would be wrong. */
async function restOf(imis: Imis, cart: Cart, share: OwnShare): Promise<CartContent> {
  const { foreignLines, foreignInvoices } = sharesOf(cart, share);
  const invoices = cart.invoices.filter((invoice) => foreignInvoices.some((id) => sameId(id, text(invoice, 'InvoiceId'))));
  if (foreignLines.length === 0) return invoices.length > 0 ? { invoices } : {};
  const { Note, ...order } = cart.order!;
  const theirs = { ...order, ...(Note !== share.mark && { Note }), Lines: collection(commerce('OrderLineDataCollection'), foreignLines) };
  const { raw } = await priceOrder(imis, theirs);
  return { order: raw, ...(invoices.length > 0 && { invoices }) };
}
