/** Answers of a bulk Run that are lost, in every way: it is run once, or a person is asked. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Fault } from '../simulator/index.js';
import { startRun } from '../simulator/world/renewal-run.js';
import { openBench, type Bench } from '../setup/bench.js';
import { Court, effectiveDate, ledgerOf, ownCycle, type OwnCycle } from './renewals-world.js';

let bench: Bench;
let court: Court;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0 }, tenant: { patienceMs: 1500, settleMs: 1000, timeoutMs: 500, readTimeoutMs: 500 } });
  court = new Court(bench);
});
afterAll(async () => await bench.close());

const bulk = ({ billingCycleId }: OwnCycle) => ({ billingCycleId, effectiveDate, mode: 'bulk' }) as const;
const runs = (cycle: OwnCycle) => ledgerOf(bench, cycle, 'renewal.run');
const lose = ({ billingCycleId }: OwnCycle, fault: Fault) => bench.sim.faults.add({ operation: 'Run', contains: billingCycleId }, fault);

const saved: Fault[] = [
  { kind: 'drop-after' },
  { kind: '500-after' },
  { kind: 'late', lateMs: 500 },
  { kind: 'timeout-after', holdMs: 1500 },
  { kind: 'truncated-json' },
  { kind: 'html-502-after' },
  { kind: 'stale-read', staleMs: 500, answer: 'drop' },
];

// One after the other: while one run is at work nobody else bills.
test.each(saved)('a Run whose answer is lost ($kind) is found by its name and not sent again', async (fault) => {
  const cycle = ownCycle(bench, 2);
  lose(cycle, fault);
  expect(await court.run(bulk(cycle))).toMatchObject({ verdict: 'completed', result: { billed: 2 } });
  expect(runs(cycle)).toHaveLength(1);
  await court.judge();
});

const unsaved: Fault[] = [{ kind: 'drop-before' }, { kind: '500-before' }, { kind: 'false-200' }, { kind: 'timeout-before', holdMs: 1500 }];

test.each(unsaved)('a Run that may have been lost on its way ($kind) is never sent again: it parks, also after a retry, until its log is shown', async (fault) => {
  const cycle = ownCycle(bench, 2);
  lose(cycle, fault);
  const { workflowId, ended } = await court.start(bulk(cycle));
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'run billing', verbs: ['retry', 'markDone'], why: expect.stringContaining('may have been lost') as unknown });
  await bench.decide(workflowId, 'retry', {});
  await bench.parked(workflowId, 2);
  expect(runs(cycle)).toEqual([]);
  await expect(bench.decide(workflowId, 'markDone', { ref: 'no such key' })).rejects.toThrow(/do not show it/);
  // The office runs the cycle by hand, and says which run it was.
  const { billingCycles } = bench.sim.world.store;
  const order = { cycleId: cycle.billingCycleId, runName: 'By hand', runDate: effectiveDate, effectiveDate, autoPayOption: 0, doNotApplyCredits: false, hotPost: false } as const;
  const { billingLogKey } = startRun(bench.sim.world.store, { user: 'staff' }, billingCycles.get(cycle.billingCycleId)!, order);
  await bench.decide(workflowId, 'markDone', { ref: billingLogKey });
  expect(await ended).toMatchObject({ verdict: 'completed', result: { billed: 2, billingLogKey } });
  expect(runs(cycle)).toEqual([]);
});

test('a refusal inside a 200 is believed when there is no log', async () => {
  const cycle = ownCycle(bench, 1);
  const { store } = bench.sim.world;
  const record = store.billingCycles.get(cycle.billingCycleId)!;
  const off = bench.sim.onHit({ operation: 'Run', contains: cycle.billingCycleId }, 'before', () => void store.billingCycles.delete(cycle.billingCycleId));
  const report = await court.run(bulk(cycle));
  off();
  store.billingCycles.put(cycle.billingCycleId, record);
  expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'run billing', message: expect.stringContaining('does not exist') as unknown } });
  // Nothing was done, so the key may be used again.
  expect(await court.run(bulk(cycle))).toMatchObject({ verdict: 'completed', result: { billed: 1 } });
  expect(runs(cycle)).toHaveLength(1);
});

test('of several runs of one name a person names the one that stands; the other is told as an exception', async () => {
  const cycle = ownCycle(bench, 2);
  const { store } = bench.sim.world;
  let other = '';
  const off = bench.sim.onHit({ operation: 'Run', contains: cycle.billingCycleId }, 'after', ({ body }) => {
    const runName = /"BillingRunName":"([^"]+)"/.exec(JSON.stringify(body))![1]!;
    const order = { cycleId: cycle.billingCycleId, runName, runDate: effectiveDate, effectiveDate, autoPayOption: 0, doNotApplyCredits: false, hotPost: false } as const;
    other = startRun(store, { user: 'staff' }, { ...store.billingCycles.get(cycle.billingCycleId)!, duesItems: [] }, order).billingLogKey;
  });
  const { workflowId, ended } = await court.start(bulk(cycle));
  const { parked } = await bench.parked(workflowId);
  off();
  const ours = runs(cycle)[0]!.billingLogKey!;
  expect(parked).toMatchObject({ step: 'run billing', verbs: ['retry', 'markDone'] });
  for (const key of [ours, other]) expect(parked!.why).toContain(key);
  const [runName] = /Renewals \S+ \S+/.exec(parked!.why)!;
  await expect(bench.decide(workflowId, 'markDone', { ref: runName })).rejects.toThrow(/mark done with the BillingLogKey/);
  await bench.decide(workflowId, 'markDone', { ref: ours });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { billingLogKey: ours } });
  expect(report.notes).toEqual(expect.arrayContaining([expect.stringContaining(`same name (${other})`)]));
  expect(runs(cycle)).toHaveLength(1);
});
