import type { Resource } from '../context.js';
import { notFound, Refusal } from '../wire/failures.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import type { PaymentRecord } from '../world/model.js';
import type { Store } from '../world/store.js';
import { paymentData } from './payment-data.js';
import { paymentOperations } from './payment-operations.js';

const fields: Fields<PaymentRecord> = {
  PaymentId: (one) => one.paymentId,
  PaymentReference: (one) => one.reference,
  PayorPartyId: (one) => one.payor,
  PaymentDate: (one) => one.date,
  PaymentMethodId: (one) => one.methodId,
  Amount: (one) => one.amount,
  Status: (one) => String(one.status),
  BatchId: (one) => one.batchId,
  GatewayReference: (one) => one.gatewayReference,
  PaymentCategory: (one) => String(one.category ?? 0),
  OriginalPaymentId: (one) => one.originalPaymentId,
};

/** Looks an equality on reference or payor up by index; every other query scans. */
function candidates(store: Store, query: URLSearchParams): PaymentRecord[] {
  const reference = query.get('PaymentReference');
  const payor = query.get('PayorPartyId');
  // The index is exact, the query is not: an operator or letters of another case need the scan.
  if (reference && /^\d+$/.test(reference)) return store.payments.by('reference', reference);
  return payor && /^\d+$/.test(payor) ? store.payments.by('payor', payor) : store.payments.all();
}

/** /api/Payment: read, and taken back by _execute; payments are made by ComboOrder (facts 5.4). */
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
  operations: paymentOperations,
};
