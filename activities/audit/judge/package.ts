/** Do the rows of an imported package stand? A later term covers an earlier one, as it did when the results were told. Pure. */
import type { ResultLine } from '../../imports/package-results.js';
import type { Row } from '../../imports/row.js';
import type { Subscription } from '../../imis/subscription.js';
import { movedOn, replaced, shows } from '../../steps/imports/package-rows.js';
import { ANY_ROW } from '../later.js';
import { explain, traced, type Finding, type Told } from './finding.js';
import { changeOf, named, rowChanges, rowWrites } from './term.js';

/** One row of the package, its result, and what iMIS shows of it now. */
export interface ImportedRow {
  row: Row;
  result: ResultLine | undefined;
  now: Subscription | undefined;
}

const STANDS: (ResultLine['status'] | undefined)[] = ['imported', 'warning', 'already-done'];

export function judgePackage(rows: readonly ImportedRow[], told: Told): Finding[] {
  return rows.flatMap(({ row, result, now }) => {
    const { partyId, productCode: itemId, billBegin, billThrough } = row;
    const gone = now !== undefined && (!now.active || now.cancelledAsOf !== undefined) && !replaced(row, now);
    if (!STANDS.includes(result?.status) || (shows(row, now) && !gone)) return [];
    const common = { record: named({ partyId, itemId }), reported: `imported from ${billBegin} through ${billThrough}, line ${row.line}`, changed: rowChanges({ partyId, itemId }).filter((record) => record !== ANY_ROW) };
    if (!now) return [explain({ ...common, found: 'there is no such row', trace: 'no', because: 'rows are ended, not deleted' }, told)];
    if (!gone && movedOn(row, now)) return [];
    const found = gone ? (now.cancelledAsOf === undefined ? 'the row is inactive' : `the row is cancelled as of ${now.cancelledAsOf}`) : `from ${now.billBegin ?? 'an unknown day'} through ${now.billThrough ?? 'an unknown day'}, paid through ${now.paidThru ?? 'no day'}`;
    // As which user an import writes is unknown.
    return [explain({ ...common, found, written: rowWrites(now), ...traced(changeOf(now), told, false) }, told)];
  });
}
