/** Audits of a tenant with legacy invoices, by the library and by a schedule; what cannot be told stays unknown. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { markerOf } from '../../activities/write/marker.js';
import { createDuesflow, type Duesflow } from '../../client/index.js';
import { checkSchedules } from '../../client/doctor/schedule-checks.js';
import { scheduleText } from '../../client/cli/schedule/text.js';
import { problemOf, eventually } from '../client/support.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { auditsOf, worded, type Audits } from './audit-world.js';

let bench: Bench;
let audits: Audits;
let duesflow: Duesflow;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { deletedGroupMember: 'inactive' } }, tenant: { patienceMs: 1500 } });
  audits = auditsOf(bench);
  duesflow = createDuesflow({ client: bench.client, taskQueue: bench.taskQueue });
});
afterAll(async () => await bench.close());

const newMember = (): string => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const sale = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01' });

test('legacy invoices: sales, runs of renewals and reversals are as reported; a membership that was left by hand is drift', async () => {
  const { sim } = bench;
  await audits.run('purchaseSubscription', { ...sale(newMember()), payment: cash });
  const due = sim.world.addMembers(2, { paidThru: '2025-12-31' });
  await audits.run('runRenewals', { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', mode: 'individual', partyIds: due, payment: cash });
  const left = newMember();
  await audits.run('changeChapter', { partyId: left, add: 'EAST' });
  const moved = newMember();
  await audits.run('changeChapter', { partyId: moved, add: 'EAST' });
  await audits.run('changeChapter', { partyId: moved, from: 'EAST', to: 'WEST' });
  // Refused, taken back, and then sold by the office.
  const declined = newMember();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: declined, times: 1 }, { kind: 'validation-400' });
  const refused = await audits.run('purchaseSubscription', { ...sale(declined), payment: cash });
  expect(refused.verdict).toBe('compensated');
  const { lines } = await audits.audit();
  expect(worded(lines)).toEqual([`superseded changeChapter CHAPT/EAST of party ${moved}`]);

  sim.staff.removeChapter(left, 'EAST');
  sim.staff.changeSubscription(declined, 'REG', { status: 0, cancelledAsOf: undefined } as object);
  const after = await audits.audit();
  expect(worded(after.lines)).toEqual([
    `drift changeChapter CHAPT/EAST of party ${left}`,
    `drift purchaseSubscription subscription REG of party ${declined}`,
    ...worded(lines),
  ]);
  // A payment that lands after all, under the mark of the flow that says it was refused.
  const { payments } = sim.world.store;
  const reference = markerOf('test', refused.key, 'pay invoice');
  payments.overwrite('99001', { ...payments.all()[0]!, paymentId: '99001', payor: declined, reference });
  const landed = await audits.audit({ flow: 'purchaseSubscription' });
  expect(worded(landed.lines)).toContain(`false-word purchaseSubscription payment ${reference}`);
  payments.overwrite('99001', undefined);
  expect(after.result.byFlow).toMatchObject({ renewMember: { 'as-reported': 2 }, runRenewals: { 'by-parts': 1 } });
});

test('a flow that was terminated, and a record that an open flow may be changing, are unknown', async () => {
  const { sim, client } = bench;
  const [cut, busy] = [newMember(), newMember()];
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: cut, times: 1 }, { kind: '403' });
  const parked = await bench.start('purchaseSubscription', { ...sale(cut), payment: cash });
  parked.ended.catch(() => undefined);
  await bench.parked(parked.workflowId);
  await client.workflow.getHandle(parked.workflowId).terminate();

  const { workflowId } = await audits.run('changeChapter', { partyId: busy, add: 'EAST' });
  // Its membership goes without a trace, while a flow of the party waits for a person.
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: busy, times: 1 }, { kind: '403' });
  const open = await bench.start('purchaseSubscription', { ...sale(busy), payment: cash });
  open.ended.catch(() => undefined);
  await bench.parked(open.workflowId);
  sim.world.store.groupMembers.overwrite(`CHAPT/EAST:${busy}`, undefined);

  const ofThese = async () => (await audits.audit()).lines.filter((line) => [parked.workflowId, workflowId].includes(line.workflowId));
  const lines = await eventually(ofThese, (found) => found.length === 2);
  expect(lines.map(({ kind, evidence }) => ({ kind, evidence }))).toEqual(
    expect.arrayContaining([
      { kind: 'unknown', evidence: expect.stringMatching(/terminated.*left no report/) as unknown },
      { kind: 'unknown', evidence: expect.stringContaining(`${open.workflowId} is at work`) as unknown },
    ]),
  );
  await client.workflow.getHandle(open.workflowId).terminate();
});

test('the next audit begins where the last one ended; a wrong input is told', async () => {
  const first = await duesflow.audit({ tenant: bench.tenant.name, since: '1h' });
  const next = await eventually(
    () => duesflow.audit({ tenant: bench.tenant.name }),
    ({ since }) => since > new Date(Date.parse(first.until) - 600_000).toISOString(),
  );
  expect(Date.parse(next.since)).toBeGreaterThanOrEqual(Date.parse(first.until) - 300_000);
  expect((await problemOf(duesflow.audit({ tenant: bench.tenant.name, since: 'soon' }))).message).toContain('since: must be a date');
  expect(await problemOf(duesflow.audit({ tenant: 'nobody' }))).toMatchObject({ exitCode: 2, message: expect.stringContaining('is not configured here') as unknown });
  expect(await problemOf(duesflow.audit({ tenant: bench.tenant.name, since: '1h', until: '2h' }))).toMatchObject({ exitCode: 2, message: expect.stringContaining('not before until') as unknown });
});

test('a schedule audits every day, and doctor tells what the last audit has found', async () => {
  const { schedules } = duesflow;
  const scheduleId = `a-${randomUUID().slice(0, 8)}`;
  const asked = { scheduleId, audit: { tenant: bench.tenant.name, since: '1d' }, calendar: { at: '06:00' }, timeZone: 'Europe/Berlin' };
  expect((await problemOf(schedules.create({ ...asked, audit: { ...asked.audit, since: '2026-01-01' } }))).message).toContain('a date would stay the same');
  const preview = await schedules.preview(asked, 3);
  await schedules.create(asked);
  try {
    expect((await schedules.show(scheduleId)).next.slice(0, 3)).toEqual(preview);
    expect(preview[0]).toMatchObject({ audit: true });
    await schedules.trigger(scheduleId);
    const view = await eventually(() => schedules.show(scheduleId), ({ runs }) => runs[0]?.state === 'completed');
    // What the tests before have left.
    expect(view.runs[0]!.message).toMatch(/^0 false words, 2 drift: see /);
    expect(scheduleText(view)).toContain(`audits     all flows of tenant ${bench.tenant.name}, closed since 1d`);
    expect(scheduleText(view)).toContain('06:00 every day of every month, Europe/Berlin');
    expect(await schedules.withoutRun(view)).toEqual([]);
    expect((await problemOf(schedules.backfill(scheduleId, { from: '2026-01-01', to: '2026-01-02' }))).message).toContain('not made up for');
    const checks = await eventually(async () => (await checkSchedules(bench.client)).filter(({ check }) => check === `schedule ${scheduleId}`), (found) => found.length > 0);
    expect(checks).toEqual([expect.objectContaining({ ok: true, warning: true, message: expect.stringContaining('2 drift') as unknown })]);
  } finally {
    await schedules.delete(scheduleId);
  }
});
