import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openMembers, type Change, type Members } from './members-world.js';

let members: Members;
beforeAll(async () => {
  members = await openMembers();
});
afterAll(async () => await members.close());

const update = (partyId: string, input: Change) => members.update(partyId, input);

test('ordinary properties in 4 calls: the whole party goes back, and no value reaches the report', async () => {
  await update(members.newMember(), { set: { lastName: 'Login' } });
  const partyId = members.newMember();
  const before = members.bench.sim.calls.length;
  const report = await update(partyId, { set: { 'PersonName.LastName': 'Okonkwo', 'additionalAttributes.region': 'South', firstName: 'Ada' } });
  expect(report).toMatchObject({
    verdict: 'completed',
    steps: [{ name: 'change member', outcome: 'done', owner: 'us' }],
    result: { changed: ['lastName', 'additionalAttributes.Region'], unchanged: ['firstName'] },
  });
  expect(members.bench.sim.calls.length - before).toBe(4);
  expect(members.party(partyId)).toMatchObject({ lastName: 'Okonkwo', firstName: 'Ada', attributes: { Region: 'South', Newsletter: true }, customerType: 'M', email: 'ada@example.org' });
  expect(JSON.stringify(report)).not.toMatch(/Okonkwo|South/);
  const { events } = await members.bench.client.workflow.getHandle(report.workflowId).fetchHistory();
  expect(events!.length).toBeLessThanOrEqual(12);
  expect(await update(partyId, { set: { lastName: 'Okonkwo', FirstName: 'Ada', 'AdditionalAttributes.Region': 'South' } })).toMatchObject({
    workflowId: report.workflowId,
    steps: [{ outcome: 'already-done', owner: 'other' }],
    result: { changed: [] },
  });
  expect(members.writes(partyId)).toHaveLength(1);
});

test('restricted properties of the same value are no change', async () => {
  const partyId = members.ofEast();
  const report = await update(partyId, { set: { CustomerTypeCode: 'M', Chapter: 'EAST' } });
  expect(report).toMatchObject({ verdict: 'completed', steps: [{ name: 'check member' }], result: { changed: [], unchanged: ['customerTypeCode', 'chapter'] } });
  expect(members.writes(partyId)).toEqual([]);
});

test('CustomerTypeCode of an existing member is refused before any write', async () => {
  const partyId = members.newMember();
  const report = await update(partyId, { set: { lastName: 'Other', customerTypeCode: 'NM' } });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('joinMember') as unknown } });
  expect(members.writes(partyId)).toEqual([]);
});

test.each([
  ['PaidThruDate without a way', { set: { PaidThruDate: '2026-12-31' } }, 'say with'],
  ['JoinDate by a purchase', { set: { joinDate: '2026-01-01' }, with: { purchase: { itemId: 'REG', beginDate: '2026-01-01' } } }, 'joinMember'],
  ['a row of another date', { set: { PaidThruDate: '2026-12-31' }, with: { importRow: { paidThru: '2026-11-30' } } }, 'importRow.paidThru'],
  ['a way without a date', { set: { firstName: 'X' }, with: { purchase: { itemId: 'REG', beginDate: '2026-01-01' } } }, 'goes with'],
  ['an unknown name', { set: { shoeSize: 42 } }, 'known: firstName'],
  ['a derived one', { set: { 'AdditionalAttributes.IsMember': true } }, 'follows from'],
  ['twice', { set: { firstName: 'X', 'PersonName.FirstName': 'Y' } }, 'given twice'],
  ['nothing', { set: {} }, 'names no property'],
])('refused before any call: %s', async (_what, input, why) => {
  const calls = members.bench.sim.calls.length;
  const partyId = members.newMember();
  expect(await update(partyId, input)).toMatchObject({ verdict: 'rejected', cause: { type: 'InvalidInput', message: expect.stringContaining(why) as unknown } });
  expect(members.bench.sim.calls.length).toBe(calls);
});

test('an attribute the party does not carry is refused, and those it carries are named', async () => {
  const report = await update(members.newMember(), { set: { 'additionalAttributes.Colour': 'red' } });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringMatching(/no additionalAttributes\.Colour.*Region/) as unknown } });
  expect(JSON.stringify(report.cause)).not.toContain('red');
});

test('the records agree with every report', async () => expect(await members.findings()).toEqual([]));
