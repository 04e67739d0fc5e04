/** Inputs of the flows that change what stands: a subscription, a member, a payment (domain-rules section 4). */
import { z } from 'zod';
import { common, date, id, payment, positiveMoney, text } from './common.js';
import { MONEY_DATES, wishedOf } from '../member-properties.js';
import { byPropertyName, vendorName } from '../property-names.js';
import { cancels } from '../subscription-fields.js';
import { memberSet, subscriptionSet } from './property-sets.js';

export const modifySubscription = z
  .strictObject({
    ...common,
    partyId: id.describe('Whose subscription.'),
    itemId: id.describe('The subscription product.'),
    set: subscriptionSet.describe('Editable fields and their new values, by name, such as { "cancelledAsOf": "2026-12-31" }.'),
    openBalance: z.enum(['leave', 'writeOff', 'reverse']).optional().describe('What a cancellation does with what is still owed; needed when something is.'),
  })
  .superRefine(({ set, openBalance }, context) => {
    if (openBalance !== undefined && !cancels(byPropertyName(set)))
      context.addIssue({ code: 'custom', path: ['openBalance'], message: 'goes with a cancellation: cancelledAsOf, or status Inactive' });
  });

const row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

export const updateMember = z
  .strictObject({
    ...common,
    partyId: id.describe('Whose properties.'),
    set: memberSet.describe('Properties of the Party and their new values; restricted ones go by the flow that may make them.'),
    with: z
      .strictObject({
        importRow: row.optional().describe('A row of importDues: sets PaidThruDate, RenewedThruDate, JoinDate.'),
        renewal: z.strictObject({ billingCycleId: id, effectiveDate: date, payment: payment.omit({ amount: true }).optional() }).optional(),
        purchase: z.strictObject({ itemId: id, beginDate: date, payment: payment.omit({ amount: true }).optional() }).optional(),
      })
      .refine((by) => Object.values(by).filter(Boolean).length === 1, 'give one of importRow, renewal, purchase')
      .optional()
      .describe('How dates that money moves are made: PaidThruDate, RenewedThruDate, JoinDate.'),
  })
  .superRefine(({ partyId, set, with: by }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    const { dates } = wishedOf(set);
    const given = Object.keys(set).filter((name) => MONEY_DATES.some((one) => dates[one] !== undefined && new RegExp(`(^|\\.)${one}$`, 'i').test(name)));
    if (by && given.length === 0) issue(['with'], `goes with ${MONEY_DATES.map(vendorName).join(', ')}`);
    for (const name of given) {
      if (!by) issue(['set', name], 'is moved by dues alone: say with, one of importRow, renewal, purchase');
      else if (/joinDate$/i.test(name) && !by.importRow) issue(['set', name], 'is set when a member joins: use joinMember, or with.importRow');
    }
    if (by?.importRow) for (const { member, message } of contradictions(by.importRow, partyId, dates)) issue(['with', 'importRow', member], message);
  });

/** What a row that is to move the dates says against them (RESTRICTED flow 4, side effects). */
function contradictions(given: z.infer<typeof row>, partyId: string, dates: ReturnType<typeof wishedOf>['dates']): { member: string; message: string }[] {
  const checks: { member: RegExp; wished: string | undefined; message: string }[] = [
    { member: /^partyid$/, wished: partyId, message: 'is not the party of this flow' },
    { member: /^paidthru(date)?$/, wished: dates.paidThruDate, message: 'is not the PaidThruDate that is wished' },
    { member: /^bill(through|thrudate)$/, wished: dates.renewedThruDate, message: 'is what RenewedThruDate becomes, and not the date that is wished' },
  ];
  return Object.entries(given).flatMap(([member, value]) => {
    const name = member.replace(/[\s_-]/g, '').toLowerCase();
    const wrong = checks.find((one) => one.member.test(name) && one.wished !== undefined && String(value).trim() !== one.wished);
    return wrong ? [{ member, message: wrong.message }] : [];
  });
}

export const reversePayment = z
  .strictObject({
    ...common,
    partyId: id.describe('Who paid, or the bill-to party.'),
    invoiceId: id,
    how: z.enum(['reverse', 'refund', 'recordRefund']).describe('reverse: in the books; refund: money back; recordRefund: a record of money given back by other means.'),
    paymentReference: id.optional().describe('Which payment of the invoice, by its PaymentReference.'),
    paymentId: id.optional().describe('Which payment of the invoice, by its PaymentId.'),
    amount: positiveMoney.optional().describe('refund, recordRefund: a part of the payment; default all of it.'),
    date: date.optional(),
    reason: text.describe('Why; kept in iMIS.'),
  })
  .superRefine((input, context) => {
    if (input.how === 'reverse' && input.amount !== undefined)
      context.addIssue({ code: 'custom', path: ['amount'], message: 'a reversal takes back the whole payment: use refund or recordRefund for a part' });
    if (input.paymentReference !== undefined && input.paymentId !== undefined)
      context.addIssue({ code: 'custom', path: ['paymentId'], message: 'give either paymentReference or paymentId' });
  });
