/** Rows whose term a later one has replaced: iMIS keeps one row for a party and product. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings } from '../simulator/index.js';
import { fileOf, importsOf, ledgerOf, linesOf, row, rowsOf, type Imports, type TestRow } from './import-rows.js';

let bench: Bench;
let imports: Imports;
beforeAll(async () => {
  bench = await openBench();
  imports = importsOf(bench);
});
afterAll(async () => {
  expect(bench.sim.defects).toEqual([]);
  await bench.close();
});

const NEXT = { billBegin: '2027-01-01', billThrough: '2027-12-31', paidThru: '2027-12-31' };
const LATER = 'a later term stands there (from 2027-01-01): not sent, since an import would set the dates back';

/** The office renews a member into the next term and takes the money. */
const renew = ({ partyId, productCode: itemId }: TestRow): void =>
  void bench.sim.world.putSubscription({ partyId, itemId, ...NEXT, billedAmount: '95.00', paymentAmount: '95.00' });
const paidThru = ({ partyId }: TestRow) =>
  bench.sim.world.store.subscriptions.all().find((one) => one.partyId === partyId && one.itemId === 'REG')?.paidThru;

test('a row whose term was renewed meanwhile is not sent again; one of the same term that differs is', async () => {
  const [stands, renewed, corrected] = rowsOf(bench, 3) as [TestRow, TestRow, TestRow];
  await imports.run([stands, renewed, { ...corrected, paidAmount: '0.00', paidThru: '' }]);
  renew(renewed);
  const report = await imports.run([stands, renewed, corrected]);
  expect(ledgerOf(bench, report, 'import.applied').map(({ partyId }) => partyId)).toEqual([corrected.partyId]);
  expect(paidThru(renewed)).toBe(NEXT.paidThru);
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { imported: 1, alreadyDone: 1, notSent: 1, unknown: 0 },
  });
  expect(await linesOf(report)).toMatchObject([
    { status: 'already-done', packageId: '' },
    { status: 'not-sent', message: LATER, packageId: '' },
    { status: 'imported' },
  ]);
  const packageReport = await bench.report(`importPackage:${bench.tenant.name}:${report.ids['jobId']}:1`);
  expect(packageReport.notes).toEqual(['package 1: 1 row not sent, since a later term stands there']);
});

test('a package whose rows all stand or were renewed is not sent at all', async () => {
  const rows = rowsOf(bench, 3);
  await imports.run(rows);
  rows.slice(1).forEach(renew);
  const file = await fileOf(bench, rows);
  const report = await bench.run('importDues', { file, occasion: 'again' });
  imports.cases.push({ report, input: { file, occasion: 'again' } });
  expect(ledgerOf(bench, report, 'import.accepted')).toEqual([]);
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { alreadyDone: 1, notSent: 2 } });
});

test('two terms of one party in one file: a repeat sends neither of them again', async () => {
  const [first] = rowsOf(bench, 1) as [TestRow];
  const rows = [first, row(first.partyId, { ...NEXT, transactionDate: '2027-01-05' })];
  expect(await imports.run(rows)).toMatchObject({ verdict: 'completed', result: { packages: 2, imported: 2 } });
  const file = await fileOf(bench, rows);
  const report = await bench.run('importDues', { file, occasion: 'again' });
  imports.cases.push({ report, input: { file, occasion: 'again' } });
  expect(ledgerOf(bench, report, 'import.accepted')).toEqual([]);
  expect(paidThru(first)).toBe(NEXT.paidThru);
  expect(report).toMatchObject({ result: { imported: 0, alreadyDone: 1, notSent: 1 } });
  expect(await linesOf(report)).toMatchObject([{ status: 'not-sent', message: LATER }, { status: 'already-done' }]);
});

test('the records agree with every report of these tests', async () => {
  expect(imports.cases).toHaveLength(6);
  expect(allFindings(await bench.sim.judge(imports.cases))).toEqual([]);
});
