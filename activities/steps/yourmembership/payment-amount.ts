/** InvoicePayments.Amount is a whole number of the tenant's unit (facts Y3): never rounded, never guessed. */
import { Decimal } from 'decimal.js';
import type { YmAccount } from '../../tenants/ym-account.js';

/** The number that is sent, or why there is none. `amount`: a decimal string in currency units. */
export function paymentAmount(amount: string, unit: NonNullable<YmAccount['paymentUnit']>): { number: number } | { why: string } {
  const number = new Decimal(amount).times(unit === 'cents' ? 100 : 1);
  if (!number.isInteger()) return { why: `${amount} has cents, and this YM takes payments in whole ${unit}: pay it in the YM admin` };
  return number.lessThanOrEqualTo(2_147_483_647) ? { number: number.toNumber() } : { why: `${amount} is more than a payment of YM can hold` };
}

export const UNIT_UNKNOWN = 'the unit of payments is not known of this tenant: set YM_PAYMENT_UNIT, or leave payment out';
