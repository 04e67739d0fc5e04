/** Node, and the embedded Temporal where no other is configured. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, checkExecutable, EXECUTABLE, onPath } from '../temporal/executable.js';
import { bad, good, type Check } from './check.js';

/** As in package.json, `engines`. */
const OLDEST_NODE = [20, 19] as const;

export function checkNode(version = process.versions.node): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const old = major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1]);
  const needed = OLDEST_NODE.join('.');
  return old ? bad('node', `${version} is too old`, `Install Node ${needed} or later.`) : good('node', version);
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
