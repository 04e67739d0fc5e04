/**
 * The saga core against a model of it, in the SDK's own runtime without a server: any outcomes, kinds, cancels, words of
 * people and replays. PROPERTY_RUNS and PROPERTY_SEED set how many worlds and which: the same in every run of CI, others
 * by hand.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface.js';
import { plantIn } from '../../crash/plant.js';
import { plannedBundle } from './bundle.js';
import { KNOWN } from './known.js';
import { openRuntime } from './machine.js';
import { BUGS } from './planted.js';
import { playOffline, search } from './search.js';

const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
const runs = Number(PROPERTY_RUNS ?? 1000);
const seed = Number(PROPERTY_SEED ?? 1);

let bundle: string;
let runtime: WorkflowCreator;
beforeAll(async () => {
  bundle = await plannedBundle();
  runtime = await openRuntime(bundle);
});
afterAll(async () => await runtime.destroy());

test.each(Object.entries(KNOWN))('it holds where it once did not: %s', async (_name, scenario) => {
  const { wrong, log } = await playOffline(runtime, scenario);
  expect({ wrong, log: wrong.length > 0 ? log : [] }).toEqual({ wrong: [], log: [] });
});

test(`core and model agree in ${runs} worlds (PROPERTY_SEED=${seed})`, async () => {
  const found = await search(runtime, { runs, seed });
  expect(found && { ...found, scenario: JSON.stringify(found.scenario) }).toBeUndefined();
}, 600_000);

describe('a planted bug is found', () => {
  test.each(BUGS)('$name', async (bug) => {
    const broken = await openRuntime(plantIn(bundle, { ...bug, file: 'the bundle' }));
    const found = await search(broken, { runs: 1000, seed: 1, shrink: false });
    await broken.destroy();
    expect(found?.wrong ?? []).not.toEqual([]);
  }, 120_000);
});
