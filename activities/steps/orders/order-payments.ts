/** What an order is sent with: a payment, "pay later", or nothing when it costs nothing. */
import { orderMoney, type PricedOrder } from '../../imis/order.js';
import { payLater, remittance } from '../../imis/remittance.js';
import type { Raw } from '../../imis/wire/shape.js';
import { isZero } from '../money.js';
import type { Purchase } from './order.js';
import { referenceOf } from './order-payment.js';

/** The amount is the priced total (NONDUES step 7). */
export function paymentsOf(purchase: Purchase, priced: PricedOrder, mark: string): Raw[] {
  const { total } = priced;
  const money = orderMoney(priced);
  if (isZero(total)) return [];
  if (!purchase.payment) return [payLater(money(total))];
  const { methodId, type, token, date, gatewayAccountId, note, payorPartyId = purchase.billToPartyId ?? purchase.partyId } = purchase.payment;
  return [remittance({ methodId, type, reference: referenceOf(purchase, mark), payorPartyId, token, date, gatewayAccountId, note }, money, total)];
}
