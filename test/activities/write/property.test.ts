/**
 * The write protocol in virtual time: a record whose writes come late or never, processes that are killed, stopped and
 * cut off, attempts that are reset, a rival, an operator (model/). PROPERTY_RUNS and PROPERTY_SEED set how many worlds
 * and which: the same in every run of CI, others by hand.
 */
import { expect, test } from '@jest/globals';
import { KNOWN } from './model/known.js';
import { fromEnvironment, search } from './model/search.js';
import { simulate } from './model/simulate.js';

const { runs, seed } = fromEnvironment(5000, 1);

test.each(Object.entries(KNOWN))('it holds where it once did not: %s', async (_name, scenario) => {
  expect((await simulate(scenario)).found).toEqual([]);
});

test(`every property holds in ${runs} worlds (PROPERTY_SEED=${seed})`, async () => {
  const { broken } = await search({ runs, seed });
  expect(broken).toBeUndefined();
}, 600_000);
