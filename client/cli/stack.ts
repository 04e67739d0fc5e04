/** Temporal, worker, where keys are configured a codec server, and where no tenant is, the simulator: for `dev`, and for the time of one command. */
import { mkdir, rm, writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { devCodec, type DevCodec } from '../codec-server/dev.js';
import { isAlive } from '../temporal/processes.js';
import { freePort } from '../temporal/ports.js';
import { startDevServer, stateFolder, type DevServer } from '../temporal/dev-server.js';
import { ensureTemporal } from '../temporal/ensure.js';
import { NAMESPACE } from '../temporal/namespace.js';
import { startChild, type Child } from './child.js';

export interface Stack {
  folder: string;
  server: DevServer;
  worker: Child;
  simulator?: Simulator;
  /** Decrypts payloads for the Web UI. */
  codec?: DevCodec;
  /** Ends worker, simulator, server and codec server, in this order. */
  stop(): Promise<void>;
}

export interface Simulator {
  url: string;
  child: Child;
}

/** Is any association's API configured? Else the simulator stands in. */
export const isTenantConfigured = (env: NodeJS.ProcessEnv = process.env): boolean => Boolean(env['IMIS_BASE_URL'] || env['YM_CLIENT_ID'] || env['DUESFLOW_CONFIG']);

/** Settings of the simulator's tenant: it answers at once, so nothing need be waited for long. */
export const simulatorTenant = (url: string): NodeJS.ProcessEnv => ({
  DUESFLOW_CONFIG: '',
  IMIS_BASE_URL: url,
  IMIS_USERNAME: 'duesflow',
  IMIS_PASSWORD: 'simulator',
  IMIS_SETTLE_SECONDS: '5',
  IMIS_TIMEOUT_SECONDS: '3',
  IMIS_READ_TIMEOUT_SECONDS: '3',
  IMIS_HEARTBEAT_SECONDS: '2',
  YM_BASE_URL: url,
  YM_CLIENT_ID: '25363',
  YM_API_KEY: 'duesflow',
  YM_API_PASSWORD: 'simulator',
  YM_PACE_SECONDS: '0',
  YM_PAYMENT_UNIT: 'units',
  YM_PROMO_CODES: 'server',
  YM_PRORATING: 'client',
});

/** Preferred, so that an integrator's bookmarks hold; any free port will do. */
const SIMULATOR_PORT = 8480;

/** Starts all of it. `say` takes one line for each part. @throws {Problem} after ending what was started. */
export async function startStack(say: (line: string) => void): Promise<Stack> {
  const folder = stateFolder();
  await mkdir(folder, { recursive: true });
  const running: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of running.splice(0).reverse()) await end();
  };
  try {
    // Wrong keys are told before anything is started.
    const codec = await devCodec(say);
    if (codec) running.push(codec.close);
    const path = await ensureTemporal({ log: say });
    const sync = isTenantConfigured() ? 'full' : 'normal';
    const server = await startDevServer({ path, stateDir: folder, sync, log: say, ...(codec && { codecEndpoint: codec.endpoint }) });
    running.push(server.stop);
    codec?.allow(server.uiUrl);
    const simulator = isTenantConfigured() ? undefined : await startSimulator(folder);
    if (simulator) running.push(() => endSimulator(folder, simulator));
    const worker = await startWorker(folder, server.address, simulator && simulatorTenant(simulator.url));
    running.push(() => worker.stop());
    return { folder, server, worker, ...(simulator && { simulator }), ...(codec && { codec }), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A worker on an embedded server. */
export const startWorker = (folder: string, address: string, tenant?: NodeJS.ProcessEnv): Promise<Child> =>
  startChild({
    name: 'worker',
    module: 'worker/main',
    env: { ...embeddedEnvironment(address), ...tenant },
    logFile: join(folder, 'worker.log'),
    ready: /worker ready/,
    // The first start bundles the workflows.
    readyWithinMs: 60_000,
  });

/** Points a child at the embedded server, whatever namespace, TLS or API key the environment holds for another. */
export function embeddedEnvironment(address: string): NodeJS.ProcessEnv {
  const foreign = Object.keys(process.env).filter(
    (name) => name.startsWith('TEMPORAL_') && name !== 'TEMPORAL_CLI_PATH',
  );
  return {
    ...Object.fromEntries(foreign.map((name) => [name, ''])),
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
  };
}

async function startSimulator(folder: string): Promise<Simulator> {
  const child = await startChild({
    name: 'simulator',
    module: 'test/simulator/main',
    parameters: ['--port', String(await freePort(SIMULATOR_PORT))],
    logFile: join(folder, 'simulator.log'),
    ready: /(https?:\/\/\S+)/,
    readyWithinMs: 30_000,
  });
  const url = child.said[1]!;
  await writeFile(simulatorFile(folder), JSON.stringify({ url, pid: child.pid }));
  return { url, child };
}

async function endSimulator(folder: string, { child }: Simulator): Promise<void> {
  await child.stop(2_000);
  await rm(simulatorFile(folder), { force: true });
}

const simulatorFile = (folder: string): string => join(folder, 'simulator.json');

/** The simulator that a running `dev` has started on this state folder: for a second worker beside its own. */
export async function runningSimulator(folder = stateFolder()): Promise<string | undefined> {
  try {
    const { url, pid } = JSON.parse(await readFile(simulatorFile(folder), 'utf8')) as { url: string; pid: number };
    return isAlive(pid) ? url : undefined;
  } catch {
    return undefined;
  }
}
