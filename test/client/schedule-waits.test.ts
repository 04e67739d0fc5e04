/** Runs of schedules that wait for a person or for another run, or failed: what show and doctor say. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Duesflow } from '../../client/index.js';
import { ledgerOf, ownCycle } from '../flows/renewals-world.js';
import type { Bench } from '../setup/bench.js';
import { openScheduleBench, type ScheduleBench } from './schedules-world.js';
import { eventually } from './support.js';

let bench: Bench;
let duesflow: Duesflow;
let yearly: ScheduleBench['yearly'];
let checksOf: ScheduleBench['checksOf'];
let close: ScheduleBench['close'];
beforeAll(async () => {
  ({ bench, duesflow, yearly, checksOf, close } = await openScheduleBench());
});
afterAll(async () => await close());

test('a run that waits for approval: seen through the id of the schedule; a second trigger by SKIP is counted', async () => {
  const cycle = ownCycle(bench, 1);
  const schedule = yearly(cycle.billingCycleId, { approval: 'required' });
  const { scheduleId } = schedule;
  const { schedules } = duesflow;
  await schedules.create(schedule);
  await schedules.trigger(scheduleId, 'SKIP');
  const [run] = (await eventually(() => schedules.show(scheduleId), ({ runs }) => runs[0]?.state === 'parked')).runs;
  await schedules.trigger(scheduleId, 'SKIP');
  await eventually(() => schedules.show(scheduleId), ({ counts }) => counts.skipped === 1);

  expect(await duesflow.report(run!.workflowId)).toMatchObject({ workflowId: run!.key, state: 'parked', parked: { step: 'approve plan' } });
  const mine = await eventually(() => checksOf(scheduleId), (checks) => checks.length > 0);
  expect(mine).toEqual([expect.objectContaining({ ok: true, warning: true, message: '1 runs wait for a person' })]);

  await duesflow.repair(run!.key!, 'approve', { by: 'Kim', why: 'figures checked' });
  const done = await eventually(() => schedules.show(scheduleId), ({ runs }) => runs[0]?.state !== 'parked' && runs[0]?.state !== 'running');
  expect(done.runs[0]).toMatchObject({ state: 'completed', key: run!.key });
});

test('a run that waits for one whose members wait for a person is told by show and by doctor', async () => {
  const cycle = ownCycle(bench, 1);
  const { billingCycleId, members } = cycle;
  bench.sim.faults.add({ operation: 'RunIndividual', contains: members[0]! }, { kind: '403' });
  const holder = await duesflow.start('runRenewals', { tenant: bench.tenant.name, billingCycleId, mode: 'individual', effectiveDate: '2026-01-01' });
  await bench.parked(holder.workflowId);
  const schedule = yearly(billingCycleId, { occasion: 'second' });
  const { scheduleId } = schedule;
  const { schedules } = duesflow;
  await schedules.create(schedule);
  await schedules.backfill(scheduleId, { from: '2026-01-01', to: '2026-01-01' });
  const [run] = (await eventually(() => schedules.show(scheduleId), ({ runs }) => runs[0]?.waitsFor !== undefined)).runs;
  expect(run).toMatchObject({ state: 'running', waitsFor: holder.workflowId });
  const told = await eventually(() => checksOf(scheduleId), (checks) => checks.length > 0);
  expect(told).toEqual([
    expect.objectContaining({ ok: true, warning: true, message: `1 runs wait for another: ${run!.key} waits for ${holder.workflowId}` }),
  ]);
  await duesflow.repair(holder.workflowId, 'skip', { by: 'Kim', why: 'end without them' });
  const [after] = (await eventually(() => schedules.show(scheduleId), ({ runs }) => runs[0]?.waitsFor === undefined && runs[0]?.state !== 'running')).runs;
  // The member still waits for a person: so does the next run now.
  expect(after).toMatchObject({ state: 'parked' });
});

test('a failed run is a fault of doctor until its period has ended well', async () => {
  const cycle = ownCycle(bench, 1);
  const { billingCycles } = bench.sim.world.store;
  const lost = billingCycles.get(cycle.billingCycleId)!;
  billingCycles.put(cycle.billingCycleId, { ...lost, duesItems: [] });
  const schedule = yearly(cycle.billingCycleId);
  const { scheduleId } = schedule;
  const { schedules } = duesflow;
  await schedules.create(schedule);
  await schedules.backfill(scheduleId, { from: '2026-01-01', to: '2026-01-01' });
  // The flow of the period ends a moment before the run that waits for it, whose message is told.
  const failed = await eventually(() => schedules.show(scheduleId), ({ counts, runs }) => counts.failed === 1 && runs[0]?.message !== undefined);
  expect(failed.runs).toMatchObject([{ state: 'rejected', effectiveDate: '2026-01-01', message: expect.stringContaining('the items of cycle') }]);
  expect(await eventually(() => checksOf(scheduleId), (checks) => checks.length > 0)).toEqual([
    {
      check: `schedule ${scheduleId}`,
      ok: false,
      message: `1 of the last 1 runs failed: ${failed.runs[0]!.key} (rejected)`,
      cure: expect.stringContaining(`duesflow schedule backfill ${scheduleId} --from 2026-01-01 --to 2026-01-01`),
    },
  ]);

  billingCycles.put(cycle.billingCycleId, lost);
  await schedules.backfill(scheduleId, { from: '2026-01-01', to: '2026-01-01' });
  const mended = await eventually(() => schedules.show(scheduleId), ({ counts, runs }) => counts.failed === 0 && runs[0]!.state === 'completed');
  expect(mended.runs.map(({ state }) => state)).toEqual(['completed', 'completed']);
  expect((await checksOf(scheduleId))[0]).toMatchObject({ ok: true });
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toHaveLength(1);
});
