/** What the report of a sale says: term, chapter, payment; or that they are gone again. Pure. */
import type { EnrolMember, PurchaseSubscription } from '../../../workflows/contracts/inputs.js';
import type { Claim } from '../claim.js';
import { joinClaims } from './chapters.js';
import { invoicesOf, paymentClaims } from './payments.js';
import { isOurs, standing, text, undone } from './steps.js';
import type { Reading } from './reading.js';

export function saleClaims(reading: Reading<PurchaseSubscription | EnrolMember>): Claim[] {
  const { report, input } = reading;
  const { partyId, itemId, beginDate, payment, billToPartyId = partyId } = input;
  const { billBegin, billThrough, billedAmount } = report.result;
  const sold = standing(report, 'create subscription');
  const through = text(billThrough) ?? null;
  const paidThru = text(report.result['paidThru']);
  const covers = paidThru === undefined ? {} : { covers: { partyId, itemId, through: paidThru } };
  const takenBack = undone(report, 'create subscription');
  const invoiceId = takenBack?.ids['invoiceId'];
  return [
    ...('chapter' in input && input.chapter !== undefined ? joinClaims(reading, partyId, input.chapter) : []),
    ...(sold ? [{ kind: 'term' as const, partyId, itemId, begin: text(billBegin) ?? beginDate, through, ...amountOf(billedAmount), ours: isOurs(sold) }] : []),
    ...(takenBack ? [{ kind: 'no term' as const, partyId, itemId, begin: beginDate, ...(invoiceId !== undefined && { invoiceId }) }] : []),
    ...paymentClaims(reading, { steps: ['pay invoice'], payment, billTo: text(report.result['billToPartyId']) ?? billToPartyId, invoiceIds: invoicesOf(report), ...covers }),
  ];
}

const amountOf = (billedAmount: unknown): { billedAmount?: string } => {
  const amount = text(billedAmount);
  return amount === undefined ? {} : { billedAmount: amount };
};
