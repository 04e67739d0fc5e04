import type { Context, Resource } from '../context.js';
import { serviceResponse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import type { Json } from '../wire/json.js';
import { onlyMembers, readDate, readFlag, readObject, readRequired, readText } from '../wire/read.js';
import { reverseInvoice, whyNotReversible, writeOff } from '../world/adjust.js';
import { findInvoice } from '../world/invoices.js';

const ok = (result: Json): Answer => ({ status: 200, body: serviceResponse(result) });

/** A business refusal sits inside an HTTP 200 (facts 2.5): StatusCode 2, IsSuccessStatusCode false. */
const failed = (message: string): Answer => ({
  status: 200,
  body: serviceResponse(null, { code: 2, message, complaints: [{ message, field: 'InvoiceId' }] }),
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
  CanCashInvoiceBeReversed: canCashInvoiceBeReversed,
};
