/** A lane of long work: two workers, files of its own, and a simulator with many members. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadBundle } from '../../../worker/bundle.js';
import { testTenant } from '../../setup/bench.js';
import { startSimulator, type TenantSwitches } from '../../simulator/index.js';
import { killer, holding } from '../arm.js';
import type { Ground, Lane } from '../lane.js';
import { dataDirOf, launch, type WorkerProcess } from '../processes.js';
import { buildWorkerFile } from '../worker-file.js';

export interface LongLane extends Lane {
  /** Kills the worker that makes the API calls. */
  killHolder(): Promise<void>;
  /** Stops the worker that makes the API calls, and resumes it when another has taken its place. */
  stopHolder(): Promise<void>;
  /** Kills all workers of the lane at once. */
  killAll(): void;
  /** How many were killed so far. */
  kills(): number;
}

export interface LongLaneOptions {
  name: string;
  members: number;
  switches?: Partial<TenantSwitches>;
  perRun?: number;
  /** How many workers there are; default 2. */
  workers?: number;
  /** Every second worker is of another release. */
  versions?: boolean;
}

/** Ids of the simulator's plain members rise from here. */
export const FIRST_MEMBER = 50_001;

/** Above the heartbeat time-out of the slot. */
const STOPPED_MS = 2500;

/** After each kill all writes wait for the settle time: with many kills a flow waits for long, and that is no fault. */
const PATIENCE_MS = 150_000;

export async function longLane(ground: Ground, { name, members, switches, perRun, workers = 2, versions = false }: LongLaneOptions): Promise<LongLane> {
  const { address, client } = ground;
  const scratch = join(ground.launcher.scratch, name);
  const launcher = { ...ground.launcher, scratch };
  mkdirSync(join(scratch, 'data'), { recursive: true });
  // Once for all workers of the lane: each would build it anew.
  if (!existsSync(join(scratch, 'bundle.js'))) await loadBundle(join(scratch, 'bundle.js'));
  const sim = await startSimulator({ parties: 0, members, ...(switches && { switches }) });
  const tenant = testTenant(sim.url, { patienceMs: PATIENCE_MS, pollPatienceMs: PATIENCE_MS });
  const taskQueue = `crash-${tenant.name}`;
  const files = versions ? [launcher.worker, await buildWorkerFile(launcher.root, { other: true })] : [launcher.worker];
  let added = 0;
  const add = (): WorkerProcess => launch({ ...launcher, worker: files[added++ % files.length]! }, { address, taskQueue, tenants: [tenant], ...(perRun !== undefined && { perRun }) });
  let kills = 0;
  const lane: LongLane = {
    sim,
    tenant,
    taskQueue,
    client,
    workers: Array.from({ length: workers }, add),
    replace: () => void lane.workers.push(add()),
    folder: scratch,
    dataDir: dataDirOf(launcher),
    kills: () => kills,
    async killHolder() {
      const holder = await holding(lane);
      kills += 1;
      void killer(lane)(holder);
    },
    async stopHolder() {
      const holder = await holding(lane);
      holder.signal('SIGSTOP');
      setTimeout(() => holder.signal('SIGCONT'), STOPPED_MS);
    },
    killAll() {
      kills += lane.workers.length;
      for (const worker of [...lane.workers]) void killer(lane)(worker);
    },
  };
  await Promise.all(lane.workers.map((worker) => worker.ready));
  return lane;
}
