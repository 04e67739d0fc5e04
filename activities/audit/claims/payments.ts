/** What a report says was paid, was paid by others, or was refused. Pure. */
import type { PayInvoice, Payment } from '../../../workflows/contracts/inputs.js';
import type { Claim, PaymentClaim } from '../claim.js';
import { refused, standing, text, texts } from './steps.js';
import type { Reading } from './reading.js';

export interface Paying {
  /** Steps that may have paid. */
  steps: string[];
  payment: Pick<Payment, 'reference' | 'payorPartyId'> | undefined;
  /** Who is billed. */
  billTo: string;
  invoiceIds: string[];
  covers?: PaymentClaim['covers'];
}

/** `marker`: of the step that marks the payment, when the caller gave no reference. */
export function paymentClaims({ report, markerOf }: Reading<unknown>, { steps, payment, billTo, invoiceIds, covers }: Paying, marking = steps[0]!): Claim[] {
  if (!payment) return [];
  const payorPartyId = payment.payorPartyId ?? billTo;
  if (standing(report, ...steps)) {
    const { amount, reference, pending } = report.result;
    const [paid, by] = [text(amount), text(reference)];
    if (by === undefined) return invoiceIds.map((invoiceId) => ({ kind: 'settled', invoiceId }));
    if (paid === undefined) return [];
    return [{ kind: 'payment', reference: by, amount: paid, invoiceIds, payorPartyId, pending: pending === true, ...(covers && { covers }) }];
  }
  // Of a reference that the caller gave other payments may stand: one check pays ten invoices.
  const refusal = refused(report, ...steps) && payment.reference === undefined;
  return refusal ? [{ kind: 'no payment', reference: markerOf(marking), partyId: payorPartyId }] : [];
}

export function payInvoiceClaims(reading: Reading<PayInvoice>): Claim[] {
  const { partyId, invoiceId, payment } = reading.input;
  return paymentClaims(reading, { steps: ['pay invoice'], payment, billTo: partyId, invoiceIds: invoiceId === undefined ? [] : [invoiceId] });
}

/** Invoices that a result or the ids name. */
export function invoicesOf({ result, ids }: Pick<Reading<unknown>['report'], 'result' | 'ids'>): string[] {
  const several = texts(result['invoiceIds']);
  const one = text(result['invoiceId']) ?? ids['invoiceId'];
  return several.length > 0 ? several : one === undefined ? [] : [one];
}
