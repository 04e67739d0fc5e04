/** Audits of members' properties and of bulk runs: as reported, changed by hand, changed by us, and never true. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { auditsOf, worded, type Audits } from './audit-world.js';
import { contactsOf } from './member-contacts.js';
import { effectiveDate, ownCycle } from './renewals-world.js';

let bench: Bench;
let audits: Audits;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  audits = auditsOf(bench);
});
afterAll(async () => await bench.close());

const newMember = (): string => bench.sim.world.addParty({ customerType: 'M', firstName: 'Ada', lastName: 'Abel', email: 'ada@example.org', extra: contactsOf('ada@example.org') }).partyId;
const update = (partyId: string, set: Record<string, string>, more: object = {}) => audits.run('updateMember', { partyId, set, ...more });

test('properties of members: by name alone', async () => {
  const { sim } = bench;
  await update(newMember(), { lastName: 'Bell', email: 'bell@example.org', 'phones.Mobile': '555-0199' });
  const refused = newMember();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: refused, times: 1 }, { kind: 'validation-400' });
  const purchase = { itemId: 'REG', beginDate: '2026-01-01', payment: cash };
  expect((await update(refused, { lastName: 'Bell', paidThruDate: '2026-12-31' }, { with: { purchase } })).verdict).toBe('compensated');
  const dated = newMember();
  await update(dated, { lastName: 'Bell', paidThruDate: '2026-12-31' }, { with: { purchase } });
  const again = newMember();
  await update(again, { lastName: 'Bell' });
  await update(again, { lastName: 'Carr' });
  const [byHand, vanished, left] = [newMember(), newMember(), newMember()];
  for (const partyId of [byHand, vanished]) await update(partyId, { lastName: 'Bell', firstName: 'Bea' });
  await update(left, { Chapter: 'EAST' });
  const first = await audits.audit({ flow: 'updateMember' });
  expect(worded(first.lines)).toEqual([`superseded updateMember party ${again}`]);
  expect(first.result.totals).toEqual({ 'as-reported': 7, superseded: 1 });

  sim.staff.changeParty(byHand, { lastName: 'Desk' });
  sim.staff.removeChapter(left, 'EAST');
  // As if it had never been written: nothing tells of a change.
  const { parties } = sim.world.store;
  parties.overwrite(vanished, { ...parties.get(vanished)!, firstName: 'Ada' });
  const second = await audits.audit({ flow: 'updateMember', resultsFile: join(bench.dataDir, 'second.csv') });
  expect(worded(second.lines)).toEqual(
    [
      `drift updateMember CHAPT/EAST of party ${left}`,
      `drift updateMember party ${byHand}`,
      `false-word updateMember party ${vanished}`,
      `superseded updateMember party ${again}`,
      `unknown updateMember party ${left}`,
    ].sort(),
  );
  expect(second.lines.find(({ kind }) => kind === 'false-word')).toMatchObject({ reported: 'changed as wished: firstName', found: 'not as it was then: firstName' });
  expect(second.lines.find(({ record }) => record === `party ${byHand}`)).toMatchObject({ found: 'not as it was then: lastName', evidence: expect.stringContaining('by staff') as unknown });
  expect(JSON.stringify(second) + (await readFile(second.result.resultsFile, 'utf8'))).not.toMatch(/Bell|Bea|Carr|Desk|Abel|Ada|example|555-0199/);
});

test('bulk runs: the log, the rows that it billed, and the batch', async () => {
  const { sim } = bench;
  const [kept, changed, deleted, wrong] = [ownCycle(bench, 3), ownCycle(bench, 3), ownCycle(bench, 2), ownCycle(bench, 2)];
  const names: Record<string, string> = {};
  for (const { billingCycleId } of [kept, changed, deleted, wrong]) {
    const report = await audits.run('runRenewals', { billingCycleId, effectiveDate, mode: 'bulk' });
    expect(report.verdict).toBe('completed');
    names[billingCycleId] = String(report.result['billingRunName']);
  }
  const first = await audits.audit({ flow: 'runRenewals' });
  expect([first.lines, first.result.totals]).toEqual([[], { 'as-reported': 4 }]);

  const [member = ''] = changed.members;
  sim.staff.changeSubscription(member, changed.itemId, { billedAmount: '40.00' });
  const { billingLogs, billingLogItems } = sim.world.store;
  const logOf = (cycleId: string) => billingLogs.all().find((log) => log.cycleId === cycleId)!;
  billingLogs.put(logOf(deleted.billingCycleId).billingLogKey, { ...logOf(deleted.billingCycleId), status: 3, information: 'The batch was deleted.' });
  billingLogItems.overwrite(`${logOf(wrong.billingCycleId).billingLogKey}|${wrong.members[0]!}|${wrong.itemId}`, undefined);
  const second = await audits.audit({ flow: 'runRenewals' });
  expect(worded(second.lines)).toEqual([
    `drift runRenewals billing run ${names[deleted.billingCycleId]!}`,
    `false-word runRenewals billing run ${names[wrong.billingCycleId]!}`,
    // As which user a run writes is unknown, so that a change of the same day may be its own.
    `unknown runRenewals subscription ${changed.itemId} of party ${member}`,
  ]);
  expect(second.result.totals).toEqual({ 'as-reported': 1, drift: 1, 'false-word': 1, unknown: 1 });
});
