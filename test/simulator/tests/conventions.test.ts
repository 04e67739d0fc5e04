import { describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { login } from './client.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime({ parties: 250 });

const token = (form: Record<string, string>): Promise<Response> =>
  fetch(`${sim.url}/token`, { method: 'POST', body: new URLSearchParams(form) });

describe('login', () => {
  it('gives a bearer token with its life', async () => {
    const answer = await token({ grant_type: 'password', username: 'duesflow', password: 'simulator' });
    expect(await answer.json()).toMatchObject({ token_type: 'bearer', expires_in: 3599, userName: 'duesflow' });
  });

  it('refuses wrong credentials and locks the user in the end', async () => {
    for (let i = 0; i < 5; i++) {
      const answer = await token({ grant_type: 'password', username: 'duesflow', password: 'wrong' });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
    }
    expect(sim.ledger.at(-1)).toMatchObject({ kind: 'login.locked', user: 'duesflow' });
    expect((await token({ grant_type: 'password', username: 'duesflow', password: 'simulator' })).status).toBe(400);
  });

  it('answers 401 verbatim without a token and after its end', async () => {
    const bare = await fetch(`${sim.url}/api/Party/12345`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toEqual({
      $type: 'System.Web.Http.HttpError, System.Web.Http',
      Message: 'Authorization has been denied for this request.',
    });
    const short = await startSimulator({ tokenSeconds: 0 });
    expect((await (await login(short)).get('/api/Party/12345')).status).toBe(401);
    await short.close();
  });

  it('lets a guest read parties but not money', async () => {
    const guest = await login(sim, 'guest');
    expect((await guest.get('/api/Party/12345')).status).toBe(200);
    expect((await guest.get(`/api/Subscription/~${named.longMember}|REG`)).status).toBe(403);
    expect((await guest.get('/api/Subscription')).body.TotalCount).toBe(0);
    expect((await guest.post('/api/Subscription', {})).status).toBe(403);
  });
});

describe('paging and queries', () => {
  it('pages 100 by default and 500 at most, until NextOffset is 0', async () => {
    const first = (await api.get('/api/Party')).body;
    expect(first).toMatchObject({
      Offset: 0,
      Limit: 100,
      Count: 100,
      TotalCount: 264,
      NextPageLink: null,
      HasNext: true,
      NextOffset: 100,
    });
    expect(first.$type).toContain('PagedResult`1[[Asi.Soa.Membership.DataContracts.PartyData, Asi.Contracts]]');
    const last = (await api.get('/api/Party?Offset=200')).body;
    expect(last).toMatchObject({ Offset: 200, Count: 64, HasNext: false, NextOffset: 0 });
    expect((await api.get('/api/Party?limit=1000')).body).toMatchObject({ Limit: 500, Count: 264 });
    expect((await api.get('/api/Party?Limit=x')).status).toBe(400);
  });

  it.each([
    ['PartyId=24001', 1],
    ['PartyId=in:24001|24002', 2],
    ['PartyId=between:24001|24010', 10],
    ['PartyId=gt:24200', 50],
    ['PartyId=startsWith:2400', 9],
    ['PartyId=endsWith:001&Email=contains:EXAMPLE', 1],
    ['Email=isEmpty:&PartyId=ne:1', 1],
    ['Email=!empty:', 263],
    ['PartyId=%3E%3D:24250', 1],
    ['Email=notContain:party', 1],
  ])('finds by %s', async (query, count) => {
    expect((await api.get(`/api/Party?${query}`)).body.TotalCount).toBe(count);
  });

  it('orders, and refuses properties that cannot be queried', async () => {
    const { body } = await api.get('/api/Party?PartyId=in:24001|24003|24002&OrderBy=PartyId:Descending');
    expect(body.Items.$values.map((one) => one.PartyId)).toEqual(['24003', '24002', '24001']);
    expect((await api.get('/api/Party?MajorKey=1')).status).toBe(400);
  });
});

describe('Party, Group, Item', () => {
  const read = async (partyId: string) => (await api.get(`/api/Party/${partyId}`)).body;

  it('passes the round trip and refuses changed restricted fields', async () => {
    const body = await read(named.longMember);
    expect((await api.put(`/api/Party/${named.longMember}`, body)).status).toBe(200);
    const values = body.AdditionalAttributes.$values;
    expect(values.find((one) => one.Name === 'Chapter')?.Value).toBe('EAST');
    for (const name of ['Chapter', 'JoinDate', 'PaidThruDate', 'RenewedThruDate', 'CustomerTypeCode']) {
      const changed = values.map((one) => (one.Name === name ? { ...one, Value: '2030-01-01T00:00:00' } : one));
      const sent = { ...body, AdditionalAttributes: { ...body.AdditionalAttributes, $values: changed } };
      const answer = await api.put(`/api/Party/${named.longMember}`, sent);
      expect(answer.status).toBe(400);
      expect(answer.body.Errors.$values[0]).toMatchObject({ FieldName: name });
    }
    expect(sim.world.party(named.longMember)?.chapter).toBe('EAST');
  });

  it('changes other properties', async () => {
    const body = await read('12345');
    const put = await api.put('/api/Party/12345', { ...body, PersonName: { FirstName: 'New', LastName: 'Name' } });
    expect(put.body).toMatchObject({ Name: 'New Name', UpdateInformation: { UpdatedBy: 'duesflow' } });
    expect((await api.post('/api/Party', body)).status).toBe(405);
  });

  it('lists groups and items', async () => {
    const chapters = await api.get('/api/Group?GroupClassId=CHAPT');
    expect(chapters.body.Items.$values.map((one) => one.GroupId)).toEqual(['CHAPT/EAST', 'CHAPT/WEST', 'CHAPT/NORTH']);
    expect((await api.get('/api/Group?EntityId=CHAPT/EAST')).body.Name).toBe('East chapter');
    expect((await api.get('/api/Item?ItemCode=REG')).body.TotalCount).toBe(1);
    expect((await api.get('/api/Item/JOUR')).body.Name).toBe('Journal');
    expect((await api.get('/api/PartyItemPrice?PartyId=12345')).status).toBe(400);
  });
});

describe('the world', () => {
  it('is the same for the same seed and another for another', async () => {
    const same = await startSimulator({ parties: 250 });
    const other = await startSimulator({ parties: 250, seed: 2 });
    const names = (one: Simulator): string[] => Object.values(one.snapshot().parties).map((party) => party.name);
    expect(names(same)).toEqual(names(sim));
    expect(names(other)).not.toEqual(names(sim));
    await Promise.all([same.close(), other.close()]);
  });

  it('takes parties, rows and invoices from tests, and goes back on reset', async () => {
    const { partyId } = sim.world.addParty({ customerType: 'NM' });
    sim.world.putSubscription({ partyId, itemId: 'REG', billBegin: '2024-01-01', billThrough: '2024-12-31' });
    expect((await api.get(`/api/Subscription/~${partyId}|REG`)).body.BillThrough).toBe('2024-12-31T00:00:00');
    const before = sim.snapshot();
    sim.staff.addChapter(partyId, 'NORTH');
    expect(before.parties[partyId]?.chapter).toBe('');
    expect(sim.ledger.some((entry) => entry.user === 'staff')).toBe(true);
    sim.reset();
    expect(sim.world.party(partyId)).toBeUndefined();
    expect([sim.ledger.length, sim.calls.length]).toEqual([0, 0]);
  });

  it('answers fast', async () => {
    await api.get('/api/Subscription/~12345|REG');
    const start = process.cpuUsage();
    for (let i = 0; i < 300; i++) await api.get(`/api/InvoiceSummary?BillToPartyId=${named.company}&Balance=gt:0`);
    const { user, system } = process.cpuUsage(start);
    // Client and server share the process; the bound is generous for slow machines.
    expect((user + system) / 1000 / 300).toBeLessThan(50);
  });
});
