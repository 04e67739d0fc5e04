/** The first import of a tenant: no package id is known after which a lost one could be looked for. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings, type Fault } from '../simulator/index.js';
import { acceptPackage } from '../simulator/world/import-line.js';
import { correctingFile } from '../../activities/imports/correcting.js';
import { ledgerOf, linesOf, packageFlow, parkedSoon, readyFile, row, rowsOf } from './import-rows.js';

let bench: Bench;
beforeEach(async () => (bench = await openBench({ tenant: { settleMs: 1500 } })));
afterEach(async () => await bench.close());

async function startLost(fault: Fault, rows = rowsOf(bench, 2)) {
  const { input, jobId } = await readyFile(bench, rows);
  bench.sim.faults.add({ operation: 'ImportPackage' }, fault);
  const { ended } = await bench.start('importDues', input);
  return { rows, input, jobId, ended, id: packageFlow(bench, jobId, 1) };
}

test('a lost answer parks, since nobody can say; the package named by a person must be ours', async () => {
  bench.sim.switches.importQueueMs = 60_000;
  acceptPackage(bench.sim.world.store, { user: 'staff' }, 'office', []);
  const { id, ended, input, jobId } = await startLost({ kind: 'drop-after' });
  const { parked } = await parkedSoon(bench, id);
  expect(parked).toMatchObject({
    step: 'import package',
    verbs: ['retry', 'skip', 'markDone'],
    why: expect.stringContaining(`job id ${jobId}-1`),
  });
  for (const [ref, why] of [
    ['8001', 'has the job id office'],
    ['8003', 'knows no package'],
    ['CHK-1', 'must be the number'],
  ] as const)
    await expect(bench.decide(id, 'markDone', { ref })).rejects.toThrow(why);
  await bench.decide(id, 'markDone', { ref: '8002' });
  bench.sim.staff.failPackage(8002, { afterParties: 1 });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 1, errors: 1 } });
  expect(ledgerOf(bench, report, 'import.accepted')).toHaveLength(1);
  expect(allFindings(await bench.sim.judge([{ report, input }]))).toEqual([]);
});

test('rows that have come to stand tell that a lost package was imported', async () => {
  const { ended, input } = await startLost({ kind: 'drop-after' });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { imported: 2 } });
  expect(ledgerOf(bench, report, 'import.accepted')).toHaveLength(1);
  expect(allFindings(await bench.sim.judge([{ report, input }]))).toEqual([]);
});

test('a package flow ended by hand, its answer lost: rows are unknown, and a run after it sends none', async () => {
  bench.sim.switches.importQueueMs = 60_000;
  const { id, ended, input } = await startLost({ kind: 'drop-after' });
  await parkedSoon(bench, id);
  await bench.client.workflow.getHandle(id).terminate('by hand');
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 0, unknown: 2 } });
  expect((await linesOf(report)).map(({ status }) => status)).toEqual(['unknown', 'unknown']);
  const { contentHash, jobId } = report.result as { contentHash: string; jobId: string };
  await bench.start('importPackage', { contentHash, jobId, n: 1 });
  expect((await parkedSoon(bench, id)).parked).toMatchObject({
    step: 'import package',
    verbs: ['retry', 'skip', 'markDone'],
  });
  expect(ledgerOf(bench, report, 'import.accepted')).toHaveLength(1);
  expect(allFindings(await bench.sim.judge([{ report, input: input }]))).toEqual([]);
});

test('skip leaves a package that is not to be found: rows that stand were imported, others are unknown, none denied', async () => {
  bench.sim.switches.importQueueMs = 60_000;
  const { id, ended, input } = await startLost({ kind: 'drop-after' });
  const { parked } = await parkedSoon(bench, id);
  expect(parked!.why).toContain('if not, skip');
  bench.sim.staff.failPackage(8001, { afterParties: 1 });
  await bench.decide(id, 'skip', {});
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 1, unknown: 1 } });
  const { steps, operator } = await bench.report(id);
  expect([steps[0]!.outcome, operator[0]!.verb]).toEqual(['skipped', 'skip']);
  expect(ledgerOf(bench, report, 'import.accepted')).toHaveLength(1);
  expect(allFindings(await bench.sim.judge([{ report, input }]))).toEqual([]);
});

test('after a skip the next package goes on; the correcting file brings the rows that are left, once', async () => {
  const rows = rowsOf(bench, 101);
  const stood = row(bench.sim.world.addMembers(1)[0]!);
  bench.sim.world.putSubscription({ ...stood, itemId: 'REG', billedAmount: '95.00', paymentAmount: '95.00' });
  const { id, ended, input } = await startLost({ kind: 'drop-before' }, [stood, ...rows]);
  await parkedSoon(bench, id);
  await bench.decide(id, 'skip', {});
  const report = await ended;
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { imported: 2, alreadyDone: 1, unknown: 99 },
  });
  const out = `${input.file}.failed.csv`;
  const { rows: left } = await correctingFile({ results: `${input.file}.results.csv`, original: input.file!, out });
  expect(left).toBe(99);
  const second = await bench.run('importDues', { file: out });
  expect(second).toMatchObject({ verdict: 'completed', result: { imported: 99 } });
  const cases = [{ report, input }, { report: second, input: { file: out } }];
  expect(allFindings(await bench.sim.judge(cases))).toEqual([]);
});
