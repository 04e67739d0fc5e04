import type { Actor, LedgerEntry } from '../ledger.js';
import { dec } from '../wire/money.js';
import { lineId } from './invoices.js';
import type { ImportParty, ImportPayment } from './model-imports.js';
import type { PaymentRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** The Payment record, applied to the invoices of the items where there are any. */
function recordOf(
  store: Store,
  actor: Actor,
  party: ImportParty,
  payment: ImportPayment,
  { paymentId, billTo, invoiceOf }: { paymentId: string; billTo: string; invoiceOf: (itemId: string) => string },
): PaymentRecord {
  const onInvoice = party.items.filter((item) => dec(item.paidAmount).gt(0) && invoiceOf(item.productCode) !== '');
  return {
    paymentId,
    payor: billTo,
    date: party.transactionDate,
    createdOn: new Date().toISOString(),
    createdBy: actor.user,
    amount: payment.amount,
    status: 2,
    methodId: payment.methodId,
    reference: payment.reference,
    currency: store.switches.currency,
    ...(payment.batchId ? { batchId: payment.batchId } : {}),
    applications: onInvoice.map((item, index) => ({
      applicationId: `${paymentId}-${index + 1}`,
      invoiceId: invoiceOf(item.productCode),
      invoiceLineId: lineId(billTo, party.partyId, item.productCode),
      lineNumber: index + 1,
      amount: item.paidAmount,
    })),
  };
}

/** Records the payment of an imported party: PaymentReference is that of the row, applied as its items say. */
export function importPayment(
  store: Store,
  actor: Actor,
  party: ImportParty,
  payment: ImportPayment,
  origin: Pick<LedgerEntry, 'packageId' | 'jobId' | 'line'>,
): void {
  const paymentId = String(store.next('payment', 30001));
  const billTo = party.billToId ?? party.partyId;
  const paid = party.items.filter((item) => dec(item.paidAmount).gt(0));
  const invoiceOf = (itemId: string): string => store.subscriptions.get(rowKey(party.partyId, itemId))?.invoiceId ?? '';
  const about = { paymentId, billTo, invoiceOf };
  if (!store.switches.forgetImports) store.payments.put(paymentId, recordOf(store, actor, party, payment, about));
  for (const item of paid) {
    const invoiceId = invoiceOf(item.productCode);
    store.effect(actor, 'payment.applied', {
      ...origin,
      paymentId,
      reference: payment.reference,
      partyId: party.partyId,
      itemId: item.productCode,
      amount: item.paidAmount,
      ...(invoiceId ? { invoiceId, invoiceLineId: lineId(billTo, party.partyId, item.productCode) } : {}),
    });
  }
}
