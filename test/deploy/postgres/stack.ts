/** PostgreSQL, the Temporal server and what sets them up, as docker-compose.yml says it, without containers. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newKey } from '../../../privacy/keys.js';
import { signal, waitForEnd } from '../../../client/temporal/processes.js';
import { waitForPort } from '../../../client/temporal/ports.js';
import type { ServerProcess } from '../../../client/temporal/server-process.js';
import type { Compose, Service } from '../compose.js';
import type { ServerBuild } from './build.js';
import { startCluster, type Cluster } from './cluster.js';
import { serverPorts } from './ports.js';
import { runToEnd, start, type Ground, type Places } from './services.js';

export interface Stack {
  /** Of the server's frontend. */
  address: string;
  cluster: Cluster;
  /** Places that every service knows. */
  places: Places;
  /** Kills the server with SIGKILL and waits until it is gone. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
}

export interface StackOptions {
  compose: Compose;
  build: ServerBuild;
  /** Folder of PostgreSQL's programs. */
  postgres: string;
  /** The `temporal` command. */
  temporal: string;
  /** Of this run. */
  folder: string;
  /** Takes the end of each part that was started. */
  ending: (() => Promise<unknown>)[];
  say(line: string): void;
}

const LIMIT_MS = 120_000;

export async function startStack({ compose: { services }, build, postgres, temporal, folder, ending, say }: StackOptions): Promise<Stack> {
  const service = (name: string): Service => services[name]!;
  const secrets = await writeSecrets(folder);
  const { POSTGRES_USER: user } = service('postgres').environment!;
  const [, ...isReady] = service('postgres').healthcheck!.test;
  const cluster = await startCluster(postgres, String(user), secrets.password, isReady);
  ending.push(() => cluster.stop());

  const ports = await serverPorts();
  const address = `127.0.0.1:${ports.FRONTEND_GRPC_PORT}`;
  const places: Places = {
    '/run/secrets/': `${secrets.folder}/`,
    '/etc/temporal/schema': join(build.module, 'schema'),
    '/etc/temporal/entrypoint.sh': fileURLToPath(new URL('entrypoint.sh', import.meta.url)),
    '--ep postgres -p 5432': `--ep 127.0.0.1 -p ${cluster.port}`,
    'temporal:7233': address,
  };
  const PATH = [build.bin, dirname(temporal), process.env['PATH']].join(':');
  const setUp: Ground = { places, cwd: folder, env: { PATH } };
  const home = join(folder, 'temporal');
  const ofServer: Ground = {
    ...setUp,
    env: {
      ...{ PATH, ...ports, TEMPORAL_HOME: home, BIND_ON_IP: '127.0.0.1', MODULE: build.module, RENDER: build.render },
      ...{ POSTGRES_SEEDS: '127.0.0.1', DB_PORT: String(cluster.port) },
      DYNAMIC_CONFIG_FILE_PATH: join(build.module, 'config/dynamicconfig/docker.yaml'),
    },
  };
  let server: ServerProcess | undefined;
  const startServer = async (): Promise<void> => {
    server = await start('Temporal server', service('temporal'), ofServer, join(folder, 'temporal-server.log'));
    await waitForPort(address, server.checkAlive, Date.now() + LIMIT_MS);
  };
  ending.push(async () => server?.stop());

  // As at a second `docker compose up`, when all is there.
  for (const time of ['made', 'unchanged the second time']) {
    await runToEnd(service('schema'), setUp);
    say(`Schemas: ${time}`);
  }
  await startServer();
  for (const time of ['made', 'unchanged the second time']) {
    await runToEnd(service('namespace'), setUp);
    say(`Namespace and search attributes: ${time}`);
  }

  const kill = async (): Promise<void> => {
    signal(server!.pid, 'SIGKILL');
    if (!(await waitForEnd(server!.pid, LIMIT_MS))) throw new Error('the server outlived SIGKILL');
  };
  return { address, cluster, places, kill, startAgain: startServer };
}

/** As docs/operations.md has them made. The worker's is the log-in of the simulator. */
async function writeSecrets(folder: string): Promise<{ folder: string; password: string }> {
  const secrets = join(folder, 'secrets');
  const password = randomBytes(24).toString('hex');
  await mkdir(secrets);
  const files = { db_password: password, worker_env: "IMIS_PASSWORD='simulator'", encryption_keys: newKey() };
  for (const [name, text] of Object.entries(files)) await writeFile(join(secrets, name), `${text}\n`, { mode: 0o600 });
  return { folder: secrets, password };
}
