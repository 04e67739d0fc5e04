import type { Decimal } from 'decimal.js';
import { dec, fixed } from '../wire/money.js';
import type { InvoiceLineRecord, InvoiceRecord, SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** A line as both kinds of invoices show it; amounts are decimals. */
export interface LineView {
  invoiceLineId: string;
  lineNumber: number;
  itemId: string;
  shipTo: string;
  amount: Decimal;
  paid: Decimal;
  pending: Decimal;
  adjustment: Decimal;
  previousBalance: Decimal;
  balance: Decimal;
  billBegin?: string;
  billThrough?: string;
}

/** An invoice of either kind. `balance` = amount + previous balance + adjustment - paid; pending money is not in it. */
export interface InvoiceView {
  invoiceId: string;
  number: string;
  legacy: boolean;
  billTo: string;
  date: string;
  createdOn: string;
  purpose: number;
  lines: LineView[];
  amount: Decimal;
  paid: Decimal;
  pending: Decimal;
  adjustment: Decimal;
  previousBalance: Decimal;
  balance: Decimal;
  autoPayInstructionId?: string;
  note?: string;
  sourceCode?: string;
}

/** InvoicePurpose: MembershipRenewal 9 for member components, SubscriptionFees 12 otherwise (vendor sample: 12). */
export const purposeOf = (isMemberComponent: boolean): number => (isMemberComponent ? 9 : 12);

/**
 * Id of a legacy cash invoice: named after the run that billed the term (facts 4), or after payer and date; there the
 * last digit is read as IsMemberComponent (inferred from the vendor's samples).
 */
export function legacyInvoiceId(
  row: Pick<SubscriptionRecord, 'billToPartyId' | 'billDate' | 'isMemberComponent' | 'billingLogKey'>,
): string {
  if (row.billingLogKey) return `CASH:${row.billToPartyId}:${row.billingLogKey}`;
  return `CASH:${row.billToPartyId}:${(row.billDate ?? '').replaceAll('-', '')}-${row.isMemberComponent ? 1 : 0}`;
}

/** `bill-to:ship-to:product`, as the vendor's samples show it (`23215:23215:ASSOC`). */
export const lineId = (billTo: string, shipTo: string, itemId: string): string => `${billTo}:${shipTo}:${itemId}`;

const sum = (lines: LineView[], pick: (line: LineView) => Decimal): Decimal =>
  lines.reduce((total, line) => total.plus(pick(line)), dec(0));

function view(
  head: Omit<InvoiceView, 'amount' | 'paid' | 'pending' | 'adjustment' | 'previousBalance' | 'balance'>,
): InvoiceView {
  const { lines } = head;
  return {
    ...head,
    amount: sum(lines, (line) => line.amount),
    paid: sum(lines, (line) => line.paid),
    pending: sum(lines, (line) => line.pending),
    adjustment: sum(lines, (line) => line.adjustment),
    previousBalance: sum(lines, (line) => line.previousBalance),
    balance: sum(lines, (line) => line.balance),
  };
}

/**
 * Whether a row shows in a legacy cash invoice: billed on a date, for an amount or with something left from before,
 * on a cash basis, and not waiting for the posting of a batch.
 */
export function isProjected(row: SubscriptionRecord): boolean {
  if (row.accrual || row.awaitsBatch) return false;
  return row.billDate !== undefined && (dec(row.billedAmount).gt(0) || dec(row.previousBalance).gt(0));
}

/** An invoice as the API shows it: a paid legacy one may be gone. */
export const readInvoice = (store: Store, invoiceId: string): InvoiceView | undefined =>
  findInvoice(store, invoiceId, paidIsGone(store));

/** What a row still owes. */
export function rowBalance(row: SubscriptionRecord): Decimal {
  return dec(row.billedAmount).plus(row.previousBalance).plus(row.adjustmentAmount).minus(row.paymentAmount);
}

function rowLine(row: SubscriptionRecord, index: number): LineView {
  return {
    invoiceLineId: lineId(row.billToPartyId, row.partyId, row.itemId),
    lineNumber: index + 1,
    itemId: row.itemId,
    shipTo: row.partyId,
    amount: dec(row.billedAmount),
    paid: dec(row.paymentAmount),
    pending: dec(row.pendingAmount),
    adjustment: dec(row.adjustmentAmount),
    previousBalance: dec(row.previousBalance),
    balance: rowBalance(row),
    ...(row.billBegin ? { billBegin: row.billBegin } : {}),
    ...(row.billThrough ? { billThrough: row.billThrough } : {}),
  };
}

function recordLine(line: InvoiceLineRecord): LineView {
  const paid = dec(line.paid).plus(line.credit);
  return {
    ...line,
    amount: dec(line.amount),
    paid,
    pending: dec(line.pending),
    adjustment: dec(line.adjustment),
    previousBalance: dec(0),
    balance: dec(line.amount).plus(line.adjustment).minus(paid),
  };
}

/** View of a persisted invoice. */
export function persistedView(invoice: InvoiceRecord): InvoiceView {
  return view({
    invoiceId: invoice.invoiceId,
    number: invoice.invoiceId,
    legacy: false,
    billTo: invoice.billTo,
    date: invoice.date,
    createdOn: invoice.createdOn,
    purpose: invoice.purpose,
    lines: invoice.lines.map(recordLine),
    ...(invoice.autoPayInstructionId ? { autoPayInstructionId: invoice.autoPayInstructionId } : {}),
    ...(invoice.note ? { note: invoice.note } : {}),
    ...(invoice.sourceCode ? { sourceCode: invoice.sourceCode } : {}),
  });
}

function legacyViews(store: Store, rows: SubscriptionRecord[], hidePaid: boolean): InvoiceView[] {
  const groups = new Map<string, SubscriptionRecord[]>();
  for (const row of rows.filter(isProjected)) {
    const id = legacyInvoiceId(row);
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  const views: InvoiceView[] = [];
  for (const [invoiceId, members] of groups) {
    const [first] = members;
    if (!first?.billDate) continue;
    const mark = store.invoiceMarks.get(invoiceId);
    const one = view({
      invoiceId,
      number: `Cash-${first.billToPartyId}`,
      legacy: true,
      billTo: first.billToPartyId,
      date: first.billDate,
      createdOn: first.lastUpdated,
      purpose: mark?.purpose ?? purposeOf(first.isMemberComponent),
      lines: members.map(rowLine),
      ...(mark?.autoPayInstructionId ? { autoPayInstructionId: mark.autoPayInstructionId } : {}),
    });
    const settled = one.balance.lte(0) && one.pending.lte(0);
    if (settled && hidePaid) continue;
    views.push(one);
  }
  return views;
}

/** Whether a legacy invoice that is fully paid cannot be read any more on this tenant. */
const paidIsGone = (store: Store): boolean => store.switches.paidLegacyInvoice === 'gone';

/** All invoices of a bill-to party, or of everybody; `hidePaid` false shows paid legacy ones on every tenant. */
export function listInvoices(store: Store, billTo?: string, hidePaid = paidIsGone(store)): InvoiceView[] {
  const persisted = billTo === undefined ? store.invoices.all() : store.invoices.by('billTo', billTo);
  const views = persisted.map(persistedView);
  if (store.switches.invoices === 'persisted') return views;
  const rows = billTo === undefined ? store.subscriptions.all() : store.subscriptions.by('billTo', billTo);
  return [...views, ...legacyViews(store, rows, hidePaid)];
}

/** One invoice by its id (opaque to clients: a number, or `CASH:...`). The world's own rules see paid ones too. */
export function findInvoice(store: Store, invoiceId: string, hidePaid = false): InvoiceView | undefined {
  const record = store.invoices.get(invoiceId);
  if (record) return persistedView(record);
  const billTo = /^CASH:([^:]+):/.exec(invoiceId)?.[1];
  if (!billTo || store.switches.invoices === 'persisted') return undefined;
  return legacyViews(store, store.subscriptions.by('billTo', billTo), hidePaid).find(
    (one) => one.invoiceId === invoiceId,
  );
}

/** What a row owes as the Subscription endpoint shows it. */
export const balanceText = (row: SubscriptionRecord): string => fixed(rowBalance(row));

/** The row a line speaks of. */
export function rowOfLine(store: Store, line: LineView): SubscriptionRecord | undefined {
  return store.subscriptions.get(rowKey(line.shipTo, line.itemId));
}
