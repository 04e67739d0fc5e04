/** Inputs of the renewals (RESTRICTED flow 3; domain-rules section 4). */
import { z } from 'zod';
import { common, contentHash, date, file, id, payment } from './common.js';

/** Where a period begins, counted from the scheduled day: `month-start+1m` is the first of the next month. */
export const RULE = /^(scheduled-day|month-start|month-end|year-start|year-end)(?:([+-]\d{1,3})([dmy]))?$/;

const effectiveDateRule = z
  .string()
  .regex(RULE, 'must be scheduled-day, month-start, month-end, year-start or year-end, with or without a shift such as +1m')
  .describe('For schedules: the effective date is counted from the scheduled time.');

const timeZone = z
  .string()
  .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'must be a time zone of the IANA list, such as America/New_York');

/** What both ways of billing take. */
const billing = {
  billingCycleId: id.describe('LegacyBillingCycleId, such as "Regular Membership Fees".'),
  runDate: date.optional().describe('RunDate of the billing; default the effective date.'),
  chapter: id.optional().describe('Only members of this chapter (ProcessSpecificChapter).'),
  options: z
    .strictObject({
      autoPay: z.enum(['all', 'enrolledOnly', 'notEnrolledOnly']).optional().describe('AutoPayOption.'),
      doNotProrate: z.boolean().optional(),
      doNotApplyCredits: z.boolean().optional(),
    })
    .optional(),
  post: z.enum(['auto', 'leave']).optional().describe('auto (default): post the batch where there is one; leave: somebody else posts it.'),
};

export const renewMember = z.strictObject({
  ...common,
  ...billing,
  partyId: id.describe('Whose renewal.'),
  effectiveDate: date.describe('Who is paid through before this day is billed.'),
  payment: payment.omit({ amount: true }).optional(),
});

export const runRenewals = z
  .strictObject({
    ...common,
    ...billing,
    effectiveDate: date.optional(),
    effectiveDateRule: effectiveDateRule.optional(),
    timeZone: timeZone.optional().describe("The association's; with effectiveDateRule. Default UTC."),
    mode: z.enum(['bulk', 'individual']).describe('bulk: one Run for all of the cycle; individual: a renewMember for each party.'),
    partyIds: z.array(id).min(1).max(5000).optional().describe('individual: only these parties.'),
    partyFile: file.optional().describe('individual: only the parties of this file, one id a line or a CSV with a column PartyId.'),
    partiesHash: contentHash.optional().describe('Made by Duesflow: hash of the parties, part of the key.'),
    plan: z.boolean().optional().describe('true: only estimate who would be billed; writes nothing.'),
    approval: z.enum(['none', 'required']).optional().describe('required: the plan waits for a person (verb approve).'),
    payment: payment.omit({ amount: true, reference: true, token: true, payorPartyId: true }).optional().describe('individual: a method only; a reference for each party is made.'),
    maxFailures: z.int().min(1).optional().describe('individual: begin no more when more members than this did not end plainly completed: rejected, or with exceptions such as a refused payment.'),
    window: z.int().min(1).max(200).optional().describe('individual: members at a time; default 8.'),
    resultsFile: file.optional().describe('One line for each party; default in the data folder.'),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!input.effectiveDate === !input.effectiveDateRule) issue('effectiveDate', 'give either effectiveDate or effectiveDateRule');
    if (input.timeZone && !input.effectiveDateRule) issue('timeZone', 'goes with effectiveDateRule');
    if (input.partyIds && input.partyFile) issue('partyFile', 'give either partyIds or partyFile');
    if (input.mode === 'individual') return;
    for (const name of ['partyIds', 'partyFile'] as const)
      if (input[name]) issue(name, 'a bulk Run takes no list of parties: use mode individual');
    if (input.payment) issue('payment', 'a bulk Run leaves its invoices open: use mode individual, or pay them by payInvoice');
    for (const name of ['maxFailures', 'window'] as const) if (input[name]) issue(name, 'goes with mode individual');
  });
