import fc from 'fast-check';
import { scenarios } from './scenario.js';
import { simulate } from './simulate.js';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 500);
const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);
const t0 = Date.now();
const result = await fc.check(
  fc.asyncProperty(scenarios, async (scenario) => {
    const { found } = await simulate(scenario);
    if (found.length) throw new Error(found.map((f) => `(${f.property}) ${f.text}`).join('\n'));
  }),
  { numRuns: runs, seed, ...(process.env['NOSHRINK'] && { endOnFailure: true }) },
);
console.log({ seed, runs: result.numRuns, failed: result.failed, ms: Date.now() - t0, shrinks: result.numShrinks });
if (result.failed) {
  const c = result.counterexample![0];
  console.log(JSON.stringify(c, null, 1));
  const { found, log } = await simulate(c);
  console.log(log.join('\n'));
  console.log(found);
}
