/** Payment: the record that a ComboOrder leaves, found again by its reference (facts 5.4, 8). */
import { ReadFailed } from '../http/answer.js';
import type { Imis } from './api.js';
import { formatAmount, readMoney } from './wire/money.js';
import { child, integer, malformed, members, oneOf, type Raw, requiredText, sameId, text } from './wire/shape.js';

export const PAYMENT_STATUSES = [
  'Pending',
  'Voided',
  'Paid',
  'Processed',
  'Reversed',
  'PartiallyRefunded',
  'Refunded',
] as const;
export const PAYMENT_CATEGORIES = ['Standard', 'Reversal', 'Refund', 'Void'] as const;

export interface PaymentRecord {
  paymentId: string;
  reference: string;
  status: (typeof PAYMENT_STATUSES)[number];
  amount: string;
  category: (typeof PAYMENT_CATEGORIES)[number];
  applications: PaymentApplication[];
  note?: string;
}

export interface PaymentApplication {
  invoiceId: string;
  lineNumber?: number;
  amount: string;
}

/**
 * GET /api/Payment?PaymentReference=. Compares reference and payor again on our side. Throws ReadFailed `rejected`
 * when payments with other references come back: the filter was ignored, so that absence would prove nothing.
 */
export async function findPayments(
  imis: Imis,
  wanted: { reference: string; payorPartyId?: string },
): Promise<PaymentRecord[]> {
  const rows = await imis.list('Payment', { PaymentReference: wanted.reference }, (page) => {
    if (page.some((row) => !sameId(text(row, 'PaymentReference') ?? '', wanted.reference))) {
      const message = 'Payment ignored the filter PaymentReference: payments with other references came back';
      throw new ReadFailed({ kind: 'rejected', sent: true, status: 200, message });
    }
  });
  return rows.filter((row) => isPayor(row, wanted.payorPartyId)).map(parsePayment);
}

/** A payment that names no payor is kept: leaving it out could hide one that was made. */
function isPayor(raw: Raw, payorPartyId: string | undefined): boolean {
  const payor = child(raw, 'PayorParty');
  const id = payor && text(payor, 'PartyId');
  return payorPartyId === undefined || id === undefined || sameId(id, payorPartyId);
}

/** Reads PaymentData. Throws ReadFailed when it is something else. */
export function parsePayment(raw: Raw): PaymentRecord {
  return {
    paymentId: requiredText(raw, 'PaymentId'),
    reference: text(raw, 'PaymentReference') ?? '',
    status: oneOf(raw, 'Status', PAYMENT_STATUSES),
    amount: amountOf(raw, 'Amount'),
    category: oneOf(raw, 'PaymentCategory', PAYMENT_CATEGORIES),
    applications: members(raw.PaymentApplications, 'PaymentData.PaymentApplications').map((one) => ({
      invoiceId: text(one, 'InvoiceId') ?? malformed('PaymentApplicationData.InvoiceId is missing'),
      lineNumber: one.InvoiceLineNumber === undefined ? undefined : integer(one, 'InvoiceLineNumber'),
      amount: amountOf(one, 'ApplicationAmount'),
    })),
    note: text(raw, 'Note'),
  };
}

const amountOf = (raw: Raw, name: string): string => readMoney(raw, name)?.amount ?? formatAmount(0, 2);
