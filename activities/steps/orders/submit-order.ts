/** Buys by one ComboOrder: lines and payment together (NONDUES step 8). The point of no return. */
import { submitOrder as send, type PricedOrder } from '../../imis/order.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Write } from '../../write/write.js';
import { byCard } from '../payments/pay-card.js';
import { blocked, orderTargets, type Bought, type OrderBefore, type Purchase } from './order.js';
import { lookAtOrder } from './order-look.js';
import { paymentsOf } from './order-payments.js';
import { priceNow, priceProblem } from './order-price.js';

export function submitOrder(runtime: TenantRuntime): Write<Purchase, OrderBefore, Bought> {
  /** As the last look had it priced; it holds personal data and stays here. */
  let priced: PricedOrder | undefined;
  return {
    shared: true,
    targets: orderTargets,
    oneShot: ({ payment }) => payment !== undefined && byCard({ payment }),

    async look(context) {
      const { input, marker, maybeSent } = context;
      const seen = await lookAtOrder(runtime, context, marker);
      if ('change' in seen) return seen;
      // After a send a refusal is news for a person: the order was sold a moment ago.
      const no = maybeSent ? 'unavailable' : 'rejected';
      const now = await priceNow(runtime, input, marker);
      if ('refused' in now) return blocked(no, now.refused);
      priced = now;
      const problem = priceProblem(now, input, no);
      return problem ?? { change: 'none', before: { rows: seen.rows, total: now.total }, evidence: `the order costs ${now.total}` };
    },

    send: ({ input, marker }, options) => send(runtime.imis, priced!, paymentsOf(input, priced!, marker), options),
  };
}
