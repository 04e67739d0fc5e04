/** Buying by an order: the part that purchaseNonDues and joinMember have in common. */
import type { Purchase } from '../activities/steps/orders/order.js';
import type { JoinMember, PurchaseNonDues } from './contracts/inputs.js';
import { holdCart, leaveCart } from './cart.js';
import type { Run } from './saga/run.js';
import type { Saga } from './saga/saga.js';
import { prepareOrderCart, submitCart, submitOrder } from './steps/orders.js';

/** The order as it is wished now: a person may have corrected the payment between two steps. */
function orderOf(input: PurchaseNonDues | JoinMember): Purchase {
  const { partyId, billToPartyId, payment, billMe, termBegin, termMonths, sourceCode } = input;
  const cycle = 'billingCycleId' in input ? input.billingCycleId : undefined;
  const items = input.items.map(({ itemId, quantity, billingCycleId }) => ({ itemId, quantity, billingCycleId: (cycle ?? billingCycleId)! }));
  return { partyId, billToPartyId, items, payment, billMe, termBegin, termMonths, sourceCode, ...(cycle !== undefined && { join: true }) };
}

/** Lines and payment in one ComboOrder. */
export async function buyByComboOrder(run: Run, saga: Saga, input: PurchaseNonDues): Promise<void> {
  Object.assign(saga.result, await run(submitOrder, orderOf(input)), { cart: 'none' });
}

/** Through the cart of who buys. Answers whether it was bought. */
export async function buyByCart(run: Run, saga: Saga, input: PurchaseNonDues | JoinMember): Promise<boolean> {
  await holdCart(saga, input.tenant, input.partyId);
  const prepared = await run(prepareOrderCart, orderOf(input));
  if (!prepared) return false;
  const { cart, found } = prepared;
  const bought = found ?? (await run(submitCart, { ...orderOf(input), cart }));
  Object.assign(saga.result, bought);
  await leaveCart(run, saga, cart);
  return bought !== undefined;
}
