import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { allFindings, type FlowCase } from '../simulator/index.js';
import { fileOf, ledgerOf, linesOf, readyFile, row, rowsOf, toCsv, toJsonl } from './import-rows.js';

let bench: Bench;
const cases: FlowCase[] = [];
beforeAll(async () => (bench = await openBench()));
afterAll(async () => {
  expect(bench.sim.defects).toEqual([]);
  await bench.close();
});

async function importing(input: InputOf<'importDues'>): Promise<Report> {
  const report = await bench.run('importDues', input);
  cases.push({ report, input });
  return report;
}

test('250 rows go in three packages, in the order of the file; each row has its line', async () => {
  const file = await fileOf(bench, rowsOf(bench, 250));
  const report = await importing({ file });
  expect(report).toMatchObject({
    verdict: 'completed',
    result: { rows: 250, bad: 0, packages: 3, imported: 250, warnings: 0, errors: 0, notSent: 0, unknown: 0 },
  });
  expect(ledgerOf(bench, report, 'import.accepted').map(({ jobId, parties }) => [jobId, parties])).toEqual(
    [100, 100, 50].map((parties, index) => [`${report.ids['jobId']}-${index + 1}`, parties]),
  );
  expect(ledgerOf(bench, report, 'import.applied')).toHaveLength(250);
  const lines = await linesOf(report);
  expect(lines.map(({ line }) => Number(line))).toEqual(Array.from({ length: 250 }, (_, index) => index + 2));
});

test('a file with a bad row is refused as a whole: nothing is sent, and the report names line and column', async () => {
  const rows = [...rowsOf(bench, 3), row(bench.sim.world.addMembers(1)[0]!, { billThrough: '2026-13-01' })];
  const file = await fileOf(bench, rows);
  const report = await importing({ file });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'read rows' } });
  expect(report.cause!.message).toMatch(/1 of 4 rows are bad.*line 5, billThrough: must be a calendar date/);
  expect(bench.sim.ledger.filter(({ partyId }) => rows.some((one) => one.partyId === partyId))).toEqual([]);
  expect((await readFile(`${file}.results.csv`, 'utf8')).match(/not-sent/g)).toHaveLength(4);
});

test('with skip-row the good rows are sent, and the verdict says that some were left out', async () => {
  const [good, ...others] = rowsOf(bench, 3);
  const file = await fileOf(bench, [
    good!,
    { ...others[0]!, paidAmount: '96.00' },
    { ...others[1]!, billedAmount: '1,000' },
  ]);
  const report = await importing({ file, onBadRow: 'skip-row' });
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { rows: 3, bad: 2, imported: 1, notSent: 2 },
  });
  expect(ledgerOf(bench, report, 'import.applied').map(({ partyId }) => partyId)).toEqual([good!.partyId]);
  expect((await linesOf(report)).map(({ line, status }) => [line, status])).toEqual([
    ['3', 'not-sent'],
    ['4', 'not-sent'],
    ['2', 'imported'],
  ]);
});

test('errors and warnings of single parties stand in the results file, and nowhere else', async () => {
  const [good, late, absent] = rowsOf(bench, 3);
  bench.sim.world.putSubscription({
    partyId: late!.partyId,
    itemId: 'REG',
    billBegin: '2026-01-01',
    billThrough: '2027-12-31',
    paidThru: '2027-12-31',
  });
  const file = await fileOf(bench, [
    good!,
    late!,
    { ...absent!, partyId: 'NOBODY' },
    { ...row(good!.partyId), productCode: 'NOTHING' },
  ]);
  const report = await importing({ file });
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { imported: 1, warnings: 1, errors: 2 },
  });
  const said = Object.fromEntries(
    (await linesOf(report)).map(({ line, status, message }) => [line, [status, message]]),
  );
  expect(said).toMatchObject({
    2: ['imported', ''],
    4: ['error', expect.stringContaining('does not exist')],
    5: ['error', expect.stringContaining('NOTHING')],
  });
  expect(said['3']![0]).toBe('warning');
  const history = JSON.stringify(
    (
      await bench.client.workflow
        .getHandle(`importPackage:${bench.tenant.name}:${report.ids['jobId']}:1`)
        .fetchHistory()
    ).events,
  );
  expect(Buffer.from(history).includes('does not exist')).toBe(false);
  expect(JSON.stringify(report)).not.toMatch(/NOBODY|does not exist/);
});

