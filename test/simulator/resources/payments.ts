import type { Resource } from '../context.js';
import { notFound, Refusal } from '../wire/failures.js';
import { wireDay } from '../wire/dates.js';
import { collection, data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { money } from '../wire/money.js';
import { partySummary } from '../wire/party.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { findInvoice } from '../world/invoices.js';
import type { PaymentRecord } from '../world/model.js';
import type { Store } from '../world/store.js';

/** PaymentData; PaymentReference is the ReferenceNumber of the remittance (inferred). */
export function paymentData(store: Store, payment: PaymentRecord): JsonObject {
  const amount = (value: string): JsonObject => money(value, payment.currency);
  return data('Commerce', 'PaymentData', {
    PaymentId: payment.paymentId,
    PayorParty: partySummary(store, payment.payor),
    PaymentDate: wireDay(payment.date),
    BatchId: payment.batchId,
    Amount: amount(payment.amount),
    Status: payment.status,
    PaymentMethodId: payment.methodId,
    FinancialEntityId: 'DEMO',
    PaymentReference: payment.reference,
    GatewayReference: payment.gatewayReference,
    ReversedOn: wireDay(payment.reversedOn),
    CurrencyCode: payment.currency,
    Note: payment.note,
    IsReversible: payment.status === 2,
    PaymentApplications: collection(
      'Commerce',
      'PaymentApplicationDataCollection',
      payment.applications.map((one) =>
        data('Commerce', 'PaymentApplicationData', {
          PaymentApplicationId: one.applicationId,
          ApplicationAmount: amount(one.amount),
          InvoiceId: one.invoiceId,
          InvoiceNumber: findInvoice(store, one.invoiceId)?.number ?? one.invoiceId,
          InvoiceLineNumber: one.lineNumber,
        }),
      ),
    ),
  });
}

const fields: Fields<PaymentRecord> = {
  PaymentId: (one) => one.paymentId,
  PaymentReference: (one) => one.reference,
  PayorPartyId: (one) => one.payor,
  PaymentDate: (one) => one.date,
  PaymentMethodId: (one) => one.methodId,
  Amount: (one) => one.amount,
  Status: (one) => String(one.status),
  BatchId: (one) => one.batchId,
};

/** Looks an equality on reference or payor up by index; every other query scans. */
function candidates(store: Store, query: URLSearchParams): PaymentRecord[] {
  const reference = query.get('PaymentReference');
  const payor = query.get('PayorPartyId');
  // The index is exact, the query is not: an operator or letters of another case need the scan.
  if (reference && /^\d+$/.test(reference)) return store.payments.by('reference', reference);
  return payor && /^\d+$/.test(payor) ? store.payments.by('payor', payor) : store.payments.all();
}

/** /api/Payment, read only: payments are made by ComboOrder (facts 5.4). */
export const payments: Resource = {
  name: 'Payment',
  billing: true,
  list(context) {
    const { store, query } = context;
    const rows = candidates(store, query);
    const type = { area: 'Commerce', name: 'PaymentData' } as const;
    return { status: 200, body: paged(filter(rows, query, fields), query, type, (one) => paymentData(store, one)) };
  },
  get(context, id) {
    const payment = context.store.payments.get(id);
    if (!payment) throw new Refusal(notFound('The payment'));
    return { status: 200, body: paymentData(context.store, payment) };
  },
};
