import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { kinOf } from '../crash/kin.js';
import { cash } from '../setup/bench.js';
import { row as importRow } from './import-rows.js';
import { openMembers, type Change, type Members } from './members-world.js';

let members: Members;
beforeAll(async () => {
  members = await openMembers();
});
afterAll(async () => await members.close());

const update = (partyId: string, input: Change) => members.update(partyId, input);

test('PaidThruDate by a purchase, after name and chapter', async () => {
  const partyId = members.newMember();
  const report = await update(partyId, {
    set: { informalName: 'Jo', firstName: 'Joan', Chapter: 'EAST', PaidThruDate: '2026-12-31' },
    with: { purchase: { itemId: 'REG', beginDate: '2026-01-01', payment: cash } },
  });
  expect(report.steps.map((step) => step.name)).toEqual(['check member', 'change member', 'check chapter', 'join chapter', 'purchase subscription', 'check dates']);
  expect(report).toMatchObject({ verdict: 'completed', result: { changed: ['informalName', 'firstName', 'chapter', 'paidThruDate'] } });
  expect(members.party(partyId)).toMatchObject({ firstName: 'Joan', chapter: 'EAST', paidThru: '2026-12-31' });
  // The purchase's own report is judged by the records as well.
  const joined = await kinOf(members.bench.client, report.workflowId);
  expect(joined).toMatchObject([{ report: { flow: 'purchaseSubscription', verdict: 'completed' }, input: { partyId, itemId: 'REG' } }]);
});

test('PaidThruDate by an import row; a date that did not move is told', async () => {
  const partyId = members.newMember();
  const { partyId: _own, ...row } = importRow(partyId);
  const report = await update(partyId, { set: { PaidThruDate: '2026-12-31' }, with: { importRow: row } });
  expect(report).toMatchObject({ verdict: 'completed', result: { changed: ['paidThruDate'] } });
  expect(members.party(partyId).paidThru).toContain('2026-12-31');
  const other = members.newMember();
  const journal = await update(other, { set: { PaidThruDate: '2026-12-31' }, with: { importRow: { ...row, productCode: 'JOUR' } } });
  expect(journal).toMatchObject({ verdict: 'completed-with-exceptions', notes: [expect.stringContaining('PaidThruDate')] });
});

test('PaidThruDate by a renewal; the same key as the renewal by itself', async () => {
  const { due: partyId } = members;
  const renewal = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', payment: cash };
  expect(await update(partyId, { set: { PaidThruDate: '2026-12-31', renewedThruDate: '2026-12-31' }, with: { renewal } })).toMatchObject({ verdict: 'completed' });
  const alone = await members.bench.client.workflow.getHandle(`renewMember:${members.bench.tenant.name}:${partyId}:REGULAR%20MEMBERSHIP%20FEES:2026-01-01`).describe();
  expect(alone.status.name).toBe('COMPLETED');
});

test('a purchase whose payment is refused takes name and chapter back', async () => {
  const partyId = members.newMember();
  members.bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
  const report = await update(partyId, {
    set: { lastName: 'Moved', Chapter: 'EAST', PaidThruDate: '2026-12-31' },
    with: { purchase: { itemId: 'REG', beginDate: '2026-01-01', payment: cash } },
  });
  expect(report).toMatchObject({ verdict: 'compensated', cause: { step: 'purchase subscription' } });
  expect(members.party(partyId)).toMatchObject({ lastName: 'Abel', customerType: 'M' });
  expect(members.holds(partyId, 'EAST')).toBe(false);
});

test('a cancel after the joined flow has begun: what it has sold stands, and so does the name', async () => {
  const partyId = members.newMember();
  const input = { partyId, set: { lastName: 'Moved', PaidThruDate: '2026-12-31' }, with: { purchase: { itemId: 'REG', beginDate: '2026-01-01', payment: cash } } };
  let cancelled: Promise<unknown> | undefined;
  members.bench.sim.onHit({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, 'after', () => {
    cancelled ??= members.bench.client.workflow.getHandle(workflowId).cancel();
  });
  const { workflowId, ended } = await members.bench.start('updateMember', input);
  const report = await members.judged(await ended, input);
  await cancelled;
  expect(cancelled).toBeDefined();
  expect(report).toMatchObject({ verdict: 'completed', result: { changed: ['lastName', 'paidThruDate'] } });
  expect(members.party(partyId)).toMatchObject({ lastName: 'Moved', paidThru: '2026-12-31' });
}, 30_000);

test('the records agree with every report', async () => expect(await members.findings()).toEqual([]));
