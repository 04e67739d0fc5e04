/** Two ways to fetch `temporal`. Both work in a folder of their own: a half-made copy is never seen under the final name. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nodeArguments } from '../node-arguments.js';
import { CLI_VERSION, EXECUTABLE, onPath } from './executable.js';

const run = promisify(execFile);

/** Silent in an offline network for as long as it takes to give up. */
const DOWNLOAD_LIMIT_MS = 180_000;
/** Measured: 3 min 10 s on two cores with nothing cached. */
const BUILD_LIMIT_MS = 20 * 60_000;
const OLDEST_GO = 25;

/** The SDK's own download, in a process of its own so that the time limit holds. Returns the path in `folder`. */
export const download = (folder: string): Promise<string> =>
  intoFolder(folder, async (inside) => {
    const main = fileURLToPath(new URL('./download', import.meta.url));
    await run(process.execPath, [...nodeArguments(main, import.meta.url), inside], { timeout: DOWNLOAD_LIMIT_MS });
    return (await readdir(inside)).find((name) => name.startsWith('temporal'));
  });

/** `go install` of the same version, which needs a Go module proxy only. */
export const build = (folder: string, go: string): Promise<string> =>
  intoFolder(folder, async (inside) => {
    const module = `github.com/temporalio/cli/cmd/temporal@v${CLI_VERSION}`;
    // From a neutral folder: a go.work or go.mod of the caller's must not decide.
    await run(go, ['install', module], {
      cwd: inside,
      env: { ...process.env, GOBIN: inside },
      timeout: BUILD_LIMIT_MS,
    });
    return EXECUTABLE;
  });

/** Path of a Go that can build it, or why there is none. */
export async function findGo(): Promise<{ go: string } | { fault: string }> {
  const [go] = await onPath(process.platform === 'win32' ? 'go.exe' : 'go');
  if (!go) return { fault: 'Go is not on the PATH' };
  const { stdout } = await run(go, ['version']).catch(() => ({ stdout: '' }));
  const minor = Number(/go1\.(\d+)/.exec(stdout)?.[1] ?? 0);
  return minor >= OLDEST_GO ? { go } : { fault: `Go 1.${OLDEST_GO} or later is needed` };
}

/** Lets `make` fill a temporary folder beside `folder`, then moves the file it names to its final place. */
async function intoFolder(folder: string, make: (inside: string) => Promise<string | undefined>): Promise<string> {
  const parts = `${basename(folder)}.part-`;
  await mkdir(dirname(folder), { recursive: true });
  // One process fetches at a time (ensure.ts), so what is there was left by one that was killed.
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(parts)) await rm(join(dirname(folder), name), { recursive: true, force: true });
  const inside = await mkdtemp(join(dirname(folder), parts));
  try {
    const name = await make(inside);
    if (!name) throw new Error('nothing was fetched');
    await chmod(join(inside, name), 0o755);
    await mkdir(folder, { recursive: true });
    const path = join(folder, EXECUTABLE);
    await rename(join(inside, name), path);
    return path;
  } finally {
    await rm(inside, { recursive: true, force: true });
  }
}
