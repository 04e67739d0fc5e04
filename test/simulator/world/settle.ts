import type { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { today } from '../wire/dates.js';
import { dec, fixed } from '../wire/money.js';
import { termPaid, touchRow } from './dates.js';
import { findInvoice, rowBalance } from './invoices.js';
import type { InvoiceLineRecord, SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** Where an amount on a line goes. Negative amounts take it back. */
export type LineField = 'paid' | 'pending' | 'credit' | 'adjustment';

const plus = (value: string, amount: Decimal): string => fixed(dec(value).plus(amount));

function bookOnRow(row: SubscriptionRecord, field: LineField, amount: Decimal): SubscriptionRecord {
  if (field === 'pending') return { ...row, pendingAmount: plus(row.pendingAmount, amount) };
  if (field === 'adjustment') return { ...row, adjustmentAmount: plus(row.adjustmentAmount, amount) };
  return { ...row, paymentAmount: plus(row.paymentAmount, amount), paymentDate: today() };
}

/**
 * Books an amount on one line of an invoice, on the row behind it too, and moves the dates when the line is cleared.
 * A persisted invoice keeps its own books; the row follows only while it still points to that invoice.
 */
export function bookLine(
  store: Store,
  actor: Actor,
  where: { invoiceId: string; invoiceLineId: string },
  field: LineField,
  amount: Decimal,
): void {
  const invoice = findInvoice(store, where.invoiceId);
  const line = invoice?.lines.find((one) => one.invoiceLineId === where.invoiceLineId);
  if (!invoice || !line) return;
  const key = rowKey(line.shipTo, line.itemId);
  const row = store.subscriptions.get(key);
  let cleared: boolean;
  if (invoice.legacy) {
    const booked = row && touchRow(store, actor, bookOnRow(row, field, amount));
    cleared = booked !== undefined && rowBalance(booked).lte(0);
  } else {
    const record = store.invoices.get(invoice.invoiceId);
    if (!record) return;
    const change = (one: InvoiceLineRecord): InvoiceLineRecord =>
      one.invoiceLineId === line.invoiceLineId ? { ...one, [field]: plus(one[field], amount) } : one;
    store.invoices.put(record.invoiceId, { ...record, lines: record.lines.map(change) });
    if (row?.invoiceId === invoice.invoiceId) touchRow(store, actor, bookOnRow(row, field, amount));
    const added = field === 'paid' || field === 'credit' ? amount : field === 'adjustment' ? amount.neg() : dec(0);
    cleared = line.balance.minus(added).lte(0);
  }
  const now = store.subscriptions.get(key);
  if (cleared && now && amount.gt(0) && (field === 'paid' || field === 'credit')) {
    termPaid(store, actor, now, line.billThrough);
  }
}
