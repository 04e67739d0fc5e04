import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { login } from './client.js';
import type { Body, Client, Reply } from './client.js';

let sim: Simulator;
let api: Client;
let path: string;
let body: Body;

beforeEach(async () => {
  sim = await startSimulator();
  api = await login(sim);
  const { partyId } = sim.world.addParty({
    firstName: 'Ada',
    lastName: 'Abel',
    email: 'ada@example.org',
    chapter: 'EAST',
    paidThru: '2026-12-31',
  });
  path = `/api/Party/${partyId}`;
  ({ body } = await api.get(path));
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const read = async (): Promise<Body> => (await api.get(path)).body;
const without = (name: string): Body => {
  const { [name]: _left, ...rest } = body;
  return rest as Body;
};
/** The object as read, with one attribute set. */
const attribute = (name: string, value: unknown): Promise<Reply> => {
  const had = body.AdditionalAttributes.$values.filter((one) => one.Name !== name);
  const pair = { $type: contract('Core', 'GenericPropertyData'), Name: name, Value: value };
  return api.put(path, { ...body, AdditionalAttributes: { ...body.AdditionalAttributes, $values: [...had, pair] } });
};
const emails = (address: string): Record<string, unknown> => ({
  $type: contract('Membership', 'EmailDataCollection'),
  $values: [{ $type: contract('Membership', 'EmailData'), Address: address, EmailType: '_Primary', IsPrimary: true }],
});
const stable = ({ UpdateInformation: _moved, ...rest }: Body): unknown => rest;

describe('PUT Party', () => {
  it('leaves all as it was after a round trip, save who updated it and when', async () => {
    const put = await api.put(path, body);
    expect([put.status, stable(put.body)]).toEqual([200, stable(body)]);
    expect(stable(await read())).toEqual(stable(body));
    expect(put.body.UpdateInformation).toMatchObject({ CreatedBy: 'seed', UpdatedBy: 'duesflow' });
  });

  it('changes names, e-mail, phones and attributes', async () => {
    const name = { ...(body.PersonName as object), LastName: 'Brandt', InformalName: 'A.' };
    const phone = { $type: contract('Membership', 'PhoneData'), Number: '555' };
    const Phones = { $type: contract('Membership', 'PhoneDataCollection'), $values: [phone] };
    await api.put(path, { ...body, PersonName: name, Emails: emails('new@example.org'), Phones });
    const after = await read();
    expect(after).toMatchObject({
      Name: 'Ada Brandt',
      PersonName: { InformalName: 'A.', FullName: 'Ada Brandt' },
      Phones,
    });
    expect((await api.get('/api/Party?Email=new@example.org')).body.TotalCount).toBe(1);
    body = after;
    await attribute('AllowAdvanceRenewal', { $type: 'System.Boolean', $value: true });
    expect(JSON.stringify((await read()).AdditionalAttributes)).toContain(
      '"Name":"AllowAdvanceRenewal","Value":{"$type":"System.Boolean","$value":true}',
    );
  });

  it.each(['cleared', 'kept'] as const)('leaves members that were left out %s', async (partyPutOmitted) => {
    sim.switches.partyPutOmitted = partyPutOmitted;
    await attribute('Shirt', 'L');
    await api.put(path, without('Emails'));
    const after = await read();
    expect((after.Emails as { $values: unknown[] }).$values).toHaveLength(partyPutOmitted === 'kept' ? 1 : 0);
    expect(after.AdditionalAttributes.$values.some((one) => one.Name === 'Shirt')).toBe(partyPutOmitted === 'kept');
    await api.put(path, without('AdditionalAttributes'));
    expect(sim.world.party(String(body.PartyId))).toMatchObject({ chapter: 'EAST', paidThru: '2026-12-31' });
  });

  it.each([
    ['PaidThruDate', '2027-12-31T00:00:00'],
    ['PaidThruDate', '0001-01-01T00:00:00'],
    ['JoinDate', '2020-01-01'],
    ['CustomerTypeCode', 'NM'],
    ['Chapter', ''],
  ])('refuses %s %s, save to a system administrator', async (name, value) => {
    const refused = await attribute(name, value);
    expect([refused.status, refused.body.Errors.$values]).toMatchObject([400, [{ FieldName: name }]]);
    expect(sim.ledger.filter((one) => one.kind === 'party.changed')).toEqual([]);
    api = await login(sim, 'sysadmin');
    expect((await attribute(name, value)).status).toBe(200);
  });

  it.each([
    ['PaidThruDate', '2026-12-31'],
    ['PaidThruDate', '2026-12-31T00:00:00.000Z'],
    ['RenewedThruDate', ''],
    ['Chapter', 'EAST'],
  ])('takes the same value of %s, however it is written: %s', async (name, value) => {
    expect((await attribute(name, value)).status).toBe(200);
  });

  it('may answer with an address that it does not save', async () => {
    sim.switches.partyAddresses = 'echoed';
    const address = { $type: contract('Membership', 'FullAddressData'), AddressPurpose: 'Home Address' };
    const Addresses = { $type: contract('Membership', 'FullAddressDataCollection'), $values: [address] };
    expect((await api.put(path, { ...body, Addresses })).body.Addresses).toEqual(Addresses);
    expect((await read()).Addresses).toMatchObject({ $values: [] });
  });

  it('refuses an unknown member, a list that is none, and another type', async () => {
    expect((await api.put(path, { ...body, Colour: 'red' })).status).toBe(400);
    expect((await api.put(path, { ...body, Phones: [] })).status).toBe(400);
    expect((await api.put(`/api/Party/${named.company}`, body)).status).toBe(400);
  });
});

describe('others', () => {
  it('change a party and a row between two calls', async () => {
    const partyId = String(body.PartyId);
    sim.staff.changeParty(partyId, { informalName: 'Desk' });
    expect(await read()).toMatchObject({
      PersonName: { InformalName: 'Desk' },
      UpdateInformation: { UpdatedBy: 'staff' },
    });
    sim.staff.changeSubscription(named.debtor, 'REG', { sourceCode: 'DESK' });
    const row = (await api.get(`/api/Subscription/~${named.debtor}|REG`)).body;
    expect(row).toMatchObject({ SourceCode: 'DESK', UpdatedBy: 'staff' });
  });
});
