/** How much of a payment stands on one invoice, and how much of that was taken back. */
import type { PaymentDetail } from '../../imis/payment-detail.js';
import { sameId } from '../../imis/wire/shape.js';
import { less, minus, sum } from '../money.js';

export interface Share {
  amount: string;
  takenBack: string;
  left: string;
}

/** `refunds`: the refund records of the payment. iMIS may tell what was refunded on the payment, on its records, or on both. */
export function shareOf(payment: PaymentDetail, invoiceId: string, refunds: PaymentDetail[] = []): Share {
  const here = payment.applications.map((one) => sameId(one.invoiceId, invoiceId));
  const amount = sum(payment.applications.filter((_, i) => here[i]).map((one) => one.amount));
  const told = [
    sum(payment.adjustedShares.filter((_, i) => here[i])),
    here.every(Boolean) ? payment.adjusted : '0',
    sum(refunds.map((one) => refundedBy(one, invoiceId))),
  ];
  const takenBack = told.reduce((most, one) => (less(most, one) ? one : most));
  return { amount, takenBack, left: minus(amount, takenBack) };
}

/** What a refund record takes back of an invoice, without sign. */
export function refundedBy(refund: PaymentDetail, invoiceId: string): string {
  const applied = refund.applications.filter((one) => sameId(one.invoiceId, invoiceId)).map((one) => one.amount);
  return unsigned(refund.applications.length > 0 ? sum(applied) : refund.amount);
}

const unsigned = (amount: string): string => (less(amount, '0') ? minus('0', amount) : amount);
