/** Listing flows and deciding on those that are parked. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chapter, openDoubles, type Doubles } from './doubles-world.js';
import { eventually, problemOf } from './support.js';

let duesflow: Doubles['duesflow'];
let close: Doubles['close'];
beforeAll(async () => {
  ({ duesflow, close } = await openDoubles());
});
afterAll(async () => await close());

describe('operate', () => {
  test('lists by state and party, and decides on a parked flow with by and why', async () => {
    const input = chapter('parked');
    const { workflowId, result } = await duesflow.start('changeChapter', input);
    const parked = () =>
      all(duesflow.list({ state: 'parked', partyId: input.partyId, flow: 'changeChapter', tenant: 'default' }));
    const seen = await eventually(parked, ({ length }) => length === 1);
    expect(seen).toEqual([expect.objectContaining({ workflowId, state: 'parked', step: 'pay and confirm' })]);

    const decision = { by: 'operator', why: 'looked at it' };
    const refused = await problemOf(duesflow.repair(workflowId, 'skip', decision));
    expect(refused.message).toBe('skip was refused: a step at the point of no return cannot be skipped');
    expect(refused.exitCode).toBe(2);
    expect(await duesflow.repair(workflowId, 'retry', { ...decision, updateId: 'u-1' })).toBe('retry: accepted');
    expect((await result()).operator).toMatchObject([{ verb: 'retry', ...decision }]);
    expect((await problemOf(duesflow.repair(workflowId, 'retry', decision))).message).toContain('nothing to decide');
  });

  test('many at once: a dry run changes nothing', async () => {
    const inputs = [chapter('parked'), chapter('parked')];
    for (const input of inputs) await duesflow.start('changeChapter', input);
    const query = `PartyId IN (${inputs.map(({ partyId }) => `"${partyId}"`).join(', ')})`;
    await eventually(() => all(duesflow.list({ state: 'parked', query })), ({ length }) => length === 2);
    const options = { by: 'operator', why: 'API is back', ratePerSecond: 100 };
    const outcomes = async (dryRun: boolean) =>
      (await all(duesflow.repairWhere(query, 'retry', { ...options, dryRun }))).map(({ outcome }) => outcome);
    expect(await outcomes(true)).toEqual(['would', 'would']);
    expect(await outcomes(false)).toEqual(['done', 'done']);
  });

  test('a query that cannot be read and a flow that is not there are told plainly', async () => {
    expect((await problemOf(all(duesflow.list({ query: 'Nonsense = 1' })))).exitCode).toBe(2);
    expect((await problemOf(duesflow.report('nowhere'))).message).toBe('There is no flow nowhere.');
  });
});

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}
