import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings, type Fault } from '../simulator/index.js';
import type { Report } from '../../workflows/contracts/report.js';
import { acceptPackage } from '../simulator/world/import-line.js';
import { importsOf, ledgerOf, rowsOf, type Imports, type TestRow } from './import-rows.js';

let bench: Bench;
let imports: Imports;
beforeAll(async () => {
  bench = await openBench();
  imports = importsOf(bench);
  // From here on an id is known, after which those of lost packages are looked for.
  await imports.run(rowsOf(bench, 1));
});
afterAll(async () => {
  expect(bench.sim.defects).toEqual([]);
  await bench.close();
});

const accepted = (report: Report) => ledgerOf(bench, report, 'import.accepted');
const fault = (rows: TestRow[], kind: Fault, operation = 'ImportPackage') =>
  bench.sim.faults.add({ operation, contains: rows[0]!.partyId }, kind);

describe('an answer that is lost', () => {
  const saved: Fault[] = [
    { kind: 'drop-after' },
    { kind: '500-after' },
    { kind: 'html-502-after' },
    { kind: 'truncated-json' },
    { kind: 'late', lateMs: 1500 },
  ];
  const nothing: Fault[] = [
    { kind: 'drop-before' },
    { kind: '500-before' },
    { kind: 'false-200' },
    { kind: 'timeout-before' },
    { kind: 'service-failure' },
  ];

  test.each([
    ['was taken over, and is found by its job id', saved],
    ['was not taken over, and is sent again', nothing],
  ])('a package %s: it is accepted once, beside others in the same trouble', async (_, faults) => {
    const all = faults.map((kind) => ({ kind, rows: rowsOf(bench, 3) }));
    all.forEach(({ kind, rows }) => fault(rows, kind));
    const reports = await Promise.all(all.map(({ rows }) => imports.run(rows)));
    const seen = reports.map((report, index) => [
      faults[index]!.kind,
      report.verdict,
      report.result['imported'],
      accepted(report).length,
    ]);
    expect(seen).toEqual(faults.map(({ kind }) => [kind, 'completed', 3, 1]));
  });

  test('packages of others that came in between are not taken for ours', async () => {
    const rows = rowsOf(bench, 2);
    const office = (jobId: string) => () => void acceptPackage(bench.sim.world.store, { user: 'staff' }, jobId, []);
    bench.sim.onHit({ operation: 'ImportPackage', contains: rows[0]!.partyId }, 'before', office('office-1'));
    bench.sim.onHit({ operation: 'ImportPackage', contains: rows[0]!.partyId }, 'after', office('office-2'));
    fault(rows, { kind: 'drop-after' });
    const report = await imports.run(rows);
    expect(report).toMatchObject({ verdict: 'completed', result: { imported: 2 } });
    expect(accepted(report)).toHaveLength(1);
  });

  test('a package flow that is ended by hand and begun again finds what the one before had sent', async () => {
    const rows = rowsOf(bench, 2);
    const rule = fault(rows, { kind: 'late', lateMs: 1500 });
    const { firstPackage, ended } = await imports.start(rows);
    while (!bench.sim.faults.list().some(({ id, hits }) => id === rule && hits > 0)) await sleep(10);
    await bench.client.workflow.getHandle(firstPackage).terminate('by hand');
    const first = await ended();
    expect(first).toMatchObject({ verdict: 'completed-with-exceptions', result: { unknown: 2 } });
    const input = { contentHash: first.ids['contentHash']!, jobId: first.ids['jobId']!, n: 1 };
    const report = await bench.run('importPackage', input);
    imports.cases.push({ report, input });
    expect(report).toMatchObject({
      verdict: 'completed',
      result: { imported: 2 },
      steps: [{ outcome: 'done', owner: 'us' }, {}],
    });
    expect(accepted(first)).toHaveLength(1);
  });

  test('a package that does not say its job id before it has ended is waited for', async () => {
    Object.assign(bench.sim.switches, { importJobIdShown: 'finished', importRowMs: 400 });
    const rows = rowsOf(bench, 3);
    fault(rows, { kind: 'drop-after' });
    const report = await imports.run(rows);
    Object.assign(bench.sim.switches, { importJobIdShown: 'always', importRowMs: 0 });
    expect(report).toMatchObject({ verdict: 'completed', result: { imported: 3 } });
    expect(accepted(report)).toHaveLength(1);
  });
});

test('the records agree with every report of these tests', async () => {
  expect(imports.cases.length).toBeGreaterThan(13);
  expect(allFindings(await bench.sim.judge(imports.cases))).toEqual([]);
});
