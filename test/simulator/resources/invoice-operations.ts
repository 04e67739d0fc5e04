import type { Context, Resource } from '../context.js';
import { refuse, serviceResponse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import type { Json } from '../wire/json.js';
import { dec, fixed } from '../wire/money.js';
import { onlyMembers, readBoxed, readDate, readFlag, readObject, readRequired, readText } from '../wire/read.js';
import { reverseInvoice, whyNotReversible, writeOff } from '../world/adjust.js';
import { findInvoice } from '../world/invoices.js';
import { refundPayment } from '../world/take-back.js';
import { partsOf, whyNotRefundable } from '../world/take-back-rules.js';
import { readAmount } from './amount.js';

const ok = (result: Json): Answer => ({ status: 200, body: serviceResponse(result) });

/** A business refusal sits inside an HTTP 200 (facts 2.5): StatusCode 2, IsSuccessStatusCode false. */
const failed = (message: string, field = 'InvoiceId'): Answer => ({
  status: 200,
  body: serviceResponse(null, { code: 2, message, complaints: [{ message, field }] }),
});

const common = ['InvoiceId', 'AdjustmentDate', 'AdjustmentReason'];

function processCashReversal(context: Context, parameters: unknown[]): Answer {
  const body = readObject(parameters[0], 'Parameters[0]', 'Commerce', 'InvoiceActionCashReversalData');
  const members = [...common, 'ShipToPartyId', 'BillDate', 'DoNotCancelMembership'];
  onlyMembers(body, 'InvoiceActionCashReversalData', members, context.store.switches.strictMembers);
  const invoiceId = readRequired(body.InvoiceId, 'InvoiceId');
  readDate(body.AdjustmentDate, 'AdjustmentDate');
  readDate(body.BillDate, 'BillDate');
  readText(body.ShipToPartyId, 'ShipToPartyId');
  readText(body.AdjustmentReason, 'AdjustmentReason');
  const why = whyNotReversible(context.store, findInvoice(context.store, invoiceId));
  if (why) return failed(why);
  const keep = readFlag(body.DoNotCancelMembership, 'DoNotCancelMembership') ?? false;
  reverseInvoice(context.store, context.actor, invoiceId, keep);
  return ok(`Invoice ${invoiceId} was reversed.`);
}

function processWriteOff(context: Context, parameters: unknown[]): Answer {
  const body = readObject(parameters[0], 'Parameters[0]', 'Commerce', 'InvoiceActionWriteOffData');
  onlyMembers(body, 'InvoiceActionWriteOffData', common, context.store.switches.strictMembers);
  const invoiceId = readRequired(body.InvoiceId, 'InvoiceId');
  const invoice = findInvoice(context.store, invoiceId);
  if (!invoice) return failed('The invoice does not exist.');
  if (invoice.pending.gt(0)) return failed('The invoice has pending payments and cannot be written off.');
  // At balance zero iMIS answers success and does nothing (reported for adjustments).
  if (invoice.balance.gt(0)) writeOff(context.store, context.actor, invoiceId);
  return ok(`Invoice ${invoiceId} was written off.`);
}

const refundMembers = [
  ...common,
  ...['PaymentMethodId', 'PaymentMethodDescription', 'RefundAmount', 'OriginalPaymentId'],
];

/** RefundAmount: a decimal, since no page says that it is a MonetaryAmountData (inferred); that is taken too. */
function readRefundAmount(context: Context, value: unknown): string | undefined {
  const plain = readBoxed(value);
  if (typeof plain !== 'number') return readAmount(context, value, 'RefundAmount');
  const amount = dec(plain);
  return amount.decimalPlaces() > 2
    ? refuse('RefundAmount has more than two decimal places.', 'RefundAmount')
    : fixed(amount);
}

function processRecordRefund(context: Context, parameters: unknown[]): Answer {
  const { store } = context;
  const body = readObject(parameters[0], 'Parameters[0]', 'Commerce', 'InvoiceActionRecordRefundData');
  onlyMembers(body, 'InvoiceActionRecordRefundData', refundMembers, store.switches.strictMembers);
  const invoiceId = readRequired(body.InvoiceId, 'InvoiceId');
  const date = readDate(body.AdjustmentDate, 'AdjustmentDate');
  const comment = readText(body.AdjustmentReason, 'AdjustmentReason');
  const methodId = readText(body.PaymentMethodId, 'PaymentMethodId');
  const original = readBoxed(body.OriginalPaymentId);
  if (!Number.isInteger(original)) refuse('OriginalPaymentId must be a whole number.', 'OriginalPaymentId');
  const amount = dec(readRefundAmount(context, body.RefundAmount));
  if (!findInvoice(store, invoiceId)) return failed('The invoice does not exist.');
  if (methodId && !store.paymentMethods.get(methodId))
    return failed('The payment method does not exist.', 'PaymentMethodId');
  const payment = store.payments.get(String(original));
  const why = whyNotRefundable(payment);
  if (!payment || why) return failed(why ?? '', 'OriginalPaymentId');
  const parts = partsOf(payment, invoiceId, amount);
  if (typeof parts === 'string') return failed(parts, 'RefundAmount');
  const how = { ...(date ? { date } : {}), ...(comment ? { comment } : {}), ...(methodId ? { methodId } : {}) };
  refundPayment(store, context.actor, payment, parts, how);
  return ok(`A refund was recorded on invoice ${invoiceId}.`);
}

function canCashInvoiceBeReversed(context: Context, parameters: unknown[]): Answer {
  const raw = parameters[0];
  const text = typeof raw === 'object' && raw !== null && '$value' in raw ? raw.$value : raw;
  const invoiceId = readRequired(text, 'Parameters[0]');
  const can = whyNotReversible(context.store, findInvoice(context.store, invoiceId)) === undefined;
  return ok({ $type: 'System.Boolean', $value: can });
}

/** Operations of POST /api/Invoice/_execute that the simulator knows; all others answer 501. */
export const invoiceOperations: NonNullable<Resource['operations']> = {
  ProcessCashReversal: processCashReversal,
  ProcessWriteOff: processWriteOff,
  ProcessRecordRefund: processRecordRefund,
  CanCashInvoiceBeReversed: canCashInvoiceBeReversed,
};
