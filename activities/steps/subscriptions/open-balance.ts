/** What a cancelled subscription still owes: what it is owed on, and what stands against taking it away. */
import { owed, readInvoiceLines, readInvoiceSummary, type InvoiceSummary } from '../../imis/invoice.js';
import type { Subscription } from '../../imis/subscription.js';
import { sameId, text } from '../../imis/wire/shape.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { equal, isZero, less, positive } from '../money.js';

export type HowToSettle = 'writeOff' | 'reverse';

/** What the row owes on, as read; undefined: it has no invoice. */
export async function invoiceOf({ imis }: TenantRuntime, row: Subscription): Promise<InvoiceSummary | undefined> {
  return row.invoiceId === undefined ? undefined : await readInvoiceSummary(imis, row.invoiceId);
}

/** A live AutoPay instruction goes on charging: a cancellation names it (domain-rules 2.8). */
const autoPayOf = (invoice: InvoiceSummary | undefined): string | undefined =>
  invoice?.autoPay ? (text(invoice.raw, 'AutoPayInstructionId') ?? `of invoice ${invoice.invoiceId}`) : undefined;

/** Of the row: its balance, less what is pending on its invoice (domain-rules 2.1), which may hold other rows as well. */
export function owedOn({ balance }: Subscription, invoice: InvoiceSummary | undefined): string {
  if (!invoice || isZero(invoice.pendingAmount)) return balance;
  const open = owed(invoice);
  return less(open, balance) ? open : balance;
}

/** What the report of a cancellation names. */
export function factsOf(invoice: InvoiceSummary | undefined): Record<string, string> {
  const autoPay = autoPayOf(invoice);
  return {
    ...(autoPay !== undefined && { autoPay }),
    ...(invoice && !isZero(invoice.pendingAmount) && { pending: invoice.pendingAmount }),
  };
}

/**
 * Why the open balance cannot be taken away; undefined: it can. Nothing that is paid, pending or dated in the future is
 * reversed, and no line of another subscription is touched (domain-rules section 4 and 2.2).
 */
export async function hindrance({ imis }: TenantRuntime, row: Subscription, invoice: InvoiceSummary | undefined, how: HowToSettle): Promise<string | undefined> {
  if (!invoice) return 'what it owes has no invoice that can be read: use openBalance leave, and settle it in iMIS';
  const { invoiceId } = invoice;
  if (row.accounting === 'accrual') return `invoice ${invoiceId} is billed on accrual: use openBalance leave, and settle it in iMIS`;
  if (!isZero(invoice.pendingAmount)) return `a payment is pending on invoice ${invoiceId}: use openBalance leave, or wait for its batch`;
  if (how === 'reverse') {
    if (positive(invoice.paymentAmount)) return `invoice ${invoiceId} is partly paid, and nothing paid is reversed: use openBalance writeOff or leave`;
    const today = new Date().toISOString().slice(0, 10);
    const future = [row.cancelledAsOf, row.billBegin, invoice.invoiceDate].find((day) => day !== undefined && day > today);
    if (future) return `${future} lies in the future, and nothing dated in the future is reversed: use openBalance writeOff or leave`;
  }
  return (await holdsOthers(row, invoice)) ? `invoice ${invoiceId} holds lines of other subscriptions: use openBalance leave, and settle it in iMIS` : undefined;

  async function holdsOthers({ partyId, itemId, billedAmount }: Subscription, summary: InvoiceSummary): Promise<boolean> {
    if (!summary.severalShipTo && equal(summary.invoiceAmount, billedAmount)) return false;
    const lines = await readInvoiceLines(imis, summary.invoiceId);
    return lines.some((line) => !sameId(line.itemId, itemId) || !sameId(line.shipToPartyId ?? partyId, partyId));
  }
}
