import { today } from '../wire/dates.js';
import { refuse } from '../wire/failures.js';
import { releaseAtLeast } from '../options.js';
import { legacyInvoiceId, lineId, purposeOf } from './invoices.js';
import type { InvoiceRecord, SubscriptionRecord } from './model.js';
import type { Store } from './store.js';

/** The invoice a billed row lands on: a projection of rows, or a persisted record made or extended here. */
export function invoiceFor(
  store: Store,
  row: SubscriptionRecord,
  { invoiceId: wanted, purpose = purposeOf(row.isMemberComponent) }: { invoiceId?: string; purpose?: number },
): { id: string; shared: boolean } {
  if (store.switches.invoices === 'legacy') {
    const id = legacyInvoiceId(row);
    const others = store.subscriptions.by('billTo', row.billToPartyId);
    if (purpose !== purposeOf(row.isMemberComponent))
      store.invoiceMarks.put(id, { ...store.invoiceMarks.get(id), purpose });
    const same = others.filter((one) => one.billDate !== undefined && legacyInvoiceId(one) === id);
    return { id, shared: same.some((one) => one.itemId !== row.itemId || one.partyId !== row.partyId) };
  }
  const open = wanted ? store.invoices.get(wanted) : shareable(store, row, purpose);
  if (wanted && (!open || open.billTo !== row.billToPartyId || open.reversed)) {
    refuse('The invoice does not exist or belongs to another bill-to party.', 'InvoiceId');
  }
  const invoice: InvoiceRecord = open ?? {
    invoiceId: String(store.next('invoice', 8158)),
    billTo: row.billToPartyId,
    date: row.billDate ?? today(),
    createdOn: new Date().toISOString(),
    purpose,
    lines: [],
    reversed: false,
  };
  const line = {
    invoiceLineId: lineId(row.billToPartyId, row.partyId, row.itemId),
    lineNumber: invoice.lines.length + 1,
    itemId: row.itemId,
    shipTo: row.partyId,
    amount: row.billedAmount,
    paid: '0.00',
    credit: '0.00',
    pending: '0.00',
    adjustment: '0.00',
    ...(row.billBegin ? { billBegin: row.billBegin } : {}),
    ...(row.billThrough ? { billThrough: row.billThrough } : {}),
  };
  store.invoices.put(invoice.invoiceId, { ...invoice, lines: [...invoice.lines, line] });
  return { id: invoice.invoiceId, shared: open !== undefined };
}

/** Before 20.3.205 subscriptions of one payer, day and kind landed on one invoice by themselves. */
function shareable(store: Store, row: SubscriptionRecord, purpose: number): InvoiceRecord | undefined {
  if (releaseAtLeast(store.switches.release, '20.3.205')) return undefined;
  const mine = store.invoices.by('billTo', row.billToPartyId);
  return mine.find((one) => !one.reversed && one.date === row.billDate && one.purpose === purpose);
}
