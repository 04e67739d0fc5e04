/** Lines of an invoice, to which a payment can be allocated (vendor page "Allocating payments", from 20.3.131). */
import type { Imis } from './api.js';
import { formatAmount, readMoney } from './wire/money.js';
import { child, malformed, members, type Raw, requiredText, sameId, text } from './wire/shape.js';

export interface InvoiceLine {
  /** Looks like `23373:23373:ASSOC`; opaque. */
  lineId: string;
  itemId?: string;
  shipToPartyId?: string;
  amount: string;
  balance: string;
  pendingAmount: string;
}

/** GET /api/Invoice?InvoiceId=. Throws ReadFailed `unknown` when that invoice does not come back. */
export async function readInvoiceLines(imis: Imis, invoiceId: string): Promise<InvoiceLine[]> {
  const rows = await imis.list('Invoice', { InvoiceId: invoiceId });
  const invoice = rows.find((row) => sameId(text(row, 'InvoiceId'), invoiceId));
  if (!invoice) return malformed('Invoice did not give the invoice that was asked for');
  return members(invoice.Lines, 'InvoiceData.Lines').map(parseLine);
}

function parseLine(raw: Raw): InvoiceLine {
  const item = child(raw, 'Item');
  const shipTo = child(raw, 'ShipToParty');
  const balance = readMoney(raw, 'Balance') ?? malformed('InvoiceLineData.Balance is missing');
  const zero = formatAmount(0, balance.decimals);
  return {
    lineId: requiredText(raw, 'InvoiceLineId'),
    itemId: item && text(item, 'ItemId'),
    shipToPartyId: shipTo && text(shipTo, 'PartyId'),
    amount: readMoney(raw, 'ExtendedAmount')?.amount ?? zero,
    balance: balance.amount,
    pendingAmount: readMoney(raw, 'PendingPaymentAmount')?.amount ?? zero,
  };
}
