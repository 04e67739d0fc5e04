/** How the rows that a renewal would bill stand to its effective date. */
import type { Subscription } from '../../imis/subscription.js';
import { isZero, positive } from '../money.js';

/** A row right before the run: tells what has moved since. */
export interface RowThen {
  itemId: string;
  billThrough: string | null;
  /** An invoice it bore already is not the one of the new term, where invoices are persisted. */
  invoiceId?: string;
  balance: string;
}

/** A term that was billed. Dates `YYYY-MM-DD`, amount a decimal string. */
export interface BilledItem {
  itemId: string;
  billBegin: string | null;
  billThrough: string | null;
  amount: string;
  billToPartyId: string;
}

export const rowThen = ({ itemId, billThrough, invoiceId, balance }: Subscription): RowThen => ({
  itemId,
  billThrough: billThrough ?? null,
  ...(invoiceId !== undefined && { invoiceId }),
  balance,
});

export const asItem = (row: Subscription): BilledItem => ({
  itemId: row.itemId,
  billBegin: row.billBegin ?? null,
  billThrough: row.billThrough ?? null,
  amount: row.billedAmount,
  billToPartyId: row.billToPartyId ?? row.partyId,
});

const paidThrough = (row: Subscription, date: string): boolean => (row.paidThru ?? '') >= date;

/** A term that was set without a bill (BillSubscription false) covers nothing: a run bills it. */
const isBilled = (row: Subscription): boolean => row.billDate !== undefined || row.invoiceId !== undefined || !isZero(row.billedAmount);

/** Billed or paid through the effective date already: another bill would be one too many, or that of the term after. */
export const covers = (row: Subscription, date: string): boolean =>
  paidThrough(row, date) || ((row.billThrough ?? '') >= date && isBilled(row));

/** A run goes by what is paid, so it bills such a row once more (facts 4; Tenant.billsUnpaidAgain). */
export const wouldBillAgain = (row: Subscription, date: string): boolean => covers(row, date) && !paidThrough(row, date);

export function hasMoved(row: Subscription, before: RowThen[]): boolean {
  const then = before.find(({ itemId }) => itemId === row.itemId);
  return then !== undefined && (row.billThrough ?? null) !== then.billThrough;
}

/** Nothing of the term is owed any more. Pending money counts as owed: it moves no date until its batch is posted. */
export const isPaid = (row: Subscription): boolean => !positive(row.balance) && (row.billThrough === undefined || paidThrough(row, row.billThrough));
