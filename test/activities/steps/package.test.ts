import { describe, expect, test } from '@jest/globals';
import type { Imis } from '../../../activities/imis/api.js';
import type { PackageRow, PackageStatus } from '../../../activities/imis/dues-import.js';
import type { Row } from '../../../activities/imports/row.js';
import { searchPackage } from '../../../activities/steps/imports/package-ids.js';
import { judgeBroken, judgeCompleted, judgeUnseen, problemsOf } from '../../../activities/steps/imports/package-judge.js';
import { inAddresses, replaced, shows, stands, toDuesRow } from '../../../activities/steps/imports/package-rows.js';
import { now, row, standing } from './package-row.js';

const unpaid: Row = { ...row, paidThru: undefined };

describe('a row stands', () => {
  test.each([
    ['as imported', row, standing, true],
    ['paid further', row, now({ paidThru: '2027-12-31' }), true],
    ['though the membership was ended since', row, now({ active: false }), true],
    ['paid, where the row gives no date', unpaid, now({ paidThru: undefined }), true],
    ['not: absent', row, undefined, false],
    ['not: another term', row, now({ billBegin: '2025-01-01' }), false],
    ['not: a longer term', row, now({ billThrough: '2027-12-31' }), false],
    ['not: another amount', row, now({ billedAmount: '90.00' }), false],
    ['not: billed, not paid', row, now({ paidThru: undefined }), false],
    [
      'not: open, where the row gives no date',
      unpaid,
      now({ paidThru: undefined, paymentAmount: '0.00', balance: '95.00' }),
      false,
    ],
  ])('%s', (_, given, seen, expected) => expect(stands(given, seen)).toBe(expected));

  test('a later term has taken its place: shown, but no proof', () => {
    const later = now({ billBegin: '2027-01-01', billThrough: '2027-12-31', paidThru: '2027-12-31' });
    expect([shows(row, later), stands(row, later), replaced(row, later)]).toEqual([true, false, true]);
  });
});

test('ids fit into addresses: a hundred at a time, or as many as an address takes', () => {
  expect(inAddresses([])).toEqual([]);
  expect(inAddresses(Array.from({ length: 250 }, (_, n) => String(n))).map((ids) => ids.length)).toEqual([
    100, 100, 50,
  ]);
  const long = Array.from({ length: 40 }, (_, n) => `${n}`.padStart(97, '0'));
  expect(inAddresses(long).map((ids) => ids.length)).toEqual([15, 15, 10]);
  expect(inAddresses(long).flat()).toEqual(long);
});

test('a payment goes along only when something was paid', () => {
  expect(toDuesRow({ ...row, paymentReference: 'CHK-1' }).payment).toMatchObject({
    amount: '95.00',
    methodId: 'CASH',
    reference: 'CHK-1',
  });
  expect(toDuesRow({ ...row, paidAmount: '0.00' }).payment).toBeUndefined();
});

describe('what became of a row', () => {
  const problem = (type: PackageRow['type'], partyId = '7'): PackageRow => ({ partyId, type, message: 'said' });
  const known = { row, problems: [] as PackageRow[], now: standing, wasRead: true };
  const dates = { paidThru: '2026-12-31', renewedThru: '2026-12-31', joinDate: '2020-01-01' };

  test.each([
    ['imported', known],
    ['imported', { ...known, wasRead: false, now: undefined }],
    ['imported', { ...known, dates }],
    ['warning', { ...known, dates: { ...dates, paidThru: '2025-12-31' } }],
    ['warning', { ...known, problems: [problem('warning')] }],
    ['error', { ...known, problems: [problem('error'), problem('warning')], now: undefined }],
    ['warning', { ...known, problems: [problem('error')] }],
    ['unknown', { ...known, now: undefined }],
    ['unknown', { ...known, problems: [problem('warning')], now: now({ paidThru: undefined }) }],
  ])('of a completed package: %s', (status, one) => expect(judgeCompleted(one).status).toBe(status));

  test.each([
    ['imported', standing],
    ['error', undefined],
    ['unknown', now({ billBegin: '2027-01-01', billThrough: '2027-12-31' })],
  ])('of a broken package: %s', (status, seen) =>
    expect(judgeBroken({ ...known, now: seen }, 'Failed').status).toBe(status),
  );

  test('of a package that was never seen', () => {
    const { status } = judgeUnseen({ ...known, now: undefined }, true);
    expect([judgeUnseen(known, true).status, judgeUnseen(known, false).status, status]).toEqual([
      'imported',
      'already-done',
      'unknown',
    ]);
    const later = now({ billBegin: '2027-01-01', billThrough: '2027-12-31' });
    expect(judgeUnseen({ ...known, now: later }, true)).toMatchObject({
      status: 'unknown',
      message: expect.stringContaining('a later term stands there'),
    });
  });

  test('a problem belongs to its party, else to its external id; what belongs to none is told', () => {
    const rows = [row, { ...row, partyId: '8A', externalId: 'X-8' }];
    const found = problemsOf(rows, [problem('error', '8a'), { ...problem('warning', ''), externalId: 'L2' }]);
    expect(rows.map((one) => found.of(one).map(({ type }) => type))).toEqual([['warning'], ['error']]);
    expect(found.allPlaced).toBe(true);
    expect(problemsOf(rows, [problem('error', '9')]).allPlaced).toBe(false);
  });
});

describe('the search for a lost package', () => {
  type Known = { status: PackageStatus; jobId?: string };
  const NUMBERS: Partial<Record<PackageStatus, number>> = { InProcess: 2, Completed: 3 };
  const imis = (packages: Record<number, Known>): Imis =>
    ({
      ask: (
        _path: string,
        { OperationName, DuesImportPackageId: id }: { OperationName: string; DuesImportPackageId: number },
      ) => {
        const found = packages[id];
        const status = found ? NUMBERS[found.status] : 0;
        const results = {
          DuesImportPackageId: id,
          DuesImportJobId: found?.jobId,
          TaskSummaryData: { DuesImportPackageStatus: status },
        };
        return Promise.resolve({
          IsSuccessStatusCode: true,
          Result: OperationName === 'GetPackageStatus' ? status : results,
        });
      },
    }) as unknown as Imis;
  const done = (jobId?: string): Known => ({ status: 'Completed', ...(jobId !== undefined && { jobId }) });

  test('finds it over gaps, by its job id alone', async () => {
    expect(await searchPackage(imis({ 11: done('other-1'), 20: done('JOB-1') }), 'job-1', 10)).toEqual({
      packageId: 20,
    });
  });

  test('is sure of its absence when ten ids in a row are not known', async () => {
    expect(await searchPackage(imis({ 12: done('other-1'), 23: done('job-1') }), 'job-1', 10)).toEqual({
      absent: true,
      highest: 12,
    });
  });

  test('is not sure of a package without a job id, nor of too many', async () => {
    expect(await searchPackage(imis({ 11: done() }), 'job-1', 10)).toEqual({
      unsure: expect.stringContaining('package 11'),
    });
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [11 + n, done(`other-${n}`)]));
    expect(await searchPackage(imis(many), 'job-1', 10)).toEqual({ unsure: expect.stringContaining('more than 200') });
  });

  test('waits for one at work that does not say its job id', async () => {
    await expect(searchPackage(imis({ 11: { status: 'InProcess' } }), 'job-1', 10)).rejects.toThrow(
      'still being processed',
    );
  });
});
