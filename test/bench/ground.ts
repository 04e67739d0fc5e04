/** What a measurement runs on: the embedded server as it is shipped, a simulator and a worker, each a process. */
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { cpuSecondsOf } from './cpu.js';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { openConnection } from '../../client/connection.js';
import { startDevServer, type DevServerOptions } from '../../client/temporal/dev-server.js';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { tenantsFrom } from '../../worker/tenants.js';
import type { SimulatorOptions } from '../simulator/index.js';
import { startChild, type Child } from './child.js';
import { rssPeakOf } from './memory.js';
import type { WorkerOrder } from './worker.js';

export const TASK_QUEUE = 'bench';

export interface Ground {
  client: Client;
  /** The first of the tenants. */
  tenant: Tenant;
  folder: string;
  sim: Child<string>;
  readonly worker: Child<'ready'>;
  /** SIGKILL. */
  killWorker(): Promise<void>;
  /** Another worker. Resolves when it is there, with the time (epoch milliseconds) when its process began. */
  hireWorker(): Promise<number>;
  /** Greatest resident set of the Temporal server and the size of its database, in bytes. */
  server(): Promise<{ rssPeak: number; database: number }>;
  /** CPU seconds so far. */
  cpu(): { server: number; worker: number };
  /** Seconds that each took to be ready. */
  took: { server: number; worker: number };
}

export interface GroundOptions {
  simulator: SimulatorOptions;
  /** Settings of the tenants beside the shipped ones, such as IMIS_CONCURRENCY. */
  settings: Record<string, string>;
  keep: boolean;
  /** Names of the tenants, each with an API user of that name; default: one, as the environment would make it. */
  tenants?: string[];
  /** The flows of the project (default), or the plain workflow. */
  worker?: 'worker' | 'plain-worker';
  /** Of the plain worker, as in WorkerOrder. */
  looks?: boolean;
  /** The Temporal server: disk flushes (default `normal`), and dynamic configuration that is tried out. */
  server?: Pick<DevServerOptions, 'sync' | 'dynamic'>;
  /** Where the workflow bundle is, or is put: that of the project by default. */
  bundlePath?: string;
}

/** Node is started for a worker as the Dockerfile does it. */
const workerFlags = (): string[] => [...(/^CMD .*$/m.exec(readFileSync('Dockerfile', 'utf8'))?.[0] ?? '').matchAll(/"(--[^"]+)"/g)].map(([, flag]) => flag!);

/** A million members with their rows are some gigabytes. */
const SIMULATOR_HEAP = '--max-old-space-size=12000';
const PASSWORD = 'simulator';

/** Sets it up, runs, and ends all of it whatever comes. */
export async function onGround<T>(options: GroundOptions, run: (ground: Ground) => Promise<T>): Promise<T> {
  const { tenants: names, worker: module = 'worker', server: serverOptions, bundlePath, looks } = options;
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-bench-'));
  const remove = (): void => void (options.keep || rmSync(folder, { recursive: true, force: true }));
  process.once('exit', remove);
  const ends: (() => Promise<unknown>)[] = [];
  try {
    const path = await ensureTemporal({ log: (line) => console.error(line) });
    const sim = await startChild<string>({
      module: 'simulator',
      order: { ...options.simulator, ...(names && { users: names.map((name) => ({ name, password: PASSWORD, role: 'staff' })) }) },
      logFile: join(folder, 'simulator.log'),
      nodeOptions: [SIMULATOR_HEAP],
    });
    ends.push(() => sim.stop());
    const [temporal, serverTook] = await timed(startDevServer({ path, ui: false, stateDir: join(folder, 'temporal'), ...serverOptions }));
    ends.push(() => temporal.stop());
    const tenants = tenantsOf(sim.ready, names, options.settings);
    const order: WorkerOrder = { address: temporal.address, taskQueue: TASK_QUEUE, dataDir: join(folder, 'data'), tenants, ...(bundlePath && { bundlePath }), ...(looks && { looks }) };

    let fail: (error: Error) => void = () => undefined;
    const died = new Promise<never>((_, reject) => (fail = reject));
    died.catch(() => undefined);
    void sim.ended.then((why) => fail(new Error(why)));
    let worker: Child<'ready'> | undefined;
    const hire = async (): Promise<Child<'ready'>> => {
      const hired = await startChild<'ready'>({ module, order, logFile: join(folder, 'worker.log'), nodeOptions: workerFlags() });
      void hired.ended.then((why) => hired === worker && fail(new Error(why)));
      return hired;
    };
    const [first, workerTook] = await timed(hire());
    worker = first;
    ends.push(async () => await worker?.stop());
    const connection = await openConnection({ address: temporal.address });
    ends.push(() => connection.close());
    const ground: Ground = {
      client: new Client({ connection }),
      tenant: tenants[0]!,
      folder,
      sim,
      get worker() {
        return worker!;
      },
      async killWorker() {
        const former = worker;
        worker = undefined;
        await former?.stop();
      },
      async hireWorker() {
        const begun = Date.now();
        worker = await hire();
        return begun;
      },
      server: async () => ({ rssPeak: rssPeakOf(temporal.pid) ?? 0, database: await sizeOf(join(folder, 'temporal', 'temporal.db')) }),
      cpu: () => ({ server: cpuSecondsOf(temporal.pid), worker: cpuSecondsOf(worker!.pid) }),
      took: { server: serverTook, worker: workerTook },
    };
    return await Promise.race([run(ground), died]);
  } finally {
    for (const end of ends.reverse()) await end().catch((error: unknown) => console.error(String(error)));
    process.off('exit', remove);
    remove();
  }
}

async function timed<T>(doing: Promise<T>): Promise<[T, number]> {
  const begun = performance.now();
  const done = await doing;
  return [done, (performance.now() - begun) / 1000];
}

/** Each with the same settings; one without a name of its own logs in as the simulator's own user. */
function tenantsOf(url: string, names: string[] | undefined, settings: Record<string, string>): Tenant[] {
  const [first] = tenantsFrom({ IMIS_BASE_URL: url, IMIS_USERNAME: 'duesflow', IMIS_PASSWORD: PASSWORD, ...settings });
  return names ? names.map((name) => ({ ...first!, name, username: name })) : [first!];
}

/** A write-ahead log may hold the last of it. */
async function sizeOf(database: string): Promise<number> {
  const sizes = await Promise.all([database, `${database}-wal`].map((file) => stat(file).then(({ size }) => size, () => 0)));
  return sizes.reduce((sum, size) => sum + size, 0);
}
