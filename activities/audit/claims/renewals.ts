/** What the report of a renewal says: the terms that were billed, and their payment. Pure. */
import type { RenewMember } from '../../../workflows/contracts/inputs.js';
import type { Claim } from '../claim.js';
import { invoicesOf, paymentClaims } from './payments.js';
import { isOurs, objects, standing, text } from './steps.js';
import type { Reading } from './reading.js';

export function renewalClaims(reading: Reading<RenewMember>): Claim[] {
  const { report, input } = reading;
  const { partyId, payment } = input;
  const { items, billToPartyId, paidThru, billThrough } = report.result;
  if (!standing(report, 'bill renewal')) return [];
  const billed = objects(items).flatMap((item) => {
    const itemId = text(item['itemId']);
    return itemId === undefined ? [] : [{ itemId, begin: text(item['billBegin']) ?? null, through: text(item['billThrough']) ?? null, amount: text(item['amount']) }];
  });
  const [only] = billed;
  const covers = billed.length === 1 && text(paidThru) !== undefined && only!.through === text(billThrough) ? { covers: { partyId, itemId: only!.itemId, through: text(paidThru)! } } : {};
  return [
    // As which user a billing run writes is unknown; a payment writes as ours.
    ...billed.map(({ itemId, begin, through, amount }): Claim => ({ kind: 'term', partyId, itemId, begin, through, ...(amount !== undefined && { billedAmount: amount }), ours: isOurs(standing(report, 'pay invoice')) })),
    ...paymentClaims(reading, { steps: ['pay invoice'], payment, billTo: text(billToPartyId) ?? partyId, invoiceIds: invoicesOf(report), ...covers }),
  ];
}
