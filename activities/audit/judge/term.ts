/** Does a subscription's term stand as reported, or is it gone as reported? Pure. */
import type { InvoiceSummary } from '../../imis/invoice.js';
import type { Subscription } from '../../imis/subscription.js';
import { equal, minus, positive } from '../../steps/money.js';
import type { NoTermClaim, TermClaim } from '../claim.js';
import { ANY_ROW, chaptersOf, rowOf, touched, touchedInvoice } from '../later.js';
import { explain, traced, type Difference, type Finding, type Told } from './finding.js';

const stands = (row: Subscription): boolean => row.active && row.cancelledAsOf === undefined;
const beginOf = (row: Subscription): string | undefined => row.billBegin ?? row.beginDate;
export const named = ({ partyId, itemId }: { partyId: string; itemId: string }): string => `subscription ${itemId} of party ${partyId}`;
export const changeOf = ({ lastUpdated, updatedBy }: Subscription) => ({ updatedOn: lastUpdated, updatedBy });

/** Later flows of ours that may have changed the row, and those that have written to it. */
export const rowChanges = (row: { partyId: string; itemId: string }): string[] => [rowOf(row), ANY_ROW, ...(row.itemId.includes('/') ? [chaptersOf(row.partyId)] : [])];
export const rowWrites = ({ partyId, billToPartyId = partyId, invoiceId }: Subscription): string[] => [touched(partyId), touched(billToPartyId), ...(invoiceId === undefined ? [] : [touchedInvoice(invoiceId)])];

export function judgeTerm(claim: TermClaim, row: Subscription | undefined, told: Told): Finding | undefined {
  const { begin, through, billedAmount, ours } = claim;
  const reported = `from ${begin ?? 'an unknown day'} through ${through ?? 'an unknown day'}${billedAmount === undefined ? '' : `, billed ${billedAmount}`}`;
  const common = { record: named(claim), reported, changed: rowChanges(claim) };
  if (!row) return explain({ ...common, found: 'there is no such row', trace: 'no', because: 'rows are ended, not deleted' }, told);
  const found = wrongOf(claim, row);
  if (found === undefined) return undefined;
  // Whoever made it: the term of the report has had its time.
  const moved = begin !== null && (beginOf(row) ?? '') > begin;
  const { because, ...since } = traced(changeOf(row), told, ours);
  const { byUs } = since;
  const mover = moved && byUs ? told.later(common.changed) : undefined;
  if (mover) return { kind: 'superseded', record: common.record, reported, found, evidence: `a later term has taken its place, by a later flow of ours: ${mover.workflowId} closed on ${mover.closedAt}` };
  return explain({ ...common, found, written: rowWrites(row), ...(moved ? { trace: 'yes', because: `a later term has taken its place; ${because}` } : { ...since, because }) }, told);
}

function wrongOf({ begin, through, billedAmount }: TermClaim, row: Subscription): string | undefined {
  const present = `from ${beginOf(row) ?? 'an unknown day'} through ${row.billThrough ?? 'an unknown day'}`;
  if (begin !== null && beginOf(row) !== begin) return `the row stands at the term ${present}`;
  if (!stands(row)) return row.cancelledAsOf === undefined ? 'the row is inactive' : `the row is cancelled as of ${row.cancelledAsOf}`;
  if (through !== null && row.billThrough !== through) return `the row stands at the term ${present}`;
  if (billedAmount !== undefined && !equal(row.billedAmount, billedAmount)) return `the row is billed ${row.billedAmount}`;
  return undefined;
}

/** `invoice`: the persisted one that was reversed with it. */
export function judgeNoTerm(claim: NoTermClaim, row: Subscription | undefined, invoice: InvoiceSummary | undefined, told: Told): Finding | undefined {
  const { begin, invoiceId } = claim;
  const since = row ? traced(changeOf(row), told, true) : ({ trace: 'no', because: 'there is no row' } as const);
  const difference: Omit<Difference, 'found'> = { record: named(claim), reported: `the term from ${begin} was taken back`, changed: rowChanges(claim), ...(row && { written: rowWrites(row) }), ...since };
  if (row && stands(row) && beginOf(row) === begin) return explain({ ...difference, found: `the row stands at the term from ${begin}` }, told);
  const owed = invoice && minus(invoice.balance, invoice.pendingAmount);
  if (owed === undefined || !positive(owed)) return undefined;
  return explain({ ...difference, record: `invoice ${invoiceId}`, found: `${owed} is owed on it` }, told);
}
