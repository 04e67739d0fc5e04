import { expect, test } from '@jest/globals';
import { createImis } from '../../../activities/imis/api.js';
import { startSimulator } from '../../simulator/index.js';
import { testTenant } from '../../setup/bench.js';

test('requests of a paced tenant begin as far apart as it says, also those that are asked for at once', async () => {
  const sim = await startSimulator();
  const imis = createImis(testTenant(sim.url, { paceMs: 100 }));
  await imis.read('Party', { Limit: 1 }); // logs in
  await Promise.all([1, 2, 3].map(() => imis.read('Party', { Limit: 1 })));
  const begun = sim.calls.filter(({ entity }) => entity === 'Party').map(({ at }) => Date.parse(at));
  expect(begun).toHaveLength(4);
  // First to last: three paces, less what the network held the first back.
  expect(begun.at(-1)! - begun[0]!).toBeGreaterThanOrEqual(250);
  imis.close();
  await sim.close();
});
