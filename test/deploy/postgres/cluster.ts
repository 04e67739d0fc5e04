/** A throw-away PostgreSQL cluster, with the user and the password of the Compose file. */
import { execFile } from 'node:child_process';
import { chown, mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EXIT, Problem } from '../../../client/problem.js';
import { onPath } from '../../../client/temporal/executable.js';
import { freePort } from '../../../client/temporal/ports.js';
import { startProcess } from '../../../client/temporal/server-process.js';
import { eventually } from './eventually.js';

const run = promisify(execFile);

export interface Cluster {
  port: number;
  /** Such as `15.14`. */
  version: string;
  /** The cells of one row. */
  row(database: string, sql: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Where Debian and Red Hat put what is not on the PATH. */
const PLACES = ['/usr/lib/postgresql', '/usr'];

/** Folder of `initdb` and `postgres`; of several the newest. @throws {Problem} when there is none. */
export async function findPostgres(): Promise<string> {
  const [onIt] = await onPath('initdb');
  // A link stands alone: the other programs are where it leads.
  if (onIt) return dirname(await realpath(onIt));
  for (const place of PLACES) {
    const names = await readdir(place).catch(() => [] as string[]);
    const versions = names.filter((name) => /^(pgsql-)?\d+$/.test(name)).sort((a, b) => number(b) - number(a));
    for (const name of versions) if ((await readdir(join(place, name, 'bin')).catch(() => [] as string[])).includes('initdb')) return join(place, name, 'bin');
  }
  throw new Problem('There is no PostgreSQL here: initdb was not found.', 'Install it (Debian: apt-get install postgresql; macOS: brew install postgresql@16), or put initdb on the PATH.', EXIT.usage);
}

const number = (name: string): number => Number(name.replace('pgsql-', ''));

/** @param isReady the health check of the Compose file: a command and its words. */
export async function startCluster(bin: string, user: string, password: string, isReady: string[]): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-postgres-'));
  const owner = await unprivileged();
  const as = { cwd: folder, ...owner };
  const [data, passwordFile, log, port] = [join(folder, 'data'), join(folder, 'password'), join(folder, 'log'), await freePort()];
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (owner) for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid);
  await run(join(bin, 'initdb'), ['--pgdata', data, '--username', user, '--pwfile', passwordFile, '--auth', 'scram-sha-256', '--encoding', 'UTF8'], as);
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`].flatMap((one) => ['-c', one]);
  const postgres = await startProcess(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], log, 'SIGTERM', { ...as, name: 'PostgreSQL' });

  const row = async (database: string, sql: string): Promise<string[]> => {
    const to = ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', database];
    const { stdout } = await run(join(bin, 'psql'), [...to, '--tuples-only', '--no-align', '-c', sql], { env: { ...process.env, PGPASSWORD: password } });
    return stdout.trim().split('|');
  };
  const stop = async (): Promise<void> => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [program, ...words] = isReady;
    await eventually(() => run(join(bin, program!), [...words, '-p', String(port)]).then(() => true), 60_000, postgres.checkAlive);
    const [version] = await row('postgres', 'show server_version');
    return { port, version: version!.split(' ')[0]!, row, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made, else as nobody. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres']).catch(() => run('id', [flag, 'nobody']))).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
