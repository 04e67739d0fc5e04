/** Windows of renewals that are cut into runs, broken off, cancelled, and kept apart. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { beginMembers } from '../../activities/renewals/member-results.js';
import { hashOfParties, keepParties } from '../../activities/renewals/parties.js';
import type { WindowInput, WindowState } from '../../workflows/contracts/window.js';
import { openBench, type Bench } from '../setup/bench.js';
import { Court, effectiveDate, ledgerOf, linesOf, ownCycle, type OwnCycle } from './renewals-world.js';

let bench: Bench;
let court: Court;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0 }, tenant: { patienceMs: 1500 } });
  court = new Court(bench);
});
afterAll(async () => await bench.close());

const each = ({ billingCycleId }: OwnCycle) => ({ billingCycleId, effectiveDate, mode: 'individual' }) as const;
const bills = (cycle: OwnCycle) => ledgerOf(bench, cycle, 'renewal.billed');
const slow = (cycle: OwnCycle, delayMs: number) => bench.sim.faults.add({ operation: 'RunIndividual', contains: cycle.billingCycleId, times: 0 }, { kind: 'slow', delayMs });

async function begun(cycle: OwnCycle, count: number): Promise<void> {
  while (bills(cycle).length < count) await sleep(20);
}

/** A member whose renewal will park: its flow, and when it has been refused. */
function refuseOnce({ billingCycleId }: OwnCycle, member: string): { flow: string; refused: () => Promise<void> } {
  const id = bench.sim.faults.add({ operation: 'RunIndividual', contains: `"${member}"` }, { kind: '403' });
  return {
    flow: `renewMember:${bench.tenant.name}:${member}:${encodeURIComponent(billingCycleId.toUpperCase())}:${effectiveDate}`,
    async refused() {
      while (!bench.sim.faults.list().some((rule) => rule.id === id && rule.hits > 0)) await sleep(20);
    },
  };
}

test('a window goes on in new runs: each member once, also one who waits over the change', async () => {
  const cycle = ownCycle(bench, 10);
  const { flow: child } = refuseOnce(cycle, cycle.members[1]!);
  const tenant = bench.tenant.name;
  const { list, total } = await keepParties(bench.dataDir, tenant, cycle.members);
  const resultsFile = join(bench.dataDir, 'runs.csv');
  const input: WindowInput = {
    tenant,
    source: { kind: 'members', list, of: { tenant, billingCycleId: cycle.billingCycleId, effectiveDate } },
    total,
    size: 2,
    resultsFile,
    offset: (await beginMembers(resultsFile)).offset,
    perRun: 3,
  };
  const window = await bench.client.workflow.start('slidingWindow', { workflowId: 'by-runs:window', taskQueue: bench.taskQueue, args: [input] });
  await begun(cycle, 9);
  await bench.parked(child);
  await bench.decide(child, 'retry', {});
  const state = (await window.result()) as WindowState;
  expect(state).toMatchObject({ ended: 10, failures: 0, counts: { renewed: 10 }, waiting: [] });
  const lines = await linesOf(resultsFile);
  expect(lines.map((line) => line['partyId']).sort()).toEqual([...cycle.members].sort());
  expect(bills(cycle)).toHaveLength(10);
  const runs = [];
  for await (const run of bench.client.workflow.list({ query: "WorkflowId = 'by-runs:window'" })) runs.push(run.status.name);
  expect(runs.filter((status) => status === 'CONTINUED_AS_NEW')).toHaveLength(3);
});

test('a window that was terminated is begun again on a word, and bills nobody twice', async () => {
  const cycle = ownCycle(bench, 6);
  slow(cycle, 150);
  const { workflowId, ended } = await court.start({ ...each(cycle), window: 2 });
  await begun(cycle, 2);
  await bench.client.workflow.getHandle(`${workflowId}:window`).terminate('by hand');
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'renew members', verbs: ['retry'] });
  await bench.decide(workflowId, 'retry', {});
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { renewed: 6 } });
  expect(await linesOf(report.result['resultsFile'])).toHaveLength(6);
  expect(bills(cycle)).toHaveLength(6);
  await court.judge();
});

