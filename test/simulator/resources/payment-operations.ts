import { releaseAtLeast } from '../options.js';
import { notImplemented, Refusal, serviceResponse } from '../wire/failures.js';
import { readBoxed, readRequired, readText } from '../wire/read.js';
import { openCreditOf } from '../world/credit.js';
import { reversePayment } from '../world/take-back.js';
import { whyNotRefundable } from '../world/take-back-rules.js';
import { unapplyPayment, voidPayment } from '../world/unapply.js';
import { done, failed, readDay, readPayment } from './payment-answers.js';
import type { Operation } from './payment-answers.js';
import { refund } from './payment-refund.js';

const reverse: Operation = (context, parameters) => {
  const payment = readPayment(context, parameters[0], 'Parameters[0]');
  const date = readDay(parameters[1], 'Parameters[1]');
  const comment = readText(readBoxed(parameters[2]), 'Parameters[2]');
  const why =
    payment?.status === 5 ? 'The payment was refunded in part and cannot be reversed.' : whyNotRefundable(payment);
  if (!payment || why) return failed(why ?? '');
  const how = { ...(date ? { date } : {}), ...(comment ? { comment } : {}) };
  return done(context, reversePayment(context.store, context.actor, payment, how));
};

const unapply: Operation = (context, parameters) => {
  const payment = readPayment(context, parameters[0], 'Parameters[0]');
  readDay(parameters[1], 'Parameters[1]');
  const why = whyNotRefundable(payment);
  if (!payment || why) return failed(why ?? '');
  if (payment.applications.length === 0) return failed('The payment is applied to nothing.');
  return done(context, unapplyPayment(context.store, context.actor, payment));
};

/** Two texts, read as the payment and a comment (inferred); for a charge that was never applied (facts 6.3). */
const voidFailedPayment: Operation = (context, parameters) => {
  const paymentId = readRequired(readBoxed(parameters[0]), 'Parameters[0]');
  readText(readBoxed(parameters[1]), 'Parameters[1]');
  const payment = context.store.payments.get(paymentId);
  const loose = payment?.status === 2 && payment.applications.length === 0 && openCreditOf(context.store, paymentId);
  if (!payment?.gatewayReference || !loose) return failed('The payment is not one that failed.');
  voidPayment(context.store, context.actor, payment);
  return { status: 200, body: serviceResponse(null) };
};

/** Answers 501 before the release whose pages list the operation; when in between it came is unknown. */
const since =
  (release: string, operation: Operation): Operation =>
  (context, parameters) => {
    if (!releaseAtLeast(context.store.switches.release, release)) throw new Refusal(notImplemented());
    return operation(context, parameters);
  };

/** Operations of POST /api/Payment/_execute (facts 5.4 and version matrix); all others answer 501. */
export const paymentOperations: Record<string, Operation> = {
  Reverse: reverse,
  Refund: since('20.3.200', refund),
  Unapply: since('20.3.200', unapply),
  VoidFailedPayment: since('20.3.200', voidFailedPayment),
};
