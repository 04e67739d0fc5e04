/** What a measurement runs on: the embedded server as it is shipped, a simulator and a worker, each a process. */
import { rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { openConnection } from '../../client/connection.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { tenantsFrom } from '../../worker/tenants.js';
import type { SimulatorOptions } from '../simulator/index.js';
import { startChild, type Child } from './child.js';
import { rssPeakOf } from './memory.js';
import type { WorkerOrder } from './worker.js';

export const TASK_QUEUE = 'bench';

export interface Ground {
  client: Client;
  tenant: Tenant;
  folder: string;
  sim: Child<string>;
  worker: Child<'ready'>;
  /** Greatest resident set of the Temporal server and the size of its database, in bytes. */
  server(): Promise<{ rssPeak: number; database: number }>;
}

export interface GroundOptions {
  simulator: SimulatorOptions;
  /** Settings of the tenant beside the shipped ones, such as IMIS_CONCURRENCY. */
  settings: Record<string, string>;
  keep: boolean;
}

/** A million members with their rows are some gigabytes. */
const SIMULATOR_HEAP = '--max-old-space-size=12000';

/** Sets it up, runs, and ends all of it whatever comes. */
export async function onGround<T>(options: GroundOptions, run: (ground: Ground) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-bench-'));
  const remove = (): void => void (options.keep || rmSync(folder, { recursive: true, force: true }));
  process.once('exit', remove);
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const path = await ensureTemporal({ log: (line) => console.error(line) });
    const temporal = await startDevServer({ path, ui: false, stateDir: join(folder, 'temporal') });
    ends.push(() => temporal.stop());
    const sim = await startChild<string>({
      module: 'simulator',
      order: options.simulator,
      logFile: join(folder, 'simulator.log'),
      nodeOptions: [SIMULATOR_HEAP],
    });
    ends.push(() => sim.stop());
    const login = { IMIS_BASE_URL: sim.ready, IMIS_USERNAME: 'duesflow', IMIS_PASSWORD: 'simulator' };
    const [tenant] = tenantsFrom({ ...login, ...options.settings });
    const order: WorkerOrder = { address: temporal.address, taskQueue: TASK_QUEUE, dataDir: join(folder, 'data'), tenant: tenant! };
    const worker = await startChild<'ready'>({ module: 'worker', order, logFile: join(folder, 'worker.log') });
    ends.push(() => worker.stop());
    const connection = await openConnection({ address: temporal.address });
    ends.push(() => connection.close());
    const died = Promise.race([sim.ended, worker.ended]).then((why) => Promise.reject(new Error(why)));
    died.catch(() => undefined);
    const server = async () => ({ rssPeak: rssPeakOf(temporal.pid) ?? 0, database: await sizeOf(join(folder, 'temporal', 'temporal.db')) });
    return await Promise.race([run({ client: new Client({ connection }), tenant: tenant!, folder, sim, worker, server }), died]);
  } finally {
    for (const end of ends.reverse()) await end().catch((error: unknown) => console.error(String(error)));
    process.off('exit', remove);
    remove();
  }
}

/** A write-ahead log may hold the last of it. */
async function sizeOf(database: string): Promise<number> {
  const sizes = await Promise.all([database, `${database}-wal`].map((file) => stat(file).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
