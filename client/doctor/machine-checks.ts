/** Node, the data folder, and the embedded Temporal where no other is configured. */
import { access, constants, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder, checkExecutable, EXECUTABLE, onPath } from '../temporal/executable.js';
import { bad, good, type Check } from './check.js';

/** As in package.json, `engines`: the oldest of each that has long-term support; from 24 on all. */
const OLDEST_NODE: Record<string, number> = { 20: 19, 22: 13 };
const ALL_FROM = 24;

export function checkNode(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major >= ALL_FROM || minor >= (OLDEST_NODE[major] ?? Infinity)) return good('node', version);
  const needed = Object.entries(OLDEST_NODE).map((one) => one.join('.'));
  return bad('node', `${version} is not supported`, `Install Node ${ALL_FROM}, or ${needed.reverse().join(' or ')} or later.`);
}

/**
 * The folder in which a worker on this machine keeps imports, lists of parties and results: DUESFLOW_DATA, else `data`
 * in the state folder. One that is not there yet can be made when the folder above it is writable.
 */
export async function checkDataFolder(env: NodeJS.ProcessEnv = process.env): Promise<Check> {
  const check = 'data folder';
  const folder = resolve(env['DUESFLOW_DATA'] || join(env['DUESFLOW_STATE'] || '.duesflow', 'data'));
  const cure = 'Let the user of the worker write there, or set DUESFLOW_DATA to another folder.';
  try {
    const there = await nearest(folder);
    if (!(await stat(there)).isDirectory()) return bad(check, `${there} is no folder`, cure);
    await access(there, constants.W_OK | constants.X_OK);
  } catch (error) {
    return bad(check, `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`, cure);
  }
  return good(check, `${folder} can be written; workers on several machines must share it`);
}

/** The folder itself, or the nearest one above it that exists. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    const found = await stat(at).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return false;
        throw error;
      },
    );
    if (found || dirname(at) === at) return at;
  }
}

/** No Temporal is configured and none runs: that is no fault, as long as one can be started. */
export async function checkEmbedded(): Promise<Check> {
  const check = 'temporal';
  const cached = join(cacheFolder(), EXECUTABLE);
  const given = process.env['TEMPORAL_CLI_PATH'];
  for (const path of given ? [given] : [...(await onPath(EXECUTABLE)), cached]) {
    const checked = await checkExecutable(path);
    if ('server' in checked)
      return good(check, `none is configured and none runs here; duesflow dev starts one (server ${checked.server})`);
    if (given)
      return bad(check, `TEMPORAL_CLI_PATH cannot be used: ${checked.fault}`, 'Correct or unset TEMPORAL_CLI_PATH.');
  }
  const folder = await access(cached).then(
    () => 'anew',
    () => 'once',
  );
  return good(check, `none is configured and none runs here; duesflow dev fetches it ${folder} and starts it`);
}
