/** The embedded Temporal server: state in a folder, tuned, with a retention that business keys can rely on. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { withLock } from './lock.js';
import { NAMESPACE, prepareNamespace, RETENTION_DAYS } from './namespace.js';
import { freePort } from './ports.js';
import { endProcess } from './processes.js';
import { hasOwner, isRunning, readRecord, writeRecord, type ServerRecord } from './record.js';
import { startProcess } from './server-process.js';
import { serverArguments, serverEnvironment, type ServerSettings } from './settings.js';
import { sweepTemporary, TEMPORARY } from './sweep.js';

export interface DevServerOptions {
  /** The `temporal` executable (`ensureTemporal`). */
  path: string;
  /** Where the state is kept. Absent: in memory, for tests. */
  stateDir?: string;
  /** Web UI; default true. */
  ui?: boolean;
  /** Where the Web UI has payloads decrypted. A server that runs already keeps its own. */
  codecEndpoint?: string;
  /** Disk flushes: `full` at every commit where real money moves, else `normal` (default). */
  sync?: 'normal' | 'full';
  /** Of `ServerSettings`. */
  dynamic?: ServerSettings['dynamic'];
  log?: (line: string) => void;
  /** How long closed flows stay; default 400 days. */
  namespaceRetentionDays?: number;
}

export interface DevServer {
  address: string;
  uiUrl?: string;
  httpAddress?: string;
  namespace: string;
  pid: number;
  /** False: another living process started it, and `stop` leaves it alone. */
  owned: boolean;
  /** Resolves when a server of ours ends, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** The state folder of the command: DUESFLOW_STATE, else `.duesflow` in the working directory. */
export const stateFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  resolve(env['DUESFLOW_STATE'] || '.duesflow');

/**
 * Starts the server, or joins the one that another process runs on the same state. One that a killed process left
 * behind is ended first and its state carried on. Closed and open flows of the state folder are kept.
 * @throws {Problem} when it does not come up.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  if (!options.stateDir) return startTemporary(options);
  const folder = resolve(options.stateDir);
  await mkdir(folder, { recursive: true });
  return withLock(join(folder, 'server.lock'), () => startOrJoin(folder, options), { waitMs: 60_000 });
}

async function startOrJoin(folder: string, options: DevServerOptions): Promise<DevServer> {
  const last = await readRecord(folder);
  if (last && (await isRunning(last))) {
    if (hasOwner(last)) {
      await prepareNamespace(addressOf(last), options.namespaceRetentionDays ?? RETENTION_DAYS, () => {});
      return { ...describe(last), pid: last.pid!, owned: false, ended: new Promise(() => {}), stop: async () => {} };
    }
    options.log?.(`Ending a Temporal server that was left over (process ${last.pid}); its flows are kept.`);
    await endProcess(last.pid!);
  }
  const database = join(folder, 'temporal.db');
  return start(folder, options, { database, onePartition: last?.onePartition ?? !existsSync(database), ...(last && { last }) });
}

async function startTemporary(options: DevServerOptions): Promise<DevServer> {
  await sweepTemporary();
  const folder = await mkdtemp(join(tmpdir(), TEMPORARY));
  const server = await start(folder, options, { onePartition: true });
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

interface Place {
  /** Absent: in memory. */
  database?: string;
  /** Of `ServerSettings`. */
  onePartition: boolean;
  /** The start before, for its ports. */
  last?: ServerRecord;
}

/** A port that was free may be taken in the moment before the server binds it: then others are tried. */
async function start(folder: string, options: DevServerOptions, place: Place): Promise<DevServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(folder, options, place);
    } catch (error) {
      const log = await readFile(join(folder, LOG), 'utf8').catch(() => '');
      if (attempt === 3 || !log.includes('address already in use')) throw error;
    }
  }
}

const LOG = 'temporal.log';

async function startOnce(
  folder: string,
  { path, ui = true, codecEndpoint, sync = 'normal', dynamic, namespaceRetentionDays = RETENTION_DAYS }: DevServerOptions,
  { database, onePartition, last }: Place,
): Promise<DevServer> {
  const ports = {
    port: await freePort(last?.port),
    httpPort: await freePort(last?.httpPort),
    ...(ui ? { uiPort: await freePort(last?.uiPort) } : {}),
  };
  const parameters = serverArguments({ ...ports, ...(database && { database }), ...(codecEndpoint && { codecEndpoint }), sync, onePartition, ...(dynamic && { dynamic }) });
  const child = await startProcess(path, parameters, join(folder, LOG), database ? 'SIGTERM' : 'SIGKILL', { env: serverEnvironment() });
  const record = { ...ports, ...(onePartition && { onePartition }) };
  await writeRecord(folder, { ...record, pid: child.pid, owner: process.pid });
  try {
    await prepareNamespace(addressOf(ports), namespaceRetentionDays, child.checkAlive);
    // Whoever took our port may be a Temporal server too.
    child.checkAlive();
  } catch (error) {
    await child.stop();
    throw error;
  }
  const stop = async () => {
    await child.stop();
    await writeRecord(folder, record);
  };
  return { ...describe(ports), pid: child.pid, owned: true, ended: child.ended, stop };
}

const addressOf = ({ port }: { port: number }): string => `127.0.0.1:${port}`;

const describe = (record: Pick<ServerRecord, 'port' | 'uiPort' | 'httpPort'>) => ({
  address: addressOf(record),
  ...(record.uiPort ? { uiUrl: `http://127.0.0.1:${record.uiPort}` } : {}),
  httpAddress: `http://127.0.0.1:${record.httpPort}`,
  namespace: NAMESPACE,
});
