/**
 * The search by hand, and over a copy with a planted bug: `node --import tsx test/activities/write/model/main.ts`, with
 * PROPERTY_RUNS and PROPERTY_SEED. `--json` prints one line for the test that started it.
 */
import { KNOWN } from './known.js';
import { fromEnvironment, search } from './search.js';

const json = process.argv.includes('--json');
const known = process.argv.includes('--without-known') ? [] : Object.values(KNOWN);
const options = fromEnvironment(10_000, Date.now() % 2 ** 31);
const { broken, ...searched } = await search({ ...options, known, shrink: !json });
if (json) {
  console.log(JSON.stringify({ ...searched, found: broken?.found ?? [] }));
} else {
  console.log(searched);
  if (broken) console.log([JSON.stringify(broken.scenario, null, 1), ...broken.log, ...broken.found].join('\n'));
}
process.exitCode = broken ? 1 : 0;
