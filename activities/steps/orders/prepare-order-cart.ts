/** Puts a priced order into the cart of who buys. What was bought by an earlier run of the same key is found first. */
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Write } from '../../write/write.js';
import { blocked, cartTarget, orderTargets, type Bought, type OrderContext, type Purchase } from './order.js';
import { lookAtOrder } from './order-look.js';
import { priceNow, priceProblem } from './order-price.js';
import { prepareCart, type CartBefore, type Prepared } from './prepare-cart.js';

/** A cart to submit; `found`: what was bought already. */
export type PreparedOrder = Prepared<Bought>;

type Context = LookContext<Purchase, CartBefore>;

export function prepareOrderCart(runtime: TenantRuntime): Write<Purchase, CartBefore, PreparedOrder> {
  return {
    // What another flow bought may yet be taken back by it.
    shared: true,
    ...prepareCart<Purchase, Bought>(runtime, {
      targets: (input) => [cartTarget(input.partyId), ...orderTargets(input)],
      userId: ({ partyId }) => partyId,

      async first({ input, marker, continuous, reset }) {
        // Putting things into a cart buys nothing: of the order nothing was sent by this step.
        const context: OrderContext = { input, marker, continuous, reset, maybeSent: false };
        const seen = await lookAtOrder(runtime, context, marker);
        if (!('change' in seen)) return undefined;
        if (seen.change === 'blocked') return seen;
        return { found: seen.result, owner: seen.owner === 'us' ? 'us' : 'other', evidence: seen.evidence };
      },

      async content({ input, marker, maybeSent }: Context) {
        const no = maybeSent ? 'unavailable' : 'rejected';
        const priced = await priceNow(runtime, input, marker);
        if ('refused' in priced) return blocked(no, priced.refused);
        return priceProblem(priced, input, no) ?? { order: priced.raw };
      },
    }),
  };
}