test('a cancel in the middle begins no more, and what was begun comes to its end', async () => {
  const cycle = ownCycle(bench, 8);
  slow(cycle, 150);
  const { workflowId, ended } = await court.start({ ...each(cycle), window: 2 });
  await begun(cycle, 2);
  await bench.client.workflow.getHandle(workflowId).cancel();
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', cause: { type: 'stopped', message: expect.stringContaining('a cancel was asked for') as unknown } });
  const { renewed, notBegun } = report.result as { renewed: number; notBegun: number };
  expect(renewed + notBegun).toBe(8);
  expect(await linesOf(report.result['resultsFile'])).toHaveLength(8);
  expect(renewed).toBeGreaterThanOrEqual(2);
  expect(renewed).toBeLessThan(8);
  expect(bills(cycle)).toHaveLength(renewed);
  await court.judge();
});

test('two runs of one cycle, one of all and one of some, go one after the other; the second says for whom it waits', async () => {
  const cycle = ownCycle(bench, 4);
  // The first run holds the cycle until a person has spoken.
  const { flow: held, refused } = refuseOnce(cycle, cycle.members[0]!);
  const first = await court.start({ ...each(cycle), window: 1 });
  await refused();
  await bench.parked(held);
  const partyIds = cycle.members.slice(2);
  const second = await court.start({ ...each(cycle), partyIds, partiesHash: hashOfParties(partyIds) });
  const bulk = await court.start({ ...each(cycle), mode: 'bulk', occasion: 'again' });
  const waits = async (id: string) => (await bench.report(id)).steps.find((step) => step.name === 'hold billing cycle')?.note ?? '';
  while (!(await waits(second.workflowId)).includes('waits for')) await sleep(20);
  expect(await waits(second.workflowId)).toBe(`waits for ${first.workflowId}`);
  // A plan waits for nobody.
  expect(await court.run({ ...each(cycle), plan: true })).toMatchObject({ verdict: 'completed' });
  await bench.client.workflow.getHandle(bulk.workflowId).cancel();
  expect(await bulk.ended).toMatchObject({ verdict: 'cancelled' });
  await bench.decide(held, 'retry', {});
  const [all, some] = await Promise.all([first.ended, second.ended]);
  expect([all.result['renewed'], some.verdict]).toEqual([4, 'completed']);
  expect(Date.parse(some.steps.find((step) => step.name === 'plan renewals')!.startedAt)).toBeGreaterThanOrEqual(Date.parse(all.steps.find((step) => step.name === 'renew members')!.endedAt!));
  expect(bills(cycle)).toHaveLength(4);
  await court.judge();
});

test('a run that holds the cycle and is terminated blocks nobody', async () => {
  const cycle = ownCycle(bench, 2);
  const { billingCycleId } = cycle;
  bench.sim.faults.add({ path: '/api/Subscription', contains: cycle.itemId }, { kind: 'slow', delayMs: 600 });
  const holder = await bench.start('runRenewals', { billingCycleId, effectiveDate: '2025-12-31', mode: 'individual' });
  while (!(await bench.report(holder.workflowId)).steps.some((step) => step.name === 'plan renewals')) await sleep(20);
  await bench.client.workflow.getHandle(holder.workflowId).terminate('by hand');
  expect(await court.run({ ...each(cycle), occasion: 'after' })).toMatchObject({ verdict: 'completed', result: { renewed: 2 } });
});

test('a schedule and a person who mean the same period start one run', async () => {
  const cycle = ownCycle(bench, 2);
  const { billingCycleId } = cycle;
  const year = new Date().getUTCFullYear();
  const scheduled = await court.start({ billingCycleId, effectiveDateRule: 'year-start', timeZone: 'America/New_York', mode: 'individual' }, { workflowId: 'schedule:dues-2026' });
  const byHand = await court.run({ ...each(cycle), effectiveDate: `${year}-01-01` });
  expect(await scheduled.ended).toEqual(byHand);
  expect(byHand).toMatchObject({ verdict: 'completed', result: { renewed: 2 }, key: expect.stringContaining(`:${year}-01-01:-:all`) as unknown });
  expect(bills(cycle)).toHaveLength(2);
});
