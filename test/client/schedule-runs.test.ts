/** Runs of schedules: each period once, and those that never were. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Duesflow, ScheduleView } from '../../client/index.js';
import { periodsWithoutRun } from '../../client/schedules/times.js';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { ledgerOf, ownCycle, type OwnCycle } from '../flows/renewals-world.js';
import { cash, type Bench } from '../setup/bench.js';
import { openScheduleBench, type ScheduleBench } from './schedules-world.js';
import { eventually } from './support.js';

let bench: Bench;
let duesflow: Duesflow;
let yearly: ScheduleBench['yearly'];
let close: ScheduleBench['close'];
beforeAll(async () => {
  ({ bench, duesflow, yearly, close } = await openScheduleBench());
});
afterAll(async () => await close());

/** Paid through the given day, so that one term after the other can be billed. */
const paidThrough = (cycle: OwnCycle, paidThru: string): string =>
  bench.sim.world.addMembers(1, { itemId: cycle.itemId, paidThru })[0]!;

test('backfill of a paused schedule: each period at its own time, billed once, also where a person was first', async () => {
  const cycle = ownCycle(bench, 0);
  const member = paidThrough(cycle, '2023-12-31');
  const input: RunRenewals = { billingCycleId: cycle.billingCycleId, mode: 'individual', partyIds: [member], payment: cash };
  const schedule = { ...yearly(cycle.billingCycleId, input), paused: true };
  await duesflow.schedules.create(schedule);
  const byHand = await duesflow.start('runRenewals', { ...input, tenant: bench.tenant.name, effectiveDate: '2024-01-01', requestedBy: 'Kim' });

  const { scheduleId } = schedule;
  const range = { from: '2024-01-01', to: '2026-02-01' };
  const periods = await duesflow.schedules.backfill(scheduleId, range);
  expect(periods.map(({ effectiveDate }) => effectiveDate)).toEqual(['2024-01-01', '2025-01-01', '2026-01-01']);
  expect(periods[0]!.key).toBe(byHand.workflowId);

  const ended = (view: ScheduleView): boolean => view.runs.length === 3 && view.runs.every(({ state }) => state === 'completed');
  const view = await eventually(() => duesflow.schedules.show(scheduleId), ended);
  expect(view.runs.map(({ at, effectiveDate, key }) => ({ at, effectiveDate, key })).reverse()).toEqual(periods);
  expect(view.runs.map(({ workflowId }) => workflowId)).toContain(`schedule:${scheduleId}-2025-01-01T05:00:00Z`);
  expect(view).toMatchObject({ paused: true, next: [], counts: { runs: 3, failed: 0 } });
  const terms = ledgerOf(bench, cycle, 'renewal.billed').map((entry) => (entry as { termThrough?: string }).termThrough);
  expect(terms).toEqual(['2024-12-31', '2025-12-31', '2026-12-31']);
  expect((await duesflow.report(byHand.workflowId)).requestedBy).toBe('Kim');

  // The same range again joins the runs that were.
  await duesflow.schedules.backfill(scheduleId, range);
  await eventually(() => duesflow.schedules.show(scheduleId), ({ counts, runs }) => counts.runs === 6 && runs.every(({ state }) => state === 'completed'));
  const relays = await Promise.all(
    (await duesflow.schedules.show(scheduleId)).runs.map(({ workflowId }) => bench.client.workflow.getHandle(workflowId).result()),
  );
  expect(relays.every((report) => (report as { verdict: string }).verdict === 'completed')).toBe(true);
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toHaveLength(3);
});

test('periods without a run are known, those that a person has run are not among them', async () => {
  const cycle = ownCycle(bench, 0);
  const schedule = yearly(cycle.billingCycleId);
  await duesflow.schedules.create(schedule);
  const view = await duesflow.schedules.show(schedule.scheduleId);
  const [first, second] = view.next.map(({ effectiveDate }) => effectiveDate!);
  const years = new Date(Date.parse(view.next[1]!.at) + 86_400_000);
  // As it would be seen years from now, had the server been away; its retention is left out of account.
  const seen = async () => (await periodsWithoutRun(bench.client, view, years)).map(({ effectiveDate }) => effectiveDate);
  const before = await seen();
  expect(before.at(-1)).toBe(second);
  const { billingCycleId, mode } = schedule.input;
  await duesflow.execute('runRenewals', { tenant: bench.tenant.name, billingCycleId, mode, effectiveDate: second! });
  expect(await seen()).toEqual(before.filter((date) => date !== second));
  expect([first, second]).toContain(before[0]);
});
