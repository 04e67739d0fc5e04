import { Decimal } from 'decimal.js';
import { dec } from '../wire/money.js';
import type { PaymentApplicationRecord, PaymentRecord } from './model.js';

/** A part of a payment that is taken back. */
export interface TakenPart {
  application: PaymentApplicationRecord;
  amount: Decimal;
}

/** What is left of an application after earlier refunds. */
export const leftOf = (application: PaymentApplicationRecord): Decimal =>
  dec(application.amount).minus(application.takenBack ?? 0);

/** Why nothing of the payment can be taken back; undefined: it can. */
export function whyNotRefundable(payment: PaymentRecord | undefined): string | undefined {
  if (!payment) return 'The payment does not exist.';
  if (payment.category) return 'The payment is itself a reversal or a refund.';
  if (payment.status === 0) return 'The payment is pending in a batch that is not posted.';
  if (payment.status === 1) return 'The payment was voided.';
  if (payment.status === 4) return 'The payment has already been reversed.';
  if (payment.status === 6) return 'The payment has already been refunded.';
  return undefined;
}

/** An amount spread over what is left of the payment on one invoice, line by line; a text: why it cannot be. */
export function partsOf(payment: PaymentRecord, invoiceId: string, amount: Decimal): TakenPart[] | string {
  if (amount.lte(0)) return 'The amount to refund must be greater than zero.';
  const parts: TakenPart[] = [];
  let rest = amount;
  for (const application of payment.applications.filter((one) => one.invoiceId === invoiceId)) {
    const part = Decimal.min(rest, leftOf(application));
    if (part.gt(0)) parts.push({ application, amount: part });
    rest = rest.minus(part);
  }
  return rest.gt(0) ? 'The amount to refund is greater than what is left of the payment on the invoice.' : parts;
}
