/** The server of the Compose file's version, built with Go from its module; kept in the user's cache folder. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../client/temporal/executable.js';
import { findGo } from '../../../client/temporal/fetch.js';
import { withLock } from '../../../client/temporal/lock.js';
import { EXIT, Problem } from '../../../client/problem.js';

const run = promisify(execFile);

const MODULE = 'go.temporal.io/server';
/** The images' names of what `go install` calls by its folder. */
const PROGRAMS = { server: 'temporal-server', sql: 'temporal-sql-tool' };
const PACKAGES = ['cmd/server', 'cmd/tools/sql'];
/** Some 6 minutes of both cores of a small machine; an hour on one that does much else. */
const LIMIT_MS = 60 * 60_000;

export interface ServerBuild {
  /** Folder of `temporal-server` and `temporal-sql-tool`. */
  bin: string;
  /** Folder of the sources: schemas, template of the configuration. */
  module: string;
  /** The program of render.go. */
  render: string;
}

/** @param folder takes what is of this run alone. @throws {Problem} without a Go that can build it. */
export async function buildServer(version: string, folder: string, log: (line: string) => void): Promise<ServerBuild> {
  const found = await findGo();
  if ('fault' in found) throw new Problem(`The Temporal server cannot be built: ${found.fault}.`, 'Install Go (https://go.dev/dl).', EXIT.usage);
  // A go.work or go.mod of the caller's must not decide.
  const go = async (parameters: string[], cwd = tmpdir(), env: NodeJS.ProcessEnv = {}): Promise<string> =>
    (await run(found.go, parameters, { cwd, env: { ...process.env, GOWORK: 'off', GOFLAGS: '', ...env }, timeout: LIMIT_MS })).stdout;

  const render = join(folder, 'render');
  await go(['build', '-o', render, fileURLToPath(new URL('render.go', import.meta.url))]);
  const { Dir: module } = JSON.parse(await go(['mod', 'download', '-json', `${MODULE}@v${version}`])) as { Dir: string };
  const bin = join(dirname(cacheFolder()), `temporal-server-${version}`);
  await mkdir(dirname(bin), { recursive: true });
  await withLock(`${bin}.lock`, async () => (await isThere(bin)) || install(), { waitMs: LIMIT_MS });
  return { bin, module, render };

  /** Under another name until it is whole. */
  async function install(): Promise<void> {
    log(`Building the Temporal server ${version} with Go, once (3 to 10 minutes) ...`);
    const part = await mkdtemp(`${bin}.part-`);
    try {
      const packages = PACKAGES.map((name) => `${MODULE}/${name}@v${version}`);
      await go(['install', ...packages], part, { GOBIN: part });
      for (const [built, name] of Object.entries(PROGRAMS)) await rename(join(part, built), join(part, name));
      await rename(part, bin);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
