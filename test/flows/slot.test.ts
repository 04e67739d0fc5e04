import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker, type RunningWorker } from '../../worker/run.js';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
let second: RunningWorker;
let connection: NativeConnection;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  connection = await NativeConnection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  const { tenant, taskQueue, dataDir } = bench;
  second = await startWorker({ connection, namespace: 'default', taskQueue, tenants: [tenant], installation: 'test', bundle: await loadBundle(), dataDir });
});
afterAll(async () => {
  await second.shutdown();
  await bench.close();
  await connection.close();
});

const enrolSomebody = async () => {
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  return await bench.run('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
};

test('two workers serve one tenant: one call at a time, and the other takes over when the first ends', async () => {
  const together = await Promise.all(Array.from({ length: 6 }, enrolSomebody));
  expect(together.map((report) => report.verdict)).toEqual(Array(6).fill('completed'));
  await bench.worker.shutdown();
  const { verdict, workflowId } = await enrolSomebody();
  expect(verdict).toBe('completed');
  // A clean hand-over leaves no quarantine behind: nothing had to be tried again.
  const { events } = await bench.client.workflow.getHandle(workflowId).fetchHistory();
  const attempts = events!.flatMap((event) => event.activityTaskStartedEventAttributes?.attempt ?? []);
  expect(attempts).toEqual([1, 1, 1]);
  expect(bench.sim.maxConcurrent).toMatchObject({ duesflow: 1 });
});

test('a slot that was terminated by hand is opened again, and its new holder writes nothing at first', async () => {
  const slot = bench.client.workflow.getHandle(`slot:${bench.tenant.name}`);
  await slot.terminate('by hand');
  while ((await slot.describe()).status.name !== 'RUNNING') await sleep(100);
  const { verdict, workflowId } = await enrolSomebody();
  expect(verdict).toBe('completed');
  const { events } = await bench.client.workflow.getHandle(workflowId).fetchHistory();
  const attempts = events!.flatMap((event) => event.activityTaskStartedEventAttributes?.attempt ?? []);
  expect(attempts[0]).toBeGreaterThan(1);
});
