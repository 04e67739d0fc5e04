/** The batch of a bulk run: posted once, and only when it is ours alone. */
import { expect, test } from '@jest/globals';
import { bench, bulk, court, inBulkWorld, lastBatch, posts } from './bulk-world.js';
import { ownCycle } from './renewals-world.js';

inBulkWorld();

test('post: leave posts nothing', async () => {
  const cycle = ownCycle(bench, 1);
  const report = await court.run({ ...bulk(cycle), post: 'leave' });
  expect(report).toMatchObject({ verdict: 'completed', result: { billed: 1 }, notes: [expect.stringContaining('left for others to post')] });
  expect(posts(report)).toEqual([]);
  await court.judge();
});

test('a posting that fails parks with its reason, and is retried', async () => {
  const cycle = ownCycle(bench, 1);
  const off = bench.sim.onHit({ operation: 'Post' }, 'before', () => bench.sim.staff.failPosting(lastBatch()));
  const { workflowId, ended } = await court.start(bulk(cycle));
  const parked = await bench.parked(workflowId);
  off();
  expect(parked.parked).toMatchObject({ step: 'post batch', why: expect.stringContaining('out of balance') as unknown });
  expect(posts(parked)).toEqual([]);
  await bench.decide(workflowId, 'retry', {});
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { posted: true } });
  expect(posts(report)).toHaveLength(1);
  await court.judge();
});

test('a batch that holds entries of strangers is left to people', async () => {
  const cycle = ownCycle(bench, 1);
  const off = bench.sim.onHit({ operation: 'Run' }, 'after', () => bench.sim.staff.addStrangerEntry(lastBatch()));
  const { workflowId, ended } = await court.start(bulk(cycle));
  const parked = await bench.parked(workflowId);
  off();
  expect(parked.parked).toMatchObject({ step: 'post batch', why: expect.stringContaining('stranger') as unknown });
  expect(posts(parked)).toEqual([]);
  bench.sim.staff.postBatch(lastBatch());
  await bench.decide(workflowId, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'completed' });
  await court.judge();
});
