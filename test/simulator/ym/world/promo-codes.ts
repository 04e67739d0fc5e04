import { Decimal } from 'decimal.js';
import type { Store } from '../../world/store.js';
import type { YmPromoCode } from '../model.js';
import { serverToday } from '../time.js';

/** A code of this membership that holds today for this member; letters compare without regard to case (inferred). */
export function validPromoCode(
  { ym, switches }: Store,
  membershipId: number,
  memberId: number,
  code: string,
): YmPromoCode | undefined {
  const today = serverToday(switches);
  const wanted = code.toLowerCase();
  return ym.promoCodes.by('membership', String(membershipId)).find((row) => {
    if (row.code.toLowerCase() !== wanted || row.start > today || (row.expires ?? today) < today) return false;
    const used = ym.invoices.by('member', String(memberId)).some((one) => one.promoCode?.toLowerCase() === wanted);
    return !(row.onePerUser && used);
  });
}

/** What a code leaves of an amount, never less than nothing. */
export function discounted(amount: Decimal, code: YmPromoCode): Decimal {
  const share = amount.times(code.percentDiscount ?? 0).div(100);
  const left = amount.minus(code.flatDiscount ?? 0).minus(share).toDecimalPlaces(2);
  return Decimal.max(left, 0);
}
