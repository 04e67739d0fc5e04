/**
 * Puts something into the cart of a user (NONDUES steps 1 and 6; SUBSCRIPTION). A user has one cart, which the website
 * uses as well: one with anything of others in it is let alone.
 */
import { findCarts, postCart, putCart, type Cart, type CartContent } from '../../imis/cart.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { blocked } from './order.js';
import { foreignIn, notTouched, sharesOf } from './cart-content.js';

/** Null: the user had no cart. */
export interface CartBefore {
  cartId: string | null;
  /** Invoices that are put in it. */
  invoiceIds?: string[];
}

/** A cart that holds what this flow put there. */
export interface PreparedCart {
  userId: string;
  /** Absent: there is nothing to submit. */
  cartId?: string;
  /** By which the flow knows its own content; also the payment's reference. */
  mark: string;
  /** This flow made the cart itself, so it may delete it. */
  made: boolean;
  invoiceIds?: string[];
}

/** `found`: what the cart is for is there already. */
export interface Prepared<Found> {
  cart: PreparedCart;
  found?: Found;
}

type Context<Input> = LookContext<Input, CartBefore>;
export type Seen<Found> = Sight<Prepared<Found>, CartBefore>;
type Stop = Extract<Seen<never>, { change: 'blocked' }>;

/** What a cart is filled with. */
export interface Filling<Input, Found> {
  targets(input: Input): string[];
  userId(input: Input): string;
  /** The invoices that are put in it, where the input names them. */
  invoiceIds?(input: Input): string[] | undefined;
  /** Is what it is for there already, or not to be had? Reads only. */
  first(context: Context<Input>): Promise<{ found?: Found; owner: 'us' | 'other'; evidence: string } | Stop | undefined>;
  /** The content, with the ids of its invoices, or why there can be none. */
  content(context: Context<Input>): Promise<(CartContent & { invoiceIds?: string[] }) | Stop>;
}

export function prepareCart<Input, Found>({ imis }: TenantRuntime, filling: Filling<Input, Found>): Write<Input, CartBefore, Prepared<Found>> {
  let there: Cart | undefined;
  let content: CartContent = {};
  return {
    targets: (input) => filling.targets(input),

    async look(context) {
      const { input, marker, maybeSent } = context;
      const userId = filling.userId(input);
      // Once something may lie in the cart, it must be found whatever else has happened: it is to be submitted or taken out.
      if (!maybeSent) {
        const first = await filling.first(context);
        if (first) return 'change' in first ? first : nothingToDo(context, first);
      }
      const carts = await findCarts(imis, userId);
      const mine = carts.find((cart) => sharesOf(cart, { mark: marker, invoiceIds: invoicesOf(context) }).ours);
      if (mine) return found(context, mine);
      if (carts.length > 1) return blocked('unavailable', `party ${userId} has ${carts.length} carts, and which one counts is unknown: when there is one or none, retry`);
      [there] = carts;
      const foreign = there && foreignIn(there, { mark: marker });
      if (there && foreign) return blocked('unavailable', notTouched(there, foreign));
      const made = await filling.content(context);
      if ('change' in made) return made;
      content = made;
      return { change: 'none', before: { cartId: there?.cartId ?? null, ...(made.invoiceIds && { invoiceIds: made.invoiceIds }) }, evidence: there ? 'the cart is empty' : 'the party has no cart' };
    },

    send: ({ input }, options) => (there ? putCart(imis, there, content, options) : postCart(imis, filling.userId(input), content, options)),
  };

  /** Known without the image before as well, which a run that was reset has not. */
  function invoicesOf({ input, before }: Context<Input>): string[] | undefined {
    return before?.invoiceIds ?? filling.invoiceIds?.(input);
  }

  function cartOf(context: Context<Input>): PreparedCart {
    const { input, marker, before } = context;
    const invoiceIds = invoicesOf(context);
    // Without the image before, somebody else may have made the cart: then it is emptied, not deleted.
    return { userId: filling.userId(input), mark: marker, made: before?.cartId === null, ...(invoiceIds && { invoiceIds }) };
  }

  function nothingToDo(context: Context<Input>, { found, owner, evidence }: { found?: Found; owner: 'us' | 'other'; evidence: string }): Seen<Found> {
    return { change: 'there', owner, result: { cart: cartOf(context), ...(found && { found }) }, evidence, records: [] };
  }

  function found(context: Context<Input>, { cartId }: Cart): Seen<Found> {
    return { change: 'there', owner: 'us', result: { cart: { ...cartOf(context), cartId } }, ids: { cartId }, evidence: `it lies in cart ${cartId}`, records: [] };
  }
}
