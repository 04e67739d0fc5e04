/** Is this file a `temporal` that we can use? */
import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '../problem.js';

const run = promisify(execFile);

/** The version that is fetched when none is found. Versions 1.8 and 1.9 cannot be built by `go install`. */
export const CLI_VERSION = '1.5.1';

/** The oldest server inside `temporal` on which Duesflow was tried. */
const OLDEST_SERVER = '1.29.0';

export const EXECUTABLE = process.platform === 'win32' ? 'temporal.exe' : 'temporal';

/** Folder of the fetched copy, outside the project: `npm ci` empties every cache inside it. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'duesflow', `temporal-${CLI_VERSION}`);

/** What `temporal --version` says: its server's version, or why it cannot be used. */
export type Checked = { server: string } | { fault: string };

/** Runs `path --version`. The number of the command itself tells nothing: a copy built with Go says 0.0.0-DEV. */
export async function checkExecutable(path: string): Promise<Checked> {
  let said: string;
  try {
    await access(path, constants.X_OK);
    said = (await run(path, ['--version'], { timeout: 15_000 })).stdout;
  } catch (error) {
    return { fault: messageOf(error) };
  }
  const server = /Server (\d+\.\d+\.\d+)/.exec(said)?.[1];
  if (!server) return { fault: 'does not name its server version' };
  if (isOlder(server, OLDEST_SERVER)) return { fault: `its server ${server} is older than ${OLDEST_SERVER}` };
  return { server };
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) => one.split('.').map(Number)) as [number[], number[]];
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs >= 0 && a[differs]! < b[differs]!;
}

/** Every `name` on the PATH, in its order. */
export async function onPath(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  const files = (env['PATH'] ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  const there = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => there[index]);
}
