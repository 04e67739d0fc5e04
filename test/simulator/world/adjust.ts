import type { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import { today } from '../wire/dates.js';
import { touchParty, touchRow } from './dates.js';
import { findInvoice, rowOfLine } from './invoices.js';
import type { InvoiceView, LineView } from './invoices.js';
import { bookLine } from './settle.js';
import type { Store } from './store.js';

/** Why an adjustment cannot be made; undefined: it can. */
export function whyNotReversible(store: Store, invoice: InvoiceView | undefined): string | undefined {
  if (!invoice) return 'The invoice does not exist.';
  if (store.invoices.get(invoice.invoiceId)?.reversed) return 'The invoice has already been reversed.';
  if (invoice.pending.gt(0)) return 'The invoice has pending payments and cannot be reversed.';
  if (moneyPaid(store, invoice).gt(0)) return 'The invoice has payments and cannot be reversed.';
  return undefined;
}

/** Paid by money, not by credit that iMIS applied by itself. */
function moneyPaid(store: Store, invoice: InvoiceView): Decimal {
  const record = store.invoices.get(invoice.invoiceId);
  return record ? record.lines.reduce((total, line) => total.plus(line.paid), dec(0)) : invoice.paid;
}

/** Ends the membership that a line stood for: the row goes inactive, and with the primary product the member type. */
function cancelMembership(store: Store, actor: Actor, line: LineView): void {
  const row = rowOfLine(store, line);
  const party = store.parties.get(line.shipTo);
  if (!row || !party) return;
  const ended = touchRow(store, actor, { ...row, status: 1, cancelledAsOf: today() });
  const about = { partyId: row.partyId, itemId: row.itemId };
  store.effect(actor, 'subscription.ended', { ...about, before: row, after: ended, note: 'by reversal' });
  const type = store.customerTypeOf(party);
  if (!type?.member || type.primaryItem !== row.itemId) return;
  // What cancelling a membership does to the member type is not documented; NM is the safe reading (inferred).
  touchParty(store, actor, { ...party, customerType: 'NM' });
  store.effect(actor, 'party.membershipCancelled', { ...about, before: party.customerType, after: 'NM' });
}

function restoreCredit(store: Store, actor: Actor, invoice: InvoiceView, line: LineView): void {
  const record = store.invoices.get(invoice.invoiceId)?.lines.find((one) => one.invoiceLineId === line.invoiceLineId);
  const credit = dec(record?.credit);
  if (credit.lte(0)) return;
  bookLine(store, actor, { invoiceId: invoice.invoiceId, invoiceLineId: line.invoiceLineId }, 'credit', credit.neg());
  const creditId = String(store.next('credit', 501));
  store.credits.put(creditId, { creditId, partyId: invoice.billTo, amount: fixed(credit), paymentId: '' });
  store.effect(actor, 'credit.restored', {
    partyId: invoice.billTo,
    invoiceId: invoice.invoiceId,
    amount: fixed(credit),
  });
}

/**
 * ProcessCashReversal: every line goes to nothing, applied credit comes back, the rows are no longer billed, and
 * unless DoNotCancelMembership the memberships end. The caller has asked `whyNotReversible` first.
 */
export function reverseInvoice(store: Store, actor: Actor, invoiceId: string, keepMembership: boolean): void {
  const invoice = findInvoice(store, invoiceId);
  if (!invoice) return;
  for (const line of invoice.lines) {
    if (!invoice.legacy) {
      restoreCredit(store, actor, invoice, line);
      const owed = findInvoice(store, invoiceId)?.lines.find(
        (one) => one.invoiceLineId === line.invoiceLineId,
      )?.balance;
      bookLine(store, actor, { invoiceId, invoiceLineId: line.invoiceLineId }, 'adjustment', dec(owed?.neg()));
    }
    const row = rowOfLine(store, line);
    if (row && (invoice.legacy || row.invoiceId === invoiceId)) {
      const unbilled = {
        billedAmount: '0.00',
        paymentAmount: '0.00',
        adjustmentAmount: '0.00',
        previousBalance: '0.00',
      };
      touchRow(store, actor, { ...row, ...unbilled });
      if (!keepMembership) cancelMembership(store, actor, line);
    }
  }
  const record = store.invoices.get(invoiceId);
  if (record) store.invoices.put(invoiceId, { ...record, reversed: true });
  const note = `DoNotCancelMembership ${keepMembership}`;
  store.effect(actor, 'invoice.reversed', { partyId: invoice.billTo, invoiceId, amount: fixed(invoice.balance), note });
}

/** ProcessWriteOff: what is open goes to nothing by an adjustment; the memberships stay. */
export function writeOff(store: Store, actor: Actor, invoiceId: string): void {
  const invoice = findInvoice(store, invoiceId);
  if (!invoice) return;
  for (const line of invoice.lines) {
    bookLine(store, actor, { invoiceId, invoiceLineId: line.invoiceLineId }, 'adjustment', line.balance.neg());
  }
  store.effect(actor, 'invoice.writtenOff', { partyId: invoice.billTo, invoiceId, amount: fixed(invoice.balance) });
}
