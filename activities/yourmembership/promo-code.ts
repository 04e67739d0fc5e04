/** Promo codes: PUT MembershipPromoCodes validates a code and changes nothing (facts Y3). */
import { ReadFailed } from '../http/answer.js';
import { sameId, text } from '../imis/wire/shape.js';
import type { Ym } from './api.js';
import { rowsOf } from './list.js';
import { amount } from './read.js';

export interface YmDiscount {
  /** Decimal string in currency units; zero: none. */
  flat: string;
  /** 10 takes a tenth off; zero: none. */
  percent: string;
}

/** What the code takes off, or why it is not valid. Throws ReadFailed when that cannot be told. */
export async function validatePromoCode(
  ym: Ym,
  { memberId, membershipId, promoCode }: { memberId: string; membershipId: string; promoCode: string },
): Promise<{ discount: YmDiscount } | { invalid: string }> {
  const answer = await ym.ask('MembershipPromoCodes', { MembershipID: Number(membershipId), MemberID: Number(memberId), PromoCode: promoCode });
  if (answer.kind === 'rejected' || answer.kind === 'absent') return { invalid: answer.message };
  if (answer.kind !== 'ok') throw new ReadFailed(answer);
  const row = (rowsOf(answer.body, 'MembershipPromoCodes') ?? []).find((one) => sameId(text(one, 'PromoCode'), promoCode));
  if (!row) return { invalid: 'YM does not confirm it' };
  return { discount: { flat: amount(row, 'FlatDiscount'), percent: amount(row, 'PercentDiscount') } };
}
