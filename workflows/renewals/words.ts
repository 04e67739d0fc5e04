/** What a person reads of a plan. Pure. */
import type { RunRenewals } from '../contracts/inputs.js';
import type { RenewalPlan } from '../../activities/steps/renewals/plan-renewals.js';
import type { ComparedBilling } from '../../activities/steps/renewals/compare-billing.js';

/** `1204` as `1,204`, `114380.00` as `114,380.00`. */
export const grouped = (figure: number | string): string => String(figure).replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

const money = ({ amount, currency }: RenewalPlan): string => `${grouped(amount)}${currency ? ` ${currency}` : ''}`;

/** `1,204 members, 114,380.00 USD (an estimate by price), 3 billed already`. */
export function figures(plan: RenewalPlan): string {
  const { toBill, alreadyBilled, notInCycle, estimateFrom } = plan;
  const parts = [
    `${grouped(toBill)} members, ${money(plan)} (an estimate by ${estimateFrom})`,
    `${grouped(alreadyBilled)} billed already`,
    notInCycle > 0 && `${grouped(notInCycle)} not in the cycle`,
  ];
  return parts.filter(Boolean).join(', ');
}

/** What a person is asked to approve; `approved`: the plan that was approved before, and is not what would be done now. */
export function question(plan: RenewalPlan, approved?: RenewalPlan): string {
  const asked = `${figures(plan)}; plan ${plan.file}`;
  if (!approved) return asked;
  const before = `${grouped(approved.toBill)} members, ${money(approved)}`;
  return `the plan has changed since it was approved (${before}; plan ${approved.file}). Now: ${asked}`;
}

export const wouldBillAgain = ({ alreadyBilled, file }: RenewalPlan): string =>
  `${grouped(alreadyBilled)} members are billed for the time already and have not paid: a bulk run may bill them again (${file} names them). ` +
  'Wait for their payments and retry, or compensate and run it with mode individual, which bills only who is not billed';

/** How a run differs from its plan; undefined when it does not. */
export function difference({ unplanned, notBilled, otherAmount }: ComparedBilling): string | undefined {
  const parts = [
    unplanned > 0 && `${grouped(unplanned)} rows were billed though not planned`,
    notBilled > 0 && `${grouped(notBilled)} were planned and not billed`,
    otherAmount > 0 && `${grouped(otherAmount)} were billed for another amount than was estimated`,
  ].filter(Boolean);
  return parts.length > 0 ? `The run differs from its plan: ${parts.join(', ')}.` : undefined;
}

/** Several runs bear our name: one stands by a person's word, and what the others did nobody has answered for. */
export const moreRuns = (keys: string[]): string =>
  `BillingLog shows more billing runs of the same name (${keys.join(', ')}): see in iMIS whether they billed anybody, and put it right there.`;

/** Files of results that were there before this run's. */
export const keptResults = (files: string[]): string =>
  `Kept, since it was there before: ${files.length === 1 ? files[0] : `${files[0]} to ${files.at(-1)}`}. Whom an earlier run of this key has renewed stands there; ` +
  'whom it had begun when it was ended from outside may have no line in it: those billed already stand in the plan.';

/** Of a run that takes only some of the planned ones, the plan says too much. */
export const isPartial = ({ options }: RunRenewals): boolean => options?.autoPay === 'enrolledOnly' || options?.autoPay === 'notEnrolledOnly';