test('the same rows are one import, whatever the file, its form and the id of the run', async () => {
  const rows = rowsOf(bench, 5);
  const first = await importing({ file: await fileOf(bench, rows) });
  const again = await importing({ file: await fileOf(bench, rows, toJsonl) });
  const { ended } = await bench.start(
    'importDues',
    { rows: rows.map((one) => ({ ...one })) },
    { workflowId: `other-${bench.tenant.name}` },
  );
  const inline = await ended;
  for (const report of [again, inline]) expect(report).toEqual(first);
  expect(first.workflowId).toMatch(new RegExp(`^importDues:${bench.tenant.name}:[0-9a-f]{20}$`));
  expect(ledgerOf(bench, first, 'import.accepted')).toHaveLength(1);
});

test('rows that stand in iMIS are not sent again: a corrected whole file is safe', async () => {
  const rows = rowsOf(bench, 4);
  const first = await fileOf(bench, [...rows.slice(0, 3), { ...rows[3]!, productCode: 'NOTHING' }]);
  await importing({ file: first });
  const second = await fileOf(bench, rows);
  const report = await importing({ file: second });
  expect(report).toMatchObject({ verdict: 'completed', result: { imported: 1, alreadyDone: 3 } });
  expect(ledgerOf(bench, report, 'import.applied').map(({ partyId }) => partyId)).toEqual([rows[3]!.partyId]);
  const third = await importing({ file: second, occasion: 'once more' });
  expect(third).toMatchObject({ verdict: 'completed', result: { imported: 0, alreadyDone: 4 } });
  expect(ledgerOf(bench, third, 'import.accepted')).toEqual([]);
});

test('what iMIS says is imported and does not show is unknown; dates that stay behind are a warning', async () => {
  const rows = [
    ...rowsOf(bench, 2),
    ...bench.sim.world.addMembers(1).map((partyId) => row(partyId, { productCode: 'JOUR' })),
  ];
  bench.sim.onHit({ operation: 'GetPackageResults', contains: '' }, 'before', () => {
    bench.sim.staff.changeSubscription(rows[1]!.partyId, 'REG', { billThrough: '2025-12-31', paidThru: '2025-12-31' });
  });
  const report = await importing({ file: await fileOf(bench, rows), readBack: 'all' });
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { imported: 1, warnings: 1, unknown: 1 },
  });
  const [first, hidden, journal] = await linesOf(report);
  expect(first).toMatchObject({ status: 'imported' });
  expect(hidden).toMatchObject({ status: 'unknown', message: expect.stringContaining('does not show it') });
  expect(journal).toMatchObject({ status: 'warning', message: expect.stringContaining('PaidThruDate') });
});

test('a file that is not there, or has changed since it was read, is a fault of the input', async () => {
  expect(
    await bench.run('importDues', { file: join(bench.dataDir, 'no-such.csv') }).catch((error: unknown) => error),
  ).toMatchObject({ cause: { type: 'InvalidInput' } });
  const rows = rowsOf(bench, 2);
  const { input } = await readyFile(bench, rows);
  await writeFile(input.file!, toCsv(rows.slice(1)));
  expect(await bench.run('importDues', input)).toMatchObject({
    verdict: 'rejected',
    cause: { type: 'InvalidInput', message: expect.stringContaining('no longer what this import began with') },
  });
});

test('the records agree with every report of these tests', async () => {
  expect(cases.length).toBeGreaterThan(8);
  expect(allFindings(await bench.sim.judge(cases))).toEqual([]);
});
