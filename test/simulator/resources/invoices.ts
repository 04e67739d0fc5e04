import type { Context, Resource } from '../context.js';
import { notFound, Refusal } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import type { JsonObject } from '../wire/json.js';
import { invoiceData, invoiceSummary, purposeName } from '../wire/invoice.js';
import { fixed } from '../wire/money.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { listInvoices, readInvoice } from '../world/invoices.js';
import type { InvoiceView } from '../world/invoices.js';
import type { Store } from '../world/store.js';
import { invoiceOperations } from './invoice-operations.js';

const fields: Fields<InvoiceView> = {
  InvoiceId: (one) => one.invoiceId,
  InvoiceNumber: (one) => one.number,
  BillToPartyId: (one) => one.billTo,
  InvoiceType: (one) => purposeName(one.purpose),
  InvoicePurpose: (one) => String(one.purpose),
  InvoiceDate: (one) => one.date,
  Balance: (one) => fixed(one.balance),
  InvoiceAmount: (one) => fixed(one.amount),
};

function get(context: Context, id: string, write: (store: Store, invoice: InvoiceView) => JsonObject): Answer {
  const invoice = readInvoice(context.store, id);
  if (!invoice) throw new Refusal(notFound('The invoice'));
  return { status: 200, body: write(context.store, invoice) };
}

function list(context: Context, name: string, write: (store: Store, invoice: InvoiceView) => JsonObject): Answer {
  const { store, query } = context;
  // An equality on the payer is looked up by index; every other criterion scans.
  const billTo = query.get('BillToPartyId') ?? undefined;
  const known = billTo !== undefined && /^[^:]+$/.test(billTo) ? billTo : undefined;
  const rows = filter(listInvoices(store, known), query, fields);
  return { status: 200, body: paged(rows, query, { area: 'Commerce', name }, (one) => write(store, one)) };
}

export const invoiceSummaries: Resource = {
  name: 'InvoiceSummary',
  billing: true,
  list: (context) => list(context, 'InvoiceSummaryData', invoiceSummary),
  get: (context, id) => get(context, id, invoiceSummary),
};

export const invoices: Resource = {
  name: 'Invoice',
  billing: true,
  list: (context) => list(context, 'InvoiceData', invoiceData),
  get: (context, id) => get(context, id, invoiceData),
  operations: invoiceOperations,
};
