/** Associations that one worker serves: one as it should be, a slow one, one that is away, and one of YourMembership. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker, type RunningWorker } from '../../worker/run.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { startSimulator, type Simulator } from '../simulator/index.js';
import { endOf, testTenant, testYm } from '../setup/bench.js';

/** A busy machine must not cost a worker its slot here, nor a call its time: a hand-over would repeat calls. */
const patient = { heartbeatMs: 3000, settleMs: 4000, timeoutMs: 10_000, readTimeoutMs: 10_000 };
/** Each association knows its own user alone. */
const named = (name: string) => ({ simulator: { users: [{ name, password: `of ${name}`, role: 'staff' as const }] }, login: { username: name, password: `of ${name}` } });

export interface TenantsWorld {
  /** Ends the names of tenants and queue: no run of the tests meets another. */
  run: string;
  taskQueue: string;
  client: Client;
  sims: { good: Simulator; slow: Simulator; ym: Simulator };
  tenants: { good: Tenant; slow: Tenant; away: Tenant; ym: Tenant };
  /** Terminated at the end, those that are still open. */
  open: string[];
  start<F extends FlowName>(flow: F, tenant: Tenant, input: InputOf<F>): Promise<{ workflowId: string; ended: Promise<Report> }>;
  report(workflowId: string): Promise<Report>;
  /** A new worker in place of the old one, for these tenants. */
  serve(served: Tenant[]): Promise<void>;
  close(): Promise<void>;
}

/** With a worker that serves them all. */
export async function openTenants(): Promise<TenantsWorld> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const run = randomUUID().slice(0, 8);
  const taskQueue = `q-tenants-${run}`;
  const address = process.env['TEST_TEMPORAL_ADDRESS']!;
  const [connection, workerConnection] = [await Connection.connect({ address }), await NativeConnection.connect({ address })];
  const client = new Client({ connection });
  const dataDir = await mkdtemp(join(tmpdir(), 'duesflow-'));
  const [good, slow, ym, away] = [named('north'), named('south'), named('west'), named('east')];
  const sims = { good: await startSimulator(good.simulator), slow: await startSimulator(slow.simulator), ym: await startSimulator(ym.simulator) };
  const tenants = {
    good: testTenant(sims.good.url, { ...patient, ...good.login, name: `north-${run}`, rights: ['billing', 'chapters'], release: '20.3.130' }),
    slow: testTenant(sims.slow.url, { ...patient, ...slow.login, name: `south-${run}` }),
    // Nobody listens there.
    away: testTenant('http://127.0.0.1:1', { ...patient, ...away.login, name: `east-${run}`, patienceMs: 500 }),
    ym: testTenant('', { ...patient, name: `west-${run}`, ym: testYm(sims.ym.url, { apiKey: ym.login.username, apiPassword: ym.login.password }) }),
  };
  const open: string[] = [];
  let worker: RunningWorker | undefined;

  const serve = async (served: Tenant[]): Promise<void> => {
    await worker?.shutdown();
    worker = await startWorker({ connection: workerConnection, namespace: 'default', taskQueue, tenants: served, installation: 'test', bundle: await loadBundle(), dataDir });
  };
  const terminate = async (ids: string[]): Promise<unknown> => await Promise.all(ids.map((id) => client.workflow.getHandle(id).terminate().catch(() => undefined)));

  await serve(Object.values(tenants));
  return {
    run,
    taskQueue,
    client,
    sims,
    tenants,
    open,
    serve,
    report: async (workflowId) => await client.workflow.getHandle(workflowId).query('report'),

    async start(flow, tenant, input) {
      const full = { ...input, tenant: tenant.name };
      const handle = await client.workflow.start(flow, { workflowId: businessKey(flow, full), taskQueue, args: [full] });
      open.push(handle.workflowId);
      const ended = endOf(handle.result() as Promise<Report>);
      // Some are terminated at the end, and nobody waits for these.
      ended.catch(() => undefined);
      return { workflowId: handle.workflowId, ended };
    },

    async close() {
      await terminate(open);
      await worker?.shutdown();
      await terminate(Object.values(tenants).map(({ name }) => `slot:${name}`));
      await Promise.all([connection.close(), workerConnection.close(), ...Object.values(sims).map((sim) => sim.close())]);
      await rm(dataDir, { recursive: true });
    },
  };
}
