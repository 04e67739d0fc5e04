/** Submits the cart that the step before has prepared, with its payment (NONDUES steps 7 and 8). The point of no return. */
import { submitCart as submit, type Cart } from '../../imis/cart.js';
import { priceOrder, type PricedOrder } from '../../imis/order.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Write } from '../../write/write.js';
import { byCard } from '../payments/pay-card.js';
import { blocked, cartTarget, orderTargets, type Bought, type OrderBefore, type Purchase } from './order.js';
import { lookAtOrder } from './order-look.js';
import { paymentsOf } from './order-payments.js';
import { priceProblem, whyNoPrice } from './order-price.js';
import { ownCart } from './own-cart.js';
import type { PreparedCart } from './prepare-cart.js';

export interface SubmitCart extends Purchase {
  cart: PreparedCart;
}

export function submitCart(runtime: TenantRuntime): Write<SubmitCart, OrderBefore, Bought> {
  let ready: { cart: Cart; priced: PricedOrder } | undefined;
  return {
    shared: true,
    targets: (input) => [cartTarget(input.partyId), ...orderTargets(input)],
    oneShot: ({ payment }) => payment !== undefined && byCard({ payment }),

    async look(context) {
      const { input } = context;
      const { mark } = input.cart;
      const seen = await lookAtOrder(runtime, context, mark);
      if ('change' in seen) return seen;
      const cart = await ownCart(runtime.imis, input.cart);
      if ('change' in cart) return cart;
      // What is paid is what iMIS asks now, not what it asked when the cart was filled.
      const priced = await priceOrder(runtime.imis, cart.order ?? {}, mark).catch(whyNoPrice);
      if ('refused' in priced) return blocked('unavailable', priced.refused);
      ready = { cart, priced };
      const problem = priceProblem(priced, input, 'unavailable');
      return problem ?? { change: 'none', before: { rows: seen.rows, total: priced.total }, evidence: `the cart costs ${priced.total}` };
    },

    send({ input }: LookContext<SubmitCart, OrderBefore>, options) {
      const { cart, priced } = ready!;
      return submit(runtime.imis, cart, { order: priced.raw, payments: paymentsOf(input, priced, input.cart.mark) }, options);
    },
  };
}
