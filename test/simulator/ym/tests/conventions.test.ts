import { describe, expect, it } from '@jest/globals';
import { ymMemberships, ymNamed } from '../../index.js';
import { authenticate, duesOf, ymLogin } from './client.js';
import { api, freshEachTime, loginAgain, sim } from './fresh.js';

freshEachTime();

const { member } = ymNamed;
const { regular } = ymMemberships;

describe('the login', () => {
  it.each([
    [{ Password: 'wrong' }],
    [{ UserName: 'nobody' }],
    [{ UserType: 'Member' }],
    [{ ClientID: 1 }],
  ])('refuses %j with the body the vendor sends', async (wrong) => {
    const { status, body } = await authenticate(sim, wrong);
    expect([status, body]).toEqual([
      401,
      {
        ClientID: 0,
        MemberID: 0,
        FailedLoginReason: 'None',
        ResponseStatus: { ErrorCode: 'None', Message: 'Invalid username/password combination.' },
      },
    ]);
  });

  it('wants ClientID as a number, and locks after too many wrong ones', async () => {
    expect((await authenticate(sim, { ClientID: '25363' })).status).toBe(400);
    sim.switches.lockAfter = 2;
    for (const Password of ['a', 'b']) await authenticate(sim, { Password });
    expect((await authenticate(sim)).body.FailedLoginReason).toBe('AccountLockedOut');
    expect(sim.effectCounts).toMatchObject({ 'login.failed': 2, 'login.locked': 1, 'ym.session': 1 });
  });

  it('lives for a time, which begins again with every call where sessions slide', async () => {
    const path = `/Members/${member}`;
    const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
    const lives = async (): Promise<number[]> => {
      await loginAgain();
      await wait(600);
      const first = (await api.get(path)).status;
      await wait(600);
      return [first, (await api.get(path)).status];
    };
    sim.switches.ymSessionSeconds = 1;
    expect(await lives()).toEqual([200, 401]);
    sim.switches.ymSession = 'sliding';
    expect(await lives()).toEqual([200, 200]);
  });

  it('is ended by the fault 401, however young', async () => {
    sim.faults.add({ path: '/Ams/25363/Members' }, { kind: '401' });
    const { status, body } = await api.get(`/Members/${member}`);
    expect([status, body.ResponseStatus.ErrorCode]).toEqual([401, 'Unauthorized']);
    expect((await api.get(`/Members/${member}`)).status).toBe(401);
    expect((await (await ymLogin(sim)).get(`/Members/${member}`)).status).toBe(200);
  });
});

describe('permissions and addresses', () => {
  it.each([
    ['/Members/900001', 403],
    ['/Memberships/', 403],
    ['/Membership/101', 403],
    ['/DuesRules/?MemberID=900001&MembershipID=101', 403],
    ['/MembershipModifiers/102', 200],
    ['/DuesTransactions', 200],
    ['/InvoiceItems', 200],
  ])('CanAdminMembers is needed where the pages say so: %s', async (path, status) => {
    expect((await (await ymLogin(sim, 'guest')).get(path)).status).toBe(status);
    expect((await api.get(path)).status).toBe(200);
  });

  it('refuses other clients, services and verbs, and bodies it cannot read', async () => {
    const elsewhere = await fetch(`${sim.url}/Ams/1/DuesTransactions`);
    expect(elsewhere.status).toBe(401);
    expect((await api.post('/Dues', { ...duesOf(member, regular, 120), ClientID: 1 })).status).toBe(403);
    expect((await api.get('/Nothing')).status).toBe(404);
    expect((await api.get('/Dues')).status).toBe(405);
    expect((await api.post('/Dues', { ...duesOf(member, regular, 120), Colour: 'red' })).body.ResponseStatus).toMatchObject({
      ErrorCode: 'ArgumentException',
      Message: 'Request has no member Colour.',
    });
    const text = await fetch(`${sim.url}/Ams/25363/Dues`, { method: 'POST', body: 'Amount:1' });
    expect(((await text.json()) as { ResponseStatus: unknown }).ResponseStatus).toMatchObject({ ErrorCode: 'SerializationException' });
    expect(sim.effectCounts['ym.dues']).toBeUndefined();
  });

  it('says in both ways that a member does not exist', async () => {
    expect((await api.get('/Members/1')).status).toBe(404);
    sim.switches.ymUnknownMember = 'empty';
    const { status, body } = await api.get('/Members/1?BypassCache=true');
    expect([status, body.id, body.isMember]).toEqual([200, 0, false]);
  });
});
