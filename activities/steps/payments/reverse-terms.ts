/**
 * What a payment moved may stay where it is when the payment is taken back: iMIS leaves PaidThru (facts 5.4), and nobody
 * has said what its API does. So it is read before and after.
 */
import { readPartyDates } from '../../imis/party.js';
import { readSubscription } from '../../imis/subscription.js';
import type { Imis } from '../../imis/api.js';

export interface BilledRow {
  partyId: string;
  itemId: string;
}

/** Dates `YYYY-MM-DD`; null: none. */
export interface PaidThru extends BilledRow {
  paidThru: string | null;
  billThrough: string | null;
  /** PaidThruDate of the contact. */
  party: string | null;
}

/** An employer's invoice may bill hundreds: so many are read, the report says how many not. */
export const MOST_ROWS = 10;

export async function readPaidThru(imis: Imis, rows: BilledRow[]): Promise<PaidThru[]> {
  const parties = new Map<string, string | null>();
  const read: PaidThru[] = [];
  for (const { partyId, itemId } of rows.slice(0, MOST_ROWS)) {
    const row = await readSubscription(imis, partyId, itemId);
    if (!row) continue;
    if (!parties.has(partyId)) parties.set(partyId, (await readPartyDates(imis, partyId))?.paidThru ?? null);
    read.push({ partyId, itemId, paidThru: row.paidThru ?? null, billThrough: row.billThrough ?? null, party: parties.get(partyId)! });
  }
  return read;
}

export interface PaidThruNow {
  /** The latest of the invoice's rows. */
  paidThru: string | null;
  moved: boolean;
  /** How to put right what did not move. */
  cure?: string;
}

/** Where another took the payment back there is no image before: then a row that does not cover its term has moved. */
export function paidThruNow(now: PaidThru[], before: PaidThru[] | undefined, unread: number): PaidThruNow {
  const was = (row: PaidThru) => before?.find((one) => one.partyId === row.partyId && one.itemId === row.itemId);
  const covers = ({ paidThru, billThrough }: PaidThru): boolean => paidThru !== null && (billThrough === null || paidThru >= billThrough);
  const hasMoved = (row: PaidThru): boolean => (before ? was(row)?.paidThru !== row.paidThru || was(row)?.party !== row.party : !covers(row));
  const still = now.filter((row) => !hasMoved(row) && covers(row));
  const cures = [
    still.length > 0 &&
      `PaidThru of ${still.map((row) => `${row.itemId} of party ${row.partyId}`).join(', ')} did not move: where the term is not to count as paid, set it by modifySubscription, set { "paidThru": "YYYY-MM-DD" }`,
    unread > 0 && `PaidThru of ${unread} more rows was not read`,
  ].filter((one) => typeof one === 'string');
  return {
    paidThru: now.reduce<string | null>((latest, { paidThru }) => (paidThru !== null && (latest === null || latest < paidThru) ? paidThru : latest), null),
    moved: now.some(hasMoved),
    ...(cures.length > 0 && { cure: cures.join('; ') }),
  };
}
