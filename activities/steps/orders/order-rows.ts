/** How the rows of what is bought stand to the order: which terms stand, and which have moved since. Pure. */
import type { Subscription } from '../../imis/subscription.js';
import { sameId } from '../../imis/wire/shape.js';

/** A row right before the send; `stands` false when there was none, or none that counts. */
export interface RowThen {
  itemId: string;
  stands: boolean;
  begin: string | null;
  through: string | null;
}

/** A term as last read. Dates `YYYY-MM-DD`, amounts decimal strings. */
export interface Term {
  itemId: string;
  billBegin: string | null;
  billThrough: string | null;
  billedAmount: string;
  balance: string;
  paidThru: string | null;
}

const stands = (row: Subscription): boolean => row.active && row.cancelledAsOf === undefined;
const beginOf = (row: Subscription): string | undefined => row.billBegin ?? row.beginDate;

export const rowOf = (rows: Subscription[], product: string): Subscription | undefined => rows.find(({ itemId }) => sameId(itemId, product));

export function rowThen(rows: Subscription[], itemId: string): RowThen {
  const row = rowOf(rows, itemId);
  return { itemId, stands: row !== undefined && stands(row), begin: (row && beginOf(row)) ?? null, through: row?.billThrough ?? null };
}

/** Has the row come to the ordered term since? Without a term of the order's own: to any other term. */
export function hasCome(row: Subscription, then: RowThen, termBegin: string | undefined): boolean {
  if (!stands(row)) return false;
  if (termBegin !== undefined && beginOf(row) !== termBegin) return false;
  return !then.stands || (beginOf(row) ?? null) !== then.begin || (row.billThrough ?? null) !== then.through;
}

/** `same`: it begins as ordered. `covers`: an order would bill days twice, or the term after, unasked (domain-rules 2.12). */
export type Relation = 'same' | 'covers' | 'none';

/** @param today `YYYY-MM-DD`: without a begin of its own, an order's term is taken to begin today or later */
export function relationOf(row: Subscription, termBegin: string | undefined, today: string): Relation {
  if (!stands(row)) return 'none';
  if (termBegin !== undefined && beginOf(row) === termBegin) return 'same';
  return row.billThrough !== undefined && (termBegin ?? today) <= row.billThrough ? 'covers' : 'none';
}

export const termOf = (row: Subscription): Term => ({
  itemId: row.itemId,
  billBegin: row.billBegin ?? null,
  billThrough: row.billThrough ?? null,
  billedAmount: row.billedAmount,
  balance: row.balance,
  paidThru: row.paidThru ?? null,
});

/** A paid term shows: PaidThru has moved to BillThrough (RESTRICTED flow 1, side effects). */
export const isPaidThrough = ({ billThrough, paidThru }: Term): boolean => billThrough === null || (paidThru !== null && paidThru >= billThrough);

export const inWords = ({ itemId, billBegin, beginDate, billThrough }: Subscription): string =>
  `${itemId} from ${billBegin ?? beginDate ?? 'an unknown day'} through ${billThrough ?? 'an unknown day'}`;
