import { wireDay } from '../wire/dates.js';
import { collection, data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { dec, money } from '../wire/money.js';
import { partySummary } from '../wire/party.js';
import { findInvoice } from '../world/invoices.js';
import type { PaymentRecord } from '../world/model.js';
import type { Store } from '../world/store.js';

/** Members of PaymentData (facts 5.4). */
export const paymentMembers = [
  ...['PaymentId', 'PayorParty', 'PaymentDate', 'BatchId', 'Amount', 'Status', 'Description', 'PaymentMethodId'],
  ...['FinancialEntityId', 'PaymentReference', 'GatewayReference', 'PaymentCategory', 'OriginalPaymentId'],
  ...['ReversedOn', 'CurrencyCode', 'Note', 'AdjustedAmount', 'IsReversible', 'PaymentApplications'],
];

/** What was taken back, negative, when there is something; its sign is inferred. */
const adjusted = (taken: string | undefined, currency: string): JsonObject | undefined =>
  taken === undefined || dec(taken).isZero() ? undefined : money(dec(taken).neg(), currency);

/** PaymentData; PaymentReference is the ReferenceNumber of the remittance (inferred). */
export function paymentData(store: Store, payment: PaymentRecord): JsonObject {
  const { currency, applications } = payment;
  const taken = applications.reduce((sum, one) => sum.plus(one.takenBack ?? 0), dec(0)).toFixed(2);
  return data('Commerce', 'PaymentData', {
    PaymentId: payment.paymentId,
    PayorParty: partySummary(store, payment.payor),
    PaymentDate: wireDay(payment.date),
    BatchId: payment.batchId,
    Amount: money(payment.amount, currency),
    Status: payment.status,
    PaymentMethodId: payment.methodId,
    FinancialEntityId: 'DEMO',
    PaymentReference: payment.reference,
    GatewayReference: payment.gatewayReference,
    PaymentCategory: payment.category,
    OriginalPaymentId: payment.originalPaymentId,
    ReversedOn: wireDay(payment.reversedOn),
    CurrencyCode: currency,
    Note: payment.note,
    AdjustedAmount: adjusted(taken, currency),
    IsReversible: payment.status === 2 && !payment.category,
    PaymentApplications: collection(
      'Commerce',
      'PaymentApplicationDataCollection',
      applications.map((one) =>
        data('Commerce', 'PaymentApplicationData', {
          PaymentApplicationId: one.applicationId,
          ApplicationAmount: money(one.amount, currency),
          AdjustedAmount: adjusted(one.takenBack, currency),
          InvoiceId: one.invoiceId,
          InvoiceNumber: findInvoice(store, one.invoiceId)?.number ?? one.invoiceId,
          InvoiceLineNumber: one.lineNumber,
        }),
      ),
    ),
  });
}
