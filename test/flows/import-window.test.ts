import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginResults } from '../../activities/imports/results.js';
import { stageImport } from '../../activities/imports/stage.js';
import type { WindowInput, WindowState } from '../../workflows/contracts/window.js';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings } from '../simulator/index.js';
import { ledgerOf, linesOf, packageFlow, parkedSoon, readyFile, rowsOf } from './import-rows.js';

let bench: Bench;
beforeAll(async () => (bench = await openBench()));
afterAll(async () => await bench.close());

const accepted = (jobId: string) =>
  bench.sim.ledger.filter((entry) => entry.kind === 'import.accepted' && entry.jobId?.startsWith(`${jobId}-`));
const sent = async (jobId: string, count: number): Promise<void> => {
  while (accepted(jobId).length < count) await sleep(10);
};
/** So many packages wait or are in work. */
const inQueue = (): number => bench.sim.world.store.packages.all().filter(({ status }) => status < 3).length;

test('a window goes on in a new run: in order, two packages with iMIS at most, and each line once', async () => {
  const { input } = await readyFile(bench, rowsOf(bench, 650));
  const tenant = bench.tenant.name;
  const manifest = await stageImport({ tenant, file: input.file!, onBadRow: 'reject-file' }, bench.dataDir);
  const { jobId, contentHash, packages } = manifest;
  const resultsFile = join(bench.dataDir, 'window.jsonl');
  const offset = await beginResults({ dataDir: bench.dataDir, tenant, manifest, file: resultsFile, refused: false });
  bench.sim.switches.importQueueMs = 1500;
  let most = 0;
  bench.sim.onHit({ operation: 'ImportPackage', times: 0 }, 'after', () => void (most = Math.max(most, inQueue())));
  const window: WindowInput = {
    tenant,
    source: { kind: 'packages', of: { tenant, contentHash, jobId } },
    total: packages,
    size: 2,
    resultsFile,
    offset,
    perRun: 3,
  };
  const workflowId = `test-${tenant}:window`;
  const state = (await bench.client.workflow.execute('slidingWindow', {
    workflowId,
    taskQueue: bench.taskQueue,
    args: [window],
  })) as WindowState;
  bench.sim.switches.importQueueMs = 20;
  expect(state).toMatchObject({ ended: 7, written: 7, failures: 0, counts: { imported: 650 }, waiting: [] });
  expect(accepted(jobId).map((entry) => entry.jobId)).toEqual(
    Array.from({ length: 7 }, (_, index) => `${jobId}-${index + 1}`),
  );
  expect(most).toBe(2);
  const lines = (await readFile(resultsFile, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { line: number }).line)).toEqual(
    Array.from({ length: 650 }, (_, index) => index + 2),
  );
  const runs = [];
  for await (const run of bench.client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) runs.push(run.runId);
  expect(runs.length).toBeGreaterThan(1);
});

test('a cancel in the middle: what was sent comes to its end, the rest is not sent, each row has a line', async () => {
  bench.sim.switches.importQueueMs = 300;
  const { input, jobId } = await readyFile(bench, rowsOf(bench, 450));
  const { workflowId, ended } = await bench.start('importDues', input);
  await sent(jobId, 2);
  await bench.client.workflow.getHandle(workflowId).cancel();
  const report = await ended;
  bench.sim.switches.importQueueMs = 20;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', cause: { type: 'stopped' } });
  const imported = accepted(jobId).reduce((total, { parties }) => total + parties!, 0);
  expect(imported).toBeLessThan(450);
  expect(report.result).toMatchObject({ imported, notSent: 450 - imported, unknown: 0 });
  expect((await linesOf(report)).map(({ line }) => Number(line))).toEqual(
    Array.from({ length: 450 }, (_, index) => index + 2),
  );
  expect(
    allFindings(await bench.sim.judge([{ report, input }])).filter(({ sentence }) => sentence.includes(jobId)),
  ).toEqual([]);
});

test('a cancel before anything is sent ends as cancelled, and sends nothing', async () => {
  const { input, jobId } = await readyFile(bench, rowsOf(bench, 150));
  const handle = bench.client.workflow;
  const { workflowId, ended } = await bench.start('importDues', input);
  await handle.getHandle(workflowId).cancel();
  expect(await ended).toMatchObject({ verdict: 'cancelled' });
  expect(accepted(jobId)).toEqual([]);
  expect((await readFile(`${input.file}.results.csv`, 'utf8')).match(/not-sent/g)).toHaveLength(150);
});

test('a window that was terminated by hand is begun again by retry, and finds what was done', async () => {
  bench.sim.switches.importQueueMs = 200;
  const { input, jobId } = await readyFile(bench, rowsOf(bench, 350));
  const { workflowId, ended } = await bench.start('importDues', input);
  await sent(jobId, 2);
  await bench.client.workflow.getHandle(`${workflowId}:window`).terminate('by hand');
  expect((await bench.parked(workflowId)).parked).toMatchObject({ step: 'import packages', verbs: ['retry'] });
  await bench.decide(workflowId, 'retry', {});
  const report = await ended;
  bench.sim.switches.importQueueMs = 20;
  expect(report).toMatchObject({ verdict: 'completed', result: { imported: 350 } });
  expect(ledgerOf(bench, report, 'import.accepted')).toHaveLength(4);
  expect(await linesOf(report)).toHaveLength(350);
});

test('a package that waits for a person holds back those after it', async () => {
  const rows = rowsOf(bench, 250);
  const { input, jobId } = await readyFile(bench, rows);
  bench.sim.faults.add({ operation: 'ImportPackage', contains: rows[100]!.partyId }, { kind: '403' });
  const { workflowId, ended } = await bench.start('importDues', input);
  await parkedSoon(bench, packageFlow(bench, jobId, 2));
  await sleep(300);
  expect(accepted(jobId)).toHaveLength(1);
  expect((await bench.report(workflowId)).steps[1]!.note).toContain(`held up: see ${packageFlow(bench, jobId, 2)}`);
  await bench.decide(packageFlow(bench, jobId, 2), 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'completed', result: { imported: 250 } });
  expect(accepted(jobId).map((entry) => entry.jobId)).toEqual([1, 2, 3].map((n) => `${jobId}-${n}`));
});

test('a package costs six calls and few events', async () => {
  const before = bench.sim.calls.length;
  const report = await bench.run('importDues', (await readyFile(bench, rowsOf(bench, 100))).input);
  const calls = bench.sim.calls.slice(before).map(({ operation, path }) => operation ?? path.split('?')[0]);
  expect(calls.filter((call) => call !== 'GetPackageStatus')).toEqual([
    '/api/Subscription',
    'ImportPackage',
    'GetPackageResults',
    '/api/Subscription',
    expect.stringContaining('/api/Party/'),
  ]);
  const { events } = await bench.client.workflow
    .getHandle(`importPackage:${bench.tenant.name}:${report.ids['jobId']}:1`)
    .fetchHistory();
  expect(events!.length).toBeLessThanOrEqual(24);
});
