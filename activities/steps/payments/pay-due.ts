/** What is to be paid now: read from the invoices, never from what the caller believed (domain-rules section 2). */
import { listInvoices, owed, readInvoiceLines, readInvoiceSummary, type InvoiceSummary } from '../../imis/invoice.js';
import { readSubscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Sight } from '../../write/write.js';
import { asMoney, equal, isZero, less, positive, sum } from '../money.js';
import { applicationsOf, type Applied } from './pay-applications.js';
import type { Due, Paid, Pay } from './pay-types.js';

type Blocked = Extract<Sight<Paid, Due>, { change: 'blocked' }>;

/** The invoices as read, and one of: what is due, why nothing is, why it must not be paid. */
export type DueNow = { invoices: InvoiceSummary[] } & ({ due: Due } | { nothingOwed: string } | { blocked: Blocked });

export const blocked = (outcome: Blocked['outcome'], evidence: string): { blocked: Blocked } => ({
  blocked: { change: 'blocked', outcome, evidence },
});

/** Membership and subscription invoices (facts 6.2 InvoicePurpose): never pledges or gifts unasked. */
const DUES_PURPOSES = [1, 5, 8, 9, 10, 12, 13, 15, 16];

export async function readDue(runtime: TenantRuntime, context: LookContext<Pay, Due>): Promise<DueNow> {
  const invoices = await readInvoices(runtime, context);
  const problem = await missing(runtime, context.input, invoices);
  if (problem) return { invoices, ...problem };
  const open = invoices.filter((invoice) => positive(owed(invoice)));
  if (open.length === 0) return { invoices, nothingOwed: whyNothing(invoices) };
  return { invoices, ...(refusedFor(context.input, open) ?? (await amountDue(runtime, context.input, open))) };
}

async function readInvoices({ imis, recent }: TenantRuntime, { input, maybeSent }: LookContext<Pay, Due>): Promise<InvoiceSummary[]> {
  if (input.allOpen) {
    const all = await listInvoices(imis, {
      billToPartyId: input.partyId,
      openOnly: true,
      ...(input.invoiceType && { types: [input.invoiceType] }),
    });
    return all.filter((invoice) => input.invoiceType !== undefined || DUES_PURPOSES.includes(invoice.purpose));
  }
  const invoiceId = input.invoiceId!;
  const invoice = (maybeSent ? undefined : recent.take(invoiceId)) ?? (await readInvoiceSummary(imis, invoiceId));
  return invoice ? [invoice] : [];
}

/** A legacy cash invoice is temporary: a 404 is not "paid" (domain-rules 2.4). */
async function missing({ imis }: TenantRuntime, { allOpen, invoiceId, own }: Pay, invoices: InvoiceSummary[]): Promise<{ blocked: Blocked } | { nothingOwed: string } | undefined> {
  if (allOpen || invoices.length > 0) return undefined;
  if (!invoiceId!.startsWith('CASH:')) return blocked('rejected', `there is no invoice ${invoiceId}`);
  const row = own && (await readSubscription(imis, own.partyId, own.itemId));
  if (row && isZero(row.balance)) return { nothingOwed: `invoice ${invoiceId} is gone and the row's balance is 0` };
  return blocked('unknown', `the temporary invoice ${invoiceId} is gone; whether it was paid or replaced must be looked up in iMIS`);
}

function whyNothing(invoices: InvoiceSummary[]): string {
  const pending = sum(invoices.map((invoice) => invoice.pendingAmount));
  return positive(pending) ? `nothing is owed: ${pending} is pending` : 'nothing is owed: the balance is 0';
}

function refusedFor({ partyId, payment }: Pay, open: InvoiceSummary[]): { blocked: Blocked } | undefined {
  for (const { invoiceId, billToPartyId, autoPay, currency } of open) {
    if (billToPartyId !== partyId) return blocked('rejected', `invoice ${invoiceId} is billed to another party than ${partyId}`);
    if (autoPay) return blocked('unavailable', `invoice ${invoiceId} is paid by AutoPay: a payment here could be a second one`);
    if (payment.currency && payment.currency !== currency)
      return blocked('unavailable', `invoice ${invoiceId} is in ${currency}, the payment in ${payment.currency}`);
  }
  if (new Set(open.map((invoice) => invoice.currency)).size > 1) return blocked('unavailable', 'the open invoices are in several currencies');
  return undefined;
}

async function amountDue(runtime: TenantRuntime, input: Pay, open: InvoiceSummary[]): Promise<{ due: Due } | { nothingOwed: string } | { blocked: Blocked }> {
  const { payment, own } = input;
  const owedNow = sum(open.map(owed));
  const { currency } = open[0]!;
  let amount = payment.amount === undefined ? owedNow : asMoney(payment.amount);
  let applications: Applied[] | undefined;
  if (input.lines) {
    applications = applicationsOf(open[0]!.invoiceId, input.lines);
    amount = sum(applications.map((line) => line.amount));
  } else if (own && !equal(open[0]!.invoiceAmount, own.billedAmount)) {
    // Legacy cash invoices gather one payer's subscriptions of a day: only our own line is ours to pay.
    const lines = await readInvoiceLines(runtime.imis, open[0]!.invoiceId);
    const mine = lines.find((line) => line.itemId === own.itemId && (line.shipToPartyId ?? own.partyId) === own.partyId);
    if (!mine) return blocked('unknown', `invoice ${open[0]!.invoiceId} holds no line of ${own.itemId} for the party`);
    if (!positive(mine.balance)) return { nothingOwed: `line ${mine.lineId} is paid` };
    amount = mine.balance;
    if (lines.length > 1) applications = [{ invoiceId: open[0]!.invoiceId, lineId: mine.lineId, amount }];
  }
  if (applications && !runtime.tenant.allocation)
    return blocked('unavailable', 'the invoice holds lines of others, and this release cannot pay single lines (before 20.3.131)');
  if (less(owedNow, amount)) return blocked('rejected', `${amount} is more than the ${owedNow} that is owed`);
  if (payment.maxAmount !== undefined && less(asMoney(payment.maxAmount), amount))
    return blocked('unavailable', `${amount} is owed, more than maxAmount ${asMoney(payment.maxAmount)}`);
  const invoices = open.map((invoice) => ({ invoiceId: invoice.invoiceId, owed: owed(invoice), amount: open.length === 1 ? amount : owed(invoice) }));
  return { due: { invoices, amount, currency, ...(applications && { applications }) } };
}
