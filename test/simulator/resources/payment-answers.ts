import type { Context, Resource } from '../context.js';
import { serviceResponse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { contract } from '../wire/json.js';
import { onlyMembers, readBoxed, readDate, readObject, readRequired } from '../wire/read.js';
import type { PaymentRecord } from '../world/model.js';
import { paymentData, paymentMembers } from './payment-data.js';

/** One operation of POST /api/Payment/_execute. */
export type Operation = NonNullable<Resource['operations']>[string];

const paymentType = contract('Commerce', 'PaymentData');

/** A business refusal sits inside an HTTP 200 (facts 2.5). */
export const failed = (message: string, field = 'PaymentId'): Answer => ({
  status: 200,
  body: serviceResponse(null, { code: 2, message, complaints: [{ message, field }] }, paymentType),
});

export const done = (context: Context, payment: PaymentRecord): Answer => ({
  status: 200,
  body: serviceResponse(paymentData(context.store, payment), undefined, paymentType),
});

/** The payment that a PaymentData of a request speaks of; its other members are not believed. */
export function readPayment(context: Context, value: unknown, what: string): PaymentRecord | undefined {
  const body = readObject(value, what, 'Commerce', 'PaymentData');
  onlyMembers(body, 'PaymentData', paymentMembers, context.store.switches.strictMembers);
  return context.store.payments.get(readRequired(body.PaymentId, `${what}.PaymentId`));
}

/** A day of a request, plain or boxed. */
export const readDay = (value: unknown, what: string): string | undefined => readDate(readBoxed(value) ?? null, what);
