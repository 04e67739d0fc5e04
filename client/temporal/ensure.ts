/** The `temporal` command, found or fetched without a manual step. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, Problem } from '../problem.js';
import { build, download as bySdk, findGo } from './fetch.js';
import { cacheFolder, checkExecutable, EXECUTABLE, onPath } from './executable.js';
import { withLock } from './lock.js';

export interface EnsureOptions {
  /** Takes one line per attempt: what it does, and how long it may take. */
  log?: (line: string) => void;
  /** Stands in for the SDK's download in tests. */
  download?: (folder: string) => Promise<string>;
}

const CURE =
  'Install the Temporal CLI (https://docs.temporal.io/cli) and put it on the PATH or name it in TEMPORAL_CLI_PATH, ' +
  'or install Go 1.25 or later, or set TEMPORAL_ADDRESS to a running Temporal.';

/**
 * Path of a usable `temporal`, in this order: TEMPORAL_CLI_PATH, the PATH, the copy in the user's cache folder, the
 * SDK's download, a build with Go. What is fetched stays in the cache folder.
 * @throws {Problem} when none of these works, with the cure.
 */
export async function ensureTemporal({ log = () => {}, download = bySdk }: EnsureOptions = {}): Promise<string> {
  const given = process.env['TEMPORAL_CLI_PATH'];
  if (given) {
    const checked = await checkExecutable(given);
    if ('server' in checked) return given;
    throw new Problem(`TEMPORAL_CLI_PATH cannot be used: ${checked.fault}`, 'Correct or unset TEMPORAL_CLI_PATH.');
  }

  const folder = cacheFolder();
  const find = () => firstUsable(log, folder);
  const found = await find();
  if (found) return found;

  await mkdir(dirname(folder), { recursive: true });
  // A second process waits and then finds the first one's copy, rather than fetching 100 MB again.
  return withLock(`${folder}.lock`, async () => (await find()) ?? (await fetch(folder, log, download)), {
    waitMs: 25 * 60_000,
    onWait: (pid) => log(`Process ${pid} is fetching the Temporal CLI; waiting for it (up to 25 minutes).`),
  });
}

async function firstUsable(log: (line: string) => void, folder: string): Promise<string | undefined> {
  for (const path of [...(await onPath(EXECUTABLE)), join(folder, EXECUTABLE)]) {
    const checked = await checkExecutable(path);
    if ('server' in checked) return path;
    if (!checked.fault.includes('ENOENT')) log(`Passing over ${path}: ${checked.fault}.`);
  }
  return undefined;
}

async function fetch(
  folder: string,
  log: (line: string) => void,
  download: (folder: string) => Promise<string>,
): Promise<string> {
  const faults: string[] = [];
  const attempt = async (line: string, make: () => Promise<string>): Promise<string | undefined> => {
    log(line);
    try {
      const path = await make();
      const checked = await checkExecutable(path);
      if ('server' in checked) return path;
      faults.push(checked.fault);
    } catch (error) {
      faults.push(fetchFault(error));
    }
    log(`That did not work: ${faults.at(-1)}.`);
    return undefined;
  };

  const downloaded = await attempt('Downloading the Temporal CLI, about 100 MB (up to 3 minutes).', () =>
    download(folder),
  );
  if (downloaded) return downloaded;

  const found = await findGo();
  if ('fault' in found) faults.push(found.fault);
  else {
    const line = 'Building the Temporal CLI with Go, once (3 to 10 minutes, 240 MB; later starts take under a second).';
    const built = await attempt(line, () => build(folder, found.go));
    if (built) return built;
  }
  throw new Problem(`The Temporal CLI was not found and could not be fetched: ${faults.join('; ')}.`, CURE);
}

/** The telling line of a child process that failed: its last error, not "Command failed" and a stack. */
function fetchFault(error: unknown): string {
  const { stderr, killed } = error as { stderr?: string; killed?: boolean };
  if (killed) return 'it took too long';
  const lines = (stderr ?? '').split('\n').map((line) => line.trim());
  const named = lines.map((line) => /\b\w*Error: (.*)/.exec(line)?.[1]).find(Boolean);
  return (named ?? lines.filter(Boolean).at(-1) ?? messageOf(error)).slice(0, 200);
}
