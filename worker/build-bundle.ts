/** `npm ci` builds the workflow bundle ahead (package.json, "prepare"); with `--traced` the one for traces as well. */
import { BUNDLE_PATH, loadBundle } from './bundle.js';

for (const traced of process.argv.includes('--traced') ? [false, true] : [false]) {
  const code = await loadBundle(BUNDLE_PATH, traced);
  console.error(`workflow bundle${traced ? ' with traces' : ''}: ${Math.round(code.length / 1024)} KiB beside ${BUNDLE_PATH}`);
}
