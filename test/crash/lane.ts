/** One simulator with its tenant, and the workers that serve it. A lane runs one case at a time. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { slotId } from '../../workflows/contracts/names.js';
import { testTenant, testYm } from '../setup/bench.js';
import { startSimulator, type Simulator } from '../simulator/index.js';
import type { Tenant } from '../../activities/tenants/tenant.js';
import type { Batch } from './batch.js';
import { dataDirOf, launch, type Launcher, type WorkerProcess } from './processes.js';

export interface Lane {
  sim: Simulator;
  tenant: Tenant;
  /** For the files that a flow is given. */
  folder: string;
  /** Of the workers. */
  dataDir: string;
  taskQueue: string;
  client: Client;
  /** All workers of the lane that live, the eldest first. */
  workers: WorkerProcess[];
  /** Another worker in the place of a killed one. Absent where workers are shared: nothing may be killed there. */
  replace?: () => void;
  /** Where the server is restarted: the lanes that wait for it together. */
  batch?: Batch;
}

export interface Ground {
  address: string;
  client: Client;
  launcher: Launcher;
}

/** Tenant time-outs of the matrix: an effect may be 1.7 s late, and settles within 2.5 s (write-protocol section 6). */
export const TENANT = { timeoutMs: 1200, readTimeoutMs: 1200, patienceMs: 30_000 };

/** A stopped worker, when resumed, would find its read timed out and look anew: with patience it goes on with old news. */
export const STOPPABLE = { readTimeoutMs: 20_000 };

async function newTenant(launcher: Launcher, changes: Partial<Tenant> = {}): Promise<Pick<Lane, 'sim' | 'tenant' | 'folder' | 'dataDir'>> {
  const sim = await startSimulator({ parties: 0 });
  const tenant = testTenant(sim.url, { ...TENANT, ym: testYm(sim.url), ...changes });
  const folder = join(launcher.scratch, tenant.name);
  mkdirSync(folder, { recursive: true });
  return { sim, tenant, folder, dataDir: dataDirOf(launcher) };
}

/** A request is held until the whole batch is at its calls and the server is up again; patience outlives that, too. */
const HELD = { timeoutMs: 60_000, readTimeoutMs: 60_000, patienceMs: 90_000 };

/** Lanes whose calls are held while the Temporal server is restarted. */
export const restartLanes = (ground: Ground, count: number): Promise<Lane[]> => sharedLanes(ground, count, HELD);

/** Lanes that share one worker process: for faults of the API, where no process dies. */
export async function sharedLanes(ground: Ground, count: number, changes: Partial<Tenant> = {}): Promise<Lane[]> {
  const { address, client, launcher } = ground;
  const made = await Promise.all(Array.from({ length: count }, () => newTenant(launcher, changes)));
  const taskQueue = `crash-${made[0]?.tenant.name}`;
  const worker = launch(launcher, { address, taskQueue, tenants: made.map(({ tenant }) => tenant) });
  await worker.ready;
  return made.map((one) => ({ ...one, taskQueue, client, workers: [worker] }));
}

/** A lane with a worker of its own and one that stands by: when the first is killed, the slot passes on within seconds. */
export async function ownLane({ address, client, launcher }: Ground): Promise<Lane> {
  const made = await newTenant(launcher, STOPPABLE);
  const taskQueue = `crash-${made.tenant.name}`;
  const add = (): WorkerProcess => launch(launcher, { address, taskQueue, tenants: [made.tenant] });
  const lane: Lane = {
    ...made,
    taskQueue,
    client,
    workers: [add(), add()],
    replace: () => void lane.workers.push(add()),
  };
  await Promise.all(lane.workers.map((worker) => worker.ready));
  return lane;
}

export async function closeLane({ client, tenant, workers, sim }: Lane): Promise<void> {
  await client.workflow
    .getHandle(slotId(tenant.name))
    .terminate()
    .catch(() => undefined);
  for (const worker of workers) worker.signal('SIGKILL');
  await Promise.all(workers.map((worker) => worker.ended));
  await sim.close();
}
