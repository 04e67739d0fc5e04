/**
 * All that can be found out before a dues invoice is made, since none can be taken back by the API (facts Y3). Reads,
 * and a PUT that validates a promo code and changes nothing.
 */
import type { YmCreateDues } from '../../../workflows/contracts/inputs.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { readMember } from '../../yourmembership/member.js';
import { listDuesRules, listModifiers, readMembership, type YmExtra, type YmMembership, type YmModifier } from '../../yourmembership/membership.js';
import { validatePromoCode, type YmDiscount } from '../../yourmembership/promo-code.js';
import { asMoney, equal, less } from '../money.js';
import { found, readOnly } from '../reads.js';
import { refused, waits } from './blocked.js';
import { duesAmount, type DuesAmount } from './dues-amount.js';
import { paymentAmount, UNIT_UNKNOWN } from './payment-amount.js';

export type CheckDues = Pick<YmCreateDues, 'memberId' | 'membershipId' | 'amount' | 'rules' | 'modifiers' | 'promoCode' | 'payment'>;

export interface CheckedDues extends DuesAmount {
  membership: YmMembership;
  rules: YmExtra[];
  modifiers: YmExtra[];
  /** When the membership ends; empty: there is none. Tells this year's dues from last year's. */
  expiry: string;
}

type Refused = ReturnType<typeof refused>;

export const checkDues = ({ ym }: TenantRuntime) =>
  readOnly<CheckDues, CheckedDues>(async (input) => {
    const [memberId, membershipId] = [String(input.memberId), String(input.membershipId)];
    const member = await readMember(ym, memberId);
    if (!member) return refused(`memberId: YM has no member ${memberId}`);
    const membership = await readMembership(ym, membershipId);
    if (!membership) return refused(`membershipId: YM has no membership ${membershipId}`);
    const rules = input.rules?.length ? chosen('rules', input.rules, await listDuesRules(ym, memberId, membershipId)) : [];
    if ('change' in rules) return rules;
    const modifiers = chosenModifiers(input.modifiers ?? [], await listModifiers(ym, membershipId));
    if ('change' in modifiers) return modifiers;
    const discount = await discountOf(input, { memberId, membershipId });
    if (discount && 'change' in discount) return discount;
    const sums = duesAmount({ membership, rules, modifiers, ...(discount && { discount }) }, ym.account);
    if ('why' in sums) return refused(sums.why);
    return against(input, sums.amount) ?? found({ ...sums, membership, rules, modifiers, expiry: member.expiry }, `the dues come to ${sums.amount}`);

    async function discountOf({ promoCode }: CheckDues, ids: { memberId: string; membershipId: string }): Promise<YmDiscount | Refused | undefined> {
      if (promoCode === undefined) return undefined;
      const seen = await validatePromoCode(ym, { ...ids, promoCode });
      return 'discount' in seen ? seen.discount : refused(`promoCode: it is not valid (${seen.invalid})`);
    }

    /** What the caller and the tenant's settings have against the amount. */
    function against({ amount, payment }: CheckDues, comesTo: string): Refused | undefined {
      if (amount !== undefined && !equal(asMoney(amount), comesTo)) return refused(`amount: the dues come to ${comesTo}, not ${asMoney(amount)}`);
      if (!payment) return undefined;
      const { paymentUnit } = ym.account;
      if (!paymentUnit) return refused(`payment: ${UNIT_UNKNOWN}`);
      if (payment.maxAmount !== undefined && less(asMoney(payment.maxAmount), comesTo))
        return refused(`payment: the dues come to ${comesTo}, more than maxAmount ${asMoney(payment.maxAmount)}`);
      const sendable = paymentAmount(comesTo, paymentUnit);
      return 'why' in sendable ? waits(`payment: ${sendable.why}`) : undefined;
    }
  });

/** Those of `all` with these ids, in the order given, each once. */
function chosen<Extra extends YmExtra>(what: string, ids: (string | number)[], all: Extra[]): Extra[] | Refused {
  const wanted = [...new Set(ids.map(String))];
  const missing = wanted.filter((id) => !all.some((one) => one.id === id));
  if (missing.length > 0) return refused(`${what}: YM offers no ${missing.join(', ')} here (it offers ${all.map(({ id }) => id).join(', ') || 'none'})`);
  return wanted.flatMap((id) => all.find((one) => one.id === id) ?? []);
}

function chosenModifiers(ids: (string | number)[], all: YmModifier[]): YmExtra[] | Refused {
  const found = chosen('modifiers', ids, all);
  if ('change' in found) return found;
  const lacking = all.filter(({ id, required }) => required && !found.some((one) => one.id === id));
  if (lacking.length > 0) return refused(`modifiers: the membership requires ${lacking.map(({ id }) => id).join(', ')}`);
  const odd = found.find(({ factored, adjusted }) => factored || adjusted !== undefined);
  if (odd)
    return refused(`modifiers: what ${odd.id} comes to cannot be told (${odd.factored ? 'it goes by a factor' : 'YM has adjusted its amount'}): make this invoice in the YM admin`);
  return found.map(({ id, name, description, amount }) => ({ id, ...(name && { name }), ...(description && { description }), amount }));
}
