import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { dec } from '../wire/money.js';
import { onlyMembers, readCollection, readObject, readText } from '../wire/read.js';
import type { PaymentRecord } from '../world/model.js';
import { refundPayment } from '../world/take-back.js';
import type { How } from '../world/take-back.js';
import { leftOf, whyNotRefundable } from '../world/take-back-rules.js';
import type { TakenPart } from '../world/take-back-rules.js';
import { readAmount } from './amount.js';
import { done, failed, readDay, readPayment } from './payment-answers.js';
import type { Operation } from './payment-answers.js';

const refundMembers = [
  ...['OriginalPayment', 'RefundComments', 'RefundPaymentMethodId', 'RefundPaymentType', 'RefundGatewayReference'],
  ...['RefundPaymentMethodDescription', 'RefundDate', 'RefundDataVaultPaymentBatchDetailId', 'Refunds', 'RefundType'],
];
const applicationMembers = [
  ...['PaymentApplicationId', 'ApplicationAmount', 'AdjustedAmount', 'InvoiceId', 'InvoiceNumber'],
  ...['InvoiceLineNumber', 'Description'],
];

/** `Refunds`: how much of which application, found by PaymentApplicationId, or by InvoiceId and InvoiceLineNumber. */
function readParts(context: Context, payment: PaymentRecord, value: unknown): TakenPart[] | string {
  const parts: TakenPart[] = [];
  for (const one of readCollection(value, 'Refunds')) {
    const body = readObject(one, 'Refunds', 'Commerce', 'PaymentApplicationData');
    onlyMembers(body, 'PaymentApplicationData', applicationMembers, context.store.switches.strictMembers);
    const amount = dec(readAmount(context, body.ApplicationAmount, 'ApplicationAmount'));
    const id = readText(body.PaymentApplicationId, 'PaymentApplicationId');
    const application = payment.applications.find((had) =>
      id
        ? had.applicationId === id
        : had.invoiceId === body.InvoiceId && (body.InvoiceLineNumber ?? had.lineNumber) === had.lineNumber,
    );
    if (!application) return 'The payment is not applied there.';
    if (amount.lte(0)) return 'The amount to refund must be greater than zero.';
    const before = parts.filter((part) => part.application === application);
    const asked = before.reduce((sum, part) => sum.plus(part.amount), amount);
    if (asked.gt(leftOf(application))) return 'The amount to refund is greater than what is left of the payment.';
    parts.push({ application, amount });
  }
  return parts.length > 0 ? parts : 'There is no amount to refund.';
}

/** Money back by the gateway of the card. The faults of card payments say how it ends there. */
function payOut(context: Context, payment: PaymentRecord, parts: TakenPart[]): Answer | undefined {
  if (!payment.gatewayReference) return failed('The payment was not made through a gateway.', 'RefundType');
  if (context.card === 'declined' || context.card === 'voided')
    return failed('The gateway refused the refund.', 'RefundType');
  const amount = parts.reduce((sum, part) => sum.plus(part.amount), dec(0)).toFixed(2);
  const { paymentId, reference, payor } = payment;
  context.store.effect(context.actor, 'payment.paidOut', { paymentId, reference, amount, partyId: payor });
  const lost = context.card === 'charged-not-applied';
  return lost ? failed('The refund was processed but could not be recorded.', 'RefundType') : undefined;
}

/** Refund(PaymentRefundData): recorded (RefundType 1), or processed by the gateway (2). */
export const refund: Operation = (context, parameters) => {
  const body = readObject(parameters[0], 'Parameters[0]', 'Commerce', 'PaymentRefundData');
  onlyMembers(body, 'PaymentRefundData', refundMembers, context.store.switches.strictMembers);
  const payment = readPayment(context, body.OriginalPayment, 'OriginalPayment');
  const date = readDay(body.RefundDate, 'RefundDate');
  const comment = readText(body.RefundComments, 'RefundComments');
  const methodId = readText(body.RefundPaymentMethodId, 'RefundPaymentMethodId');
  if (body.RefundType !== 1 && body.RefundType !== 2)
    refuse('RefundType must be 1 (Record) or 2 (Process).', 'RefundType');
  const why = whyNotRefundable(payment);
  if (!payment || why) return failed(why ?? '');
  if (methodId && !context.store.paymentMethods.get(methodId)) {
    return failed('The payment method does not exist.', 'RefundPaymentMethodId');
  }
  const parts = readParts(context, payment, body.Refunds);
  if (typeof parts === 'string') return failed(parts, 'Refunds');
  const refused = body.RefundType === 2 ? payOut(context, payment, parts) : undefined;
  if (refused) return refused;
  const how: How = { ...(date ? { date } : {}), ...(comment ? { comment } : {}), ...(methodId ? { methodId } : {}) };
  return done(context, refundPayment(context.store, context.actor, payment, parts, how));
};
