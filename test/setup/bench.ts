/** A simulator, a worker in this process and a client: what a flow test needs. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, isGrpcServiceError, ServiceError, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { NativeConnection, Runtime, DefaultLogger, type RuntimeOptions, type WorkerDeploymentOptions } from '@temporalio/worker';
import type { Tenant } from '../../activities/tenants/tenant.js';
import type { YmAccount } from '../../activities/tenants/ym-account.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName, Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { openConnection } from '../../client/connection.js';
import { converterOf } from '../../privacy/converter.js';
import type { Key } from '../../privacy/keys.js';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker, type RunningWorker } from '../../worker/run.js';
import type { Telemetry } from '../../worker/telemetry.js';
import { startSimulator, type Simulator, type SimulatorOptions } from '../simulator/index.js';

export const cash = { methodId: 'CASH', type: 'Cash' } as const;

let runtimeInstalled = false;

/** The tenant of a test: quick to settle, so that late effects still come within it. */
export function testTenant(baseUrl: string, changes: Partial<Tenant> = {}): Tenant {
  return {
    name: `t-${randomUUID().slice(0, 8)}`,
    baseUrl,
    username: 'duesflow',
    password: 'simulator',
    settleMs: 2500,
    timeoutMs: 1500,
    readTimeoutMs: 1500,
    heartbeatMs: 1000,
    patienceMs: 20_000,
    concurrency: 1,
    paceMs: 0,
    rights: ['billing', 'adjustments', 'chapters', 'members'],
    invoices: 'auto',
    markSourceCode: false,
    allocation: true,
    pollMs: 50,
    pollPatienceMs: 20_000,
    importQueue: 2,
    postBatches: 'auto',
    billsUnpaidAgain: true,
    ...changes,
  };
}

/** Its YourMembership, with everything settled that is not known of real ones. */
export const testYm = (baseUrl: string, changes: Partial<YmAccount> = {}): YmAccount => ({
  baseUrl,
  clientId: 25363,
  apiKey: 'duesflow',
  apiPassword: 'simulator',
  loginOrder: 'keyFirst',
  paceMs: 0,
  paymentUnit: 'units',
  promoCodes: 'server',
  prorating: 'client',
  lookBackDays: 400,
  ...changes,
});

export interface Bench {
  sim: Simulator;
  tenant: Tenant;
  dataDir: string;
  client: Client;
  taskQueue: string;
  start<F extends FlowName>(flow: F, input: InputOf<F>, options?: { workflowId?: string }): Promise<{ workflowId: string; ended: Promise<Report> }>;
  /** Starts a flow and answers with its report, however it ended. */
  run<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report>;
  /** Waits until the flow is parked (for the nth time, counted by the operator's acts before) and answers with its report. */
  parked(workflowId: string, nth?: number): Promise<Report>;
  decide(workflowId: string, verb: Verb, args: Record<string, unknown>): Promise<string>;
  report(workflowId: string): Promise<Report>;
  worker: RunningWorker;
  close(): Promise<void>;
}

export interface BenchOptions {
  simulator?: SimulatorOptions;
  tenant?: Partial<Tenant>;
  ym?: Partial<YmAccount>;
  /** Payloads are encrypted with them. */
  keys?: Key[];
  /** Of the first bench of a process. */
  runtime?: RuntimeOptions;
  telemetry?: Telemetry;
  /** Of its worker. */
  versioning?: WorkerDeploymentOptions;
}

export async function openBench(options: BenchOptions = {}): Promise<Bench> {
  if (!runtimeInstalled) Runtime.install({ logger: new DefaultLogger('ERROR'), ...options.runtime });
  runtimeInstalled = true;
  const address = process.env['TEST_TEMPORAL_ADDRESS']!;
  const sim = await startSimulator(options.simulator);
  const tenant = testTenant(sim.url, { ym: testYm(sim.url, options.ym), ...options.tenant });
  const taskQueue = `q-${tenant.name}`;
  const dataDir = await mkdtemp(join(tmpdir(), 'duesflow-'));
  const [connection, native] = await Promise.all([openConnection({ address }), NativeConnection.connect({ address })]);
  const { telemetry } = options;
  const dataConverter = converterOf(options.keys ?? []);
  const client = new Client({ connection, dataConverter, plugins: telemetry?.tracing ? [telemetry.tracing.plugin] : [] });
  const bundle = await loadBundle(undefined, telemetry?.tracing !== undefined);
  const worker = await startWorker({ connection: native, namespace: 'default', taskQueue, tenants: [tenant], installation: 'test', bundle, dataDir, dataConverter, versioning: options.versioning, ...telemetry });

  const open = new Map<string, Promise<void>>();
  const start: Bench['start'] = async (flow, input, { workflowId } = {}) => {
    const full = { ...input, tenant: tenant.name };
    const handle = await client.workflow.start(flow, { workflowId: workflowId ?? businessKey(flow, full), taskQueue, args: [full], workflowIdConflictPolicy: 'USE_EXISTING' });
    const ended = endOf(handle.result() as Promise<Report>);
    // A test that leaves its flow parked never looks at its end.
    open.set(handle.workflowId, ended.then(() => undefined, () => undefined));
    return { workflowId: handle.workflowId, ended };
  };
  const report = async (workflowId: string): Promise<Report> => await patiently(() => client.workflow.getHandle(workflowId).query<Report>('report'));
  return {
    sim,
    report,
    async parked(workflowId, nth = 1) {
      for (;;) {
        const now = await report(workflowId);
        if (now.state === 'parked' && now.operator.length === nth - 1) return now;
        if (now.state === 'closed') throw new Error(`${workflowId} closed as ${now.verdict}: ${now.cause?.message}`);
        await sleep(50);
      }
    },
    decide: async (workflowId, verb, args) =>
      await client.workflow.getHandle(workflowId).executeUpdate<string, [unknown]>(verb, { args: [{ by: 'Kim', why: 'test', ...args }] }).catch((error: unknown) => {
        throw error instanceof WorkflowUpdateFailedError && error.cause ? error.cause : error;
      }),
    tenant,
    dataDir,
    client,
    taskQueue,
    worker,
    start,
    run: async (flow, input) => await (await start(flow, input)).ended,
    async close() {
      // A flow that a test left parked would be polled for on a closed connection.
      await Promise.all([...open].map(async ([id, ended]) => await Promise.race([ended, client.workflow.getHandle(id).terminate().catch(() => undefined)])));
      await Promise.all(open.values());
      await worker.shutdown();
      await client.workflow.getHandle(`slot:${tenant.name}`).terminate().catch(() => undefined);
      await Promise.all([connection.close(), native.close(), sim.close(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/** Of gRPC. */
const DEADLINE_EXCEEDED = 4;

/** A query is given up after 10 s, which a busy machine may need: then it is asked again, twice. */
async function patiently<T>(ask: () => Promise<T>, tries = 3): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const late = error instanceof ServiceError && isGrpcServiceError(error.cause) && Number(error.cause.code) === DEADLINE_EXCEEDED;
    if (!late || tries === 1) throw error;
    return await patiently(ask, tries - 1);
  }
}

/** The report of a flow, taken from its result or from its failure. */
export async function endOf(result: Promise<Report>): Promise<Report> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof WorkflowFailedError && error.cause instanceof ApplicationFailure && error.cause.details?.[0]) return error.cause.details[0] as Report;
    throw error;
  }
}
