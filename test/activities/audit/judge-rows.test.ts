/** Judges of fields, joining and packages. */
import { describe, expect, test } from '@jest/globals';
import { judgeFields, judgeJoined } from '../../../activities/audit/judge/changes.js';
import { judgePackage } from '../../../activities/audit/judge/package.js';
import type { FieldsClaim } from '../../../activities/audit/claim.js';
import type { Row } from '../../../activities/imports/row.js';
import type { ResultLine } from '../../../activities/imports/package-results.js';
import type { Subscription } from '../../../activities/imis/subscription.js';
import { byStaff, row, THEN, told, WEEKS_LATER } from './told.js';

const ROW = 'row:7|REG';

describe('fields of a row', () => {
  const claim = (changes: Partial<FieldsClaim> = {}): FieldsClaim => ({ kind: 'fields', partyId: '7', itemId: 'REG', values: { cancelledAsOf: '2026-06-30', billedAmount: '40.00' }, undone: false, ours: true, ...changes });
  const wished = row({ cancelledAsOf: '2026-06-30', billedAmount: '40' });

  test('are as wished', () => {
    expect(judgeFields(claim(), wished, told())).toBeUndefined();
    expect(judgeFields(claim({ values: { status: 'Inactive', sourceCode: null } }), row({ active: false }), told())).toBeUndefined();
  });

  test('only those that differ are named', () => {
    expect(judgeFields(claim(), row({ ...byStaff, cancelledAsOf: '2026-06-30' }), told())).toMatchObject({ kind: 'drift', found: 'billedAmount 95.00' });
    expect(judgeFields(claim(), row(), told())).toMatchObject({ kind: 'false-word', found: 'cancelledAsOf empty, billedAmount 95.00' });
    expect(judgeFields(claim(), row(), told({ [ROW]: {} }))).toMatchObject({ kind: 'superseded' });
    expect(judgeFields(claim(), undefined, told())).toMatchObject({ kind: 'false-word' });
  });

  test('PaidThru alone: payments move it, so that nothing can be said', () => {
    const moved = claim({ values: { paidThru: '2026-06-30' } });
    expect(judgeFields(moved, row(), told())).toMatchObject({ kind: 'unknown', found: 'paidThru 2026-12-31' });
    expect(judgeFields(moved, row(byStaff), told())).toMatchObject({ kind: 'drift' });
  });

  test('that were put back are wrong only when all of them are as they were not to be', () => {
    const undone = claim({ undone: true });
    expect(judgeFields(undone, row({ cancelledAsOf: '2026-06-30' }), told())).toBeUndefined();
    expect(judgeFields(undone, undefined, told())).toBeUndefined();
    expect(judgeFields(undone, wished, told())).toMatchObject({ kind: 'false-word', reported: expect.stringContaining('put back') as unknown });
    expect(judgeFields(undone, { ...wished, ...byStaff }, told())).toMatchObject({ kind: 'drift' });
  });
});

describe('joining', () => {
  const claim = { kind: 'joined', partyId: '7', joinDate: '2026-01-01', customerTypeCode: 'M' } as const;
  const party = { joinDate: '2026-01-01', customerTypeCode: 'M' };

  test('shows on the party, until somebody changes that', () => {
    expect(judgeJoined(claim, party, told())).toBeUndefined();
    expect(judgeJoined({ ...claim, joinDate: null }, { customerTypeCode: 'M' }, told())).toBeUndefined();
    const lapsed = { ...party, customerTypeCode: 'NM' };
    expect(judgeJoined(claim, { ...lapsed, updatedBy: 'STAFF', updatedOn: WEEKS_LATER }, told())).toMatchObject({ kind: 'drift', found: 'CustomerTypeCode NM' });
    expect(judgeJoined(claim, { ...lapsed, updatedBy: 'STAFF', updatedOn: THEN }, told())).toMatchObject({ kind: 'unknown' });
    expect(judgeJoined(claim, { ...lapsed, updatedBy: 'duesflow', updatedOn: THEN }, told())).toMatchObject({ kind: 'false-word' });
    expect(judgeJoined(claim, lapsed, told({ 'party:7': {} }))).toMatchObject({ kind: 'superseded' });
    expect(judgeJoined(claim, undefined, told())).toMatchObject({ kind: 'unknown', found: 'there is no such party' });
  });
});

describe('rows of a package', () => {
  const imported = { partyId: '7', productCode: 'REG', billBegin: '2026-01-01', billThrough: '2026-12-31', paidThru: '2026-12-31', billedAmount: '95.00', paidAmount: '95.00', line: 2 } as Row;
  const kinds = (status: ResultLine['status'] | undefined, now: Subscription | undefined, context = told()) =>
    judgePackage([{ row: imported, result: status && ({ line: 2, status } as ResultLine), now }], context).map(({ kind }) => kind);

  test('stand, or a later term does', () => {
    for (const status of ['imported', 'warning', 'already-done'] as const) expect(kinds(status, row())).toEqual([]);
    expect(kinds('imported', row({ billBegin: '2027-01-01', billThrough: '2027-12-31' }))).toEqual([]);
  });

  test('of which nothing was claimed are not looked for', () => {
    for (const status of ['error', 'not-sent', 'unknown', undefined] as const) expect(kinds(status, undefined)).toEqual([]);
  });

  test('that do not stand: as which user an import writes is unknown, so that time alone tells', () => {
    expect(kinds('imported', row({ active: false, ...byStaff }))).toEqual(['unknown']);
    expect(kinds('imported', row({ active: false, updatedBy: 'STAFF', lastUpdated: WEEKS_LATER }))).toEqual(['drift']);
    expect(kinds('imported', row({ cancelledAsOf: '2026-03-31' }))).toEqual(['false-word']);
    expect(kinds('imported', row({ paidThru: '2025-12-31', lastUpdated: WEEKS_LATER }))).toEqual(['drift']);
    expect(kinds('imported', undefined)).toEqual(['false-word']);
    expect(kinds('imported', row({ active: false }), told({ [ROW]: {} }))).toEqual(['superseded']);
  });
});
