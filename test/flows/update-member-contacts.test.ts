import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openMembers, type Change, type Members } from './members-world.js';

let members: Members;
beforeAll(async () => {
  members = await openMembers();
});
afterAll(async () => await members.close());

const update = (partyId: string, input: Change) => members.update(partyId, input);
const extra = (partyId: string) => JSON.stringify(members.party(partyId).extra);
const moved: Change['set'] = {
  Email: 'new@example.org',
  'emails.work': 'desk@example.org',
  'phones.Mobile': '555 0199',
  'Addresses.Home Address.CityName': 'Austin',
  'addresses.Home Address.addressLines': '9 High Street\nFlat 3',
  namePrefix: 'Dr.',
};

test('e-mails, phone, address and name prefix in one change; what stands beside them stays, and no value reaches the report', async () => {
  const partyId = members.newMember();
  const report = await update(partyId, { set: moved });
  expect(report).toMatchObject({ verdict: 'completed', result: { changed: expect.arrayContaining(['email', 'emails.work', 'addresses.Home Address.cityName']) as unknown, unchanged: [] } });
  expect(members.party(partyId)).toMatchObject({ email: 'new@example.org', namePrefix: 'Dr.', attributes: { Region: 'North' } });
  for (const part of ['"Address":"desk@example.org","EmailType":"Work"', '"Number":"555 0199"', '"CityName":"Austin"', '["9 High Street","Flat 3"]', '"PostalCode":"31097"', '"FullAddressId":"1"'])
    expect(extra(partyId)).toContain(part);
  expect(JSON.stringify(report)).not.toMatch(/example\.org|0199|Austin|High Street|Dr\./);
  expect(await update(partyId, { set: { 'phones.mobile': '(555) 01-99', email: 'new@example.org' } })).toMatchObject({ verdict: 'completed', result: { changed: [] } });
  expect(members.writes(partyId)).toHaveLength(1);
});

test('a member without e-mails is given the primary one; a later refusal takes it away', async () => {
  const partyId = members.without;
  members.bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: 'validation-400', message: 'closed' });
  expect(await update(partyId, { set: { email: 'new@example.org', chapter: 'EAST' } })).toMatchObject({ verdict: 'compensated' });
  expect(members.party(partyId).email).toBeUndefined();
  expect(await update(partyId, { set: { email: 'new@example.org' } })).toMatchObject({ verdict: 'completed', result: { changed: ['email'] } });
  expect(members.party(partyId).email).toBe('new@example.org');
});

test('a later refusal brings e-mail, phone and address back', async () => {
  const partyId = members.newMember();
  const before = extra(partyId);
  members.bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: 'validation-400', message: 'closed' });
  expect(await update(partyId, { set: { ...moved, chapter: 'EAST' } })).toMatchObject({ verdict: 'compensated' });
  expect(extra(partyId)).toBe(before);
});

test.each([
  ['a type the party does not have', { 'phones.Home': '1' }, /no phones\.Home.*phones\.Mobile/],
  ['a type of e-mail that the party does not have', { 'emails.Home': 'a@example.org' }, /it carries: .*\bemail, emails\.Work/],
  ['one e-mail by two names', { 'emails.Work': 'a@example.org', 'emails.WORK': 'b@example.org' }, /are one property/],
  ['a part of the name that is not there', { 'personName.suffix': 'Jr.' }, /no personName\.suffix/],
  ['no e-mail', { email: 'nobody' }, /e-mail address/],
  ['an e-mail taken away', { email: null }, /none is taken away/],
  ['an unknown member of an address', { 'addresses.Home Address.planet': 'Mars' }, /is not known/],
])('refused: %s', async (_what, set, why) => {
  const partyId = members.newMember();
  const report = await update(partyId, { set });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringMatching(why) as unknown } });
  expect(JSON.stringify(report.cause)).not.toMatch(/example\.org|nobody|Mars|Jr\./);
  expect(members.writes(partyId)).toEqual([]);
});

test('an address that is answered as sent and was not saved is not called changed', async () => {
  const partyId = members.newMember();
  members.bench.sim.switches.partyAddresses = 'echoed';
  const input = { partyId, set: { 'addresses.Home Address.cityName': 'Austin' } };
  const { workflowId, ended } = await members.bench.start('updateMember', input);
  expect((await members.bench.parked(workflowId)).parked).toMatchObject({ step: 'change member', why: expect.not.stringContaining('another') as unknown });
  members.bench.sim.switches.partyAddresses = 'saved';
  await members.bench.decide(workflowId, 'retry', {});
  expect(await members.judged(await ended, input)).toMatchObject({ verdict: 'completed', result: { changed: ['addresses.Home Address.cityName'] } });
  expect(extra(partyId)).toContain('"CityName":"Austin"');
}, 60_000);

test('the records agree with every report', async () => expect(await members.findings()).toEqual([]));
