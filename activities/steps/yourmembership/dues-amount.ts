/** What dues come to: dues (prorated) + rules + modifiers - promo (domain-rules section 4). Pure; decimal strings. */
import { Decimal } from 'decimal.js';
import type { YmAccount } from '../../tenants/ym-account.js';
import type { YmExtra, YmMembership } from '../../yourmembership/membership.js';
import type { YmDiscount } from '../../yourmembership/promo-code.js';
import { isZero, less, minus, sum } from '../money.js';

export interface DuesParts {
  membership: YmMembership;
  rules: YmExtra[];
  modifiers: YmExtra[];
  discount?: YmDiscount;
}

export interface DuesAmount {
  /** What the invoice comes to. */
  amount: string;
  /** What is sent as Amount: with a discount that the server takes off, more than `amount`. */
  sent: string;
}

/** The amount, or why it cannot be told. */
export function duesAmount(parts: DuesParts, { prorating, promoCodes }: Pick<YmAccount, 'prorating' | 'promoCodes'>): DuesAmount | { why: string } {
  const { membership, rules, modifiers, discount } = parts;
  const dues = proratedDues(membership, prorating);
  if (typeof dues !== 'string') return dues;
  const extras = [...rules, ...modifiers].map(({ amount }) => amount);
  const whole = sum([dues, ...extras]);
  if (less(whole, '0')) return { why: `the dues come to ${whole}, which is no amount` };
  if (!discount) return { amount: whole, sent: whole };
  if (!promoCodes) return { why: 'whether YM takes a promo code off by itself is not known of this tenant: set YM_PROMO_CODES, or leave promoCode out' };
  // No page says whether the percentage is of the dues alone.
  if (!isZero(discount.percent) && extras.some((amount) => !isZero(amount)))
    return { why: 'the promo code takes a percentage off, and it is not known whether that is of rules and modifiers as well: leave promoCode out' };
  const off = sum([discount.flat, new Decimal(whole).times(discount.percent).dividedBy(100).toFixed(2, Decimal.ROUND_HALF_UP)]);
  if (less(whole, off)) return { why: `the promo code takes ${off} off, more than the ${whole} of the dues` };
  const amount = minus(whole, off);
  return { amount, sent: promoCodes === 'client' ? amount : whole };
}

function proratedDues({ id, dues, prorated, factor }: YmMembership, prorating: YmAccount['prorating']): string | { why: string } {
  if (!prorated || factor === 1 || prorating === 'server') return dues;
  if (!prorating) return { why: `membership ${id} is prorated, and whether its DuesAmount is so already is not known of this tenant: set YM_PRORATING` };
  if (!(factor > 0 && factor < 1)) return { why: `membership ${id} is prorated by ${factor}, which is no share` };
  return new Decimal(dues).times(factor).toFixed(2, Decimal.ROUND_HALF_UP);
}
