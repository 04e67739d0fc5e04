/** SIGTERM in the middle of a payment: what was sent is let finish, and nothing is sent again. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { connect, createDuesflow, type Duesflow } from '../../client/index.js';
import { address, eventually } from '../client/support.js';
import { allFindings, startSimulator, type Simulator } from '../simulator/index.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const tenant = `t-${randomUUID().slice(0, 8)}`;
const taskQueue = `q-${tenant}`;
let sim: Simulator;
let folder: string;
let client: Client;
let duesflow: Duesflow;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  sim = await startSimulator({ switches: { invoices: 'persisted' } });
  folder = await mkdtemp(join(tmpdir(), 'duesflow-shutdown-'));
  // The time-out of a write is longer than the answer is held, on a slow machine too.
  const limits = { settleSeconds: 60, timeoutSeconds: 45, readTimeoutSeconds: 10, heartbeatSeconds: 5 };
  const imis = { baseUrl: sim.url, usernameVariable: 'API_USER', passwordVariable: 'API_PASSWORD' };
  await writeFile(join(folder, 'tenants.json'), JSON.stringify({ tenants: [{ name: tenant, limits, imis }] }));
  client = await connect({ address: address() });
  duesflow = createDuesflow({ client, taskQueue });
});
afterAll(async () => {
  sim.faults.release();
  for (const worker of workers) if (worker.running()) worker.signal('SIGKILL');
  await client.workflow.getHandle(`slot:${tenant}`).terminate().catch(() => undefined);
  await Promise.all([client.connection.close(), sim.close(), rm(folder, { recursive: true, force: true })]);
});

const start = async (): Promise<WorkerProcess> => {
  const worker = startWorkerProcess(folder, {
    TEMPORAL_ADDRESS: address(),
    DUESFLOW_CONFIG: join(folder, 'tenants.json'),
    DUESFLOW_TASK_QUEUE: taskQueue,
    API_USER: 'duesflow',
    API_PASSWORD: 'simulator',
  });
  workers.push(worker);
  await worker.ready();
  return worker;
};
const payments = () => sim.calls.filter(({ method, path }) => method === 'POST' && path.startsWith('/api/ComboOrder'));

test('a payment in flight ends before the process does; it is sent once, and the next worker goes on', async () => {
  const first = await start();
  const { partyId } = sim.world.addParty({ customerType: 'M' });
  // The money has moved, and the answer is held.
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', times: 1 }, { kind: 'pause', when: 'after', maxMs: 40_000 });
  const input = { tenant, partyId, itemId: 'REG', beginDate: '2026-01-01', payment: { methodId: 'CASH', type: 'Cash' } } as const;
  const flow = await duesflow.start('purchaseSubscription', input);
  await eventually(() => Promise.resolve(sim.ledger.some(({ kind }) => kind === 'payment.applied')), Boolean);

  first.signal('SIGTERM');
  await eventually(() => Promise.resolve(first.logs()), (text) => text.includes('what is in flight is let finish'));
  await sleep(3_000);
  expect(first.running()).toBe(true);
  sim.faults.release();
  expect(await first.ended).toBe(0);

  // The activity was not cut: its answer is in the history, of the first attempt.
  const attempts = async () => {
    const { events = [] } = await client.workflow.getHandle(flow.workflowId).fetchHistory();
    const completed = events!.flatMap(({ activityTaskCompletedEventAttributes: done }) => done ?? []);
    return { completed: completed.length, attempts: events!.flatMap(({ activityTaskStartedEventAttributes: begun }) => begun?.attempt ?? []) };
  };
  expect(await attempts()).toEqual({ completed: 2, attempts: [1, 1] });

  const second = await start();
  expect(await flow.result()).toMatchObject({ verdict: 'completed' });
  expect(payments()).toHaveLength(1);
  expect(allFindings(await sim.judge([{ report: await flow.report(), input }]))).toEqual([]);

  // The slot was handed on clean: the next write waits for no settle time.
  const { partyId: other } = sim.world.addParty({ customerType: 'M' });
  const next = await duesflow.start('purchaseSubscription', { ...input, partyId: other });
  expect(await next.result()).toMatchObject({ verdict: 'completed' });
  const { events = [] } = await client.workflow.getHandle(next.workflowId).fetchHistory();
  expect(events!.flatMap(({ activityTaskStartedEventAttributes: begun }) => begun?.attempt ?? [])).toEqual([1, 1]);
  second.signal('SIGTERM');
  expect(await second.ended).toBe(0);
}, 240_000);
