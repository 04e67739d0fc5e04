/** What became of each row of a package. Pure. */
import type { PackageRow } from '../../imis/dues-import.js';
import type { PartyDates } from '../../imis/party.js';
import type { Subscription } from '../../imis/subscription.js';
import { sameId } from '../../imis/wire/shape.js';
import type { ResultStatus } from '../../imports/results.js';
import type { Row } from '../../imports/row.js';
import { movedOn, replaced, shows, stands } from './package-rows.js';

/** What is known of one row after its package has ended. */
export interface Known {
  row: Row;
  /** iMIS's errors and warnings of its party: a party is in a package once. */
  problems: readonly PackageRow[];
  /** The subscription as read back; undefined: there is none. Only when `wasRead`. */
  now?: Subscription;
  wasRead: boolean;
  /** The contact's dates, where they were read. */
  dates?: PartyDates;
}

export interface Judgement {
  status: ResultStatus;
  message?: string;
}

/** Of a package that iMIS worked off to its end: a row without a problem was imported (inferred, facts 3). */
export function judgeCompleted({ row, problems, now, wasRead, dates }: Known): Judgement {
  const message = problems
    .map((one) => one.message)
    .filter(Boolean)
    .join('; ');
  const failed = problems.some(({ type }) => type === 'error');
  if (failed && wasRead && stands(row, now))
    return { status: 'warning', message: `the row stands, though iMIS says: ${message}` };
  if (failed) return { status: 'error', message: message || 'iMIS gives no reason' };
  if (wasRead && !shows(row, now))
    return {
      status: 'unknown',
      message: `iMIS says it was imported, but the subscription does not show it${message && `; ${message}`}`,
    };
  const notes = [message, dates && behind(row, dates)].filter(Boolean).join('; ');
  return notes || problems.length > 0
    ? { status: 'warning', message: notes || 'iMIS gives no reason' }
    : { status: 'imported' };
}

/** Of a package that failed or was cancelled: what stands was imported. */
export function judgeBroken({ row, problems, now }: Known, why: string): Judgement {
  if (stands(row, now)) return { status: 'imported' };
  if (movedOn(row, now) || replaced(row, now))
    return { status: 'unknown', message: `${why}; the subscription shows a later term` };
  const said = problems.map((one) => one.message).filter(Boolean);
  return { status: 'error', message: [...said, why].join('; ') };
}

/** Of a package that was never seen itself. `isRecorded`: is it known that the row did not stand before it was sent? */
export function judgeUnseen({ row, now }: Known, isRecorded: boolean): Judgement {
  if (stands(row, now))
    return isRecorded
      ? { status: 'imported' }
      : { status: 'already-done', message: 'stands in iMIS; that it was sent is not on record' };
  const seen = movedOn(row, now) || replaced(row, now) ? 'a later term stands there' : 'the row does not stand';
  return { status: 'unknown', message: `${seen}, and its package is not known: look at it in iMIS` };
}

/** Of a row that was not sent. `now`: as it stands since; a later term may have gone again. */
export function judgeLeft({ row, now }: Pick<Known, 'row' | 'now'>, wasReplaced: boolean): Judgement {
  if (!wasReplaced) return { status: 'already-done', message: 'stood in iMIS before, and was not sent' };
  const from = replaced(row, now) ? `a later term stands there (from ${now!.billBegin})` : 'a later term stood there';
  return { status: 'not-sent', message: `${from}: not sent, since an import would set the dates back` };
}

/** Dates of the contact that stayed behind; later ones come from a later row. They follow only the primary product of a
 * billable customer type (RESTRICTED flow 1, notes), so this is never an error. */
function behind(row: Row, { paidThru, renewedThru, joinDate }: PartyDates): string | undefined {
  const late = [
    row.paidThru !== undefined && (paidThru ?? '') < row.paidThru && 'PaidThruDate',
    (renewedThru ?? '') < row.billThrough && 'RenewedThruDate',
    joinDate === undefined && 'JoinDate',
  ].filter((name) => name !== false);
  return late.length > 0
    ? `${late.join(', ')} of the contact did not follow (only the primary product of a billable type moves them)`
    : undefined;
}

/** Problems by row, and whether all of them could be told apart. */
export function problemsOf(
  rows: readonly Row[],
  problems: readonly PackageRow[],
): { of(row: Row): PackageRow[]; allPlaced: boolean } {
  const fits = (row: Row, one: PackageRow): boolean =>
    one.partyId === ''
      ? one.externalId !== undefined && one.externalId === row.externalId
      : sameId(one.partyId, row.partyId);
  return {
    of: (row) => problems.filter((one) => fits(row, one)),
    allPlaced: problems.every((one) => rows.some((row) => fits(row, one))),
  };
}
