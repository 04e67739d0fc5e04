/** InvoiceItems: the lines of invoices, with what is open and how it was paid (facts Y3). */
import { Decimal } from 'decimal.js';
import { type Raw, text } from '../imis/wire/shape.js';
import type { Ym } from './api.js';
import { requiredAmount } from './read.js';

export interface InvoiceState {
  /** What is open of the invoice; decimal string. */
  balance: string;
  /** PaymentCheckReferenceNumber of its lines: a later payment may stand in place of an earlier one. */
  references: string[];
}

/** GET InvoiceItems since a day (`YYYY-MM-DD`). Undefined when no line of the invoice is among them. */
export async function readInvoice(ym: Ym, invoiceNumber: string, since: string): Promise<InvoiceState | undefined> {
  return (await readAllInvoices(ym, since))(invoiceNumber);
}

/** All invoices since a day, listed once: for who asks for many. */
export async function readAllInvoices(ym: Ym, since: string): Promise<(invoiceNumber: string) => InvoiceState | undefined> {
  const rows = await ym.list('InvoiceItems', { DateFrom: since });
  return (invoiceNumber) => {
    const lines = rows.filter((row) => text(row, 'InvoiceNo') === invoiceNumber);
    return lines.length === 0 ? undefined : stateOf(lines);
  };
}

function stateOf(lines: Raw[]): InvoiceState {
  const open = lines.map((line) => requiredAmount(line, 'OutstandingBalance'));
  // No page says whether OutstandingBalance is of the line or of the invoice: lines that differ show their own.
  const differ = new Set(open).size > 1;
  return {
    balance: differ ? Decimal.sum(...open).toFixed(2) : open[0]!,
    references: [...new Set(lines.map((line) => text(line, 'PaymentCheckReferenceNumber')).filter((one) => one !== undefined))],
  };
}
