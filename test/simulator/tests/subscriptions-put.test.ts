import { beforeEach, describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { amountOf, subscription } from './client.js';
import { api, freshEachTime, loginAgain, sim } from './fresh.js';

freshEachTime();
const row = '/api/Subscription/~12345|JOUR';

const journal = (more: Record<string, unknown> = {}): Record<string, unknown> =>
  subscription({ PartyId: named.newMember, ItemId: 'JOUR', BeginDate: '2020-12-01T00:00:00', ...more });

/** Body of a PUT: key and the members to change. */
const change = (members: Record<string, unknown>): Record<string, unknown> =>
  subscription({ PartyId: named.newMember, ItemId: 'JOUR', ...members });

describe('PUT Subscription', () => {
  beforeEach(async () => {
    await api.post('/api/Subscription', journal());
  });

  it('takes GET, modify, PUT of the whole object', async () => {
    const { body } = await api.get(row);
    const put = await api.put(row, { ...body, Status: 1, CancelledAsOf: '2021-01-31T00:00:00', SourceCode: 'X' });
    expect(put.status).toBe(200);
    expect(put.body).toMatchObject({ Status: 1, CancelledAsOf: '2021-01-31T00:00:00', SourceCode: 'X' });
    expect(sim.ledger.at(-1)).toMatchObject({ kind: 'subscription.ended', partyId: '12345', itemId: 'JOUR' });
    const back = await api.put(row, { ...put.body, Status: 0, CancelledAsOf: null });
    expect(back.body.Status).toBeUndefined();
    expect(back.body.CancelledAsOf).toBeUndefined();
    expect(sim.ledger.at(-1)?.kind).toBe('subscription.restored');
  });

  it('changes the amount: a legacy invoice follows, a persisted one does not', async () => {
    await api.put(row, change({ BilledAmount: amountOf(10) }));
    expect((await api.get(row)).body.Balance.Amount).toBe(10);
    expect(sim.world.invoicesOf('12345')[0]?.balance.toString()).toBe('10');
    await api.put(row, change({ BilledAmount: { ...amountOf(0) }, Status: 1 }));
    expect(sim.world.invoicesOf('12345')).toEqual([]);
    sim.reset();
    await loginAgain();
    sim.switches.invoices = 'persisted';
    await api.post('/api/Subscription', journal());
    await api.put(row, change({ BilledAmount: amountOf(0), Status: 1 }));
    expect(sim.world.invoicesOf('12345')[0]?.balance.toString()).toBe('65');
  });

  it.each([
    ['ItemId', { ItemId: 'NEWS' }],
    ['Copies', { Copies: 3 }],
    ['IsMemberComponent', { IsMemberComponent: true }],
    ['Colour', { Colour: 'red' }],
  ])('refuses a change of %s', async (field, members) => {
    const { status, body } = await api.put(row, change(members));
    expect(status).toBe(400);
    expect(body.Errors.$values[0]?.FieldName).toBe(field);
  });

  it('keeps or clears members that are left out, by tenant', async () => {
    await api.put(row, change({ SourceCode: 'X', Status: 1 }));
    await api.put(row, change({ AdjustmentReason: 'R' }));
    expect(sim.world.subscription('12345', 'JOUR')).toMatchObject({ sourceCode: 'X', status: 1 });
    sim.switches.putOmitted = 'cleared';
    await api.put(row, change({ AdjustmentReason: 'R' }));
    expect(sim.world.subscription('12345', 'JOUR')).toMatchObject({ sourceCode: '', status: 0, adjustmentReason: 'R' });
  });

  it('knows what a release allows', async () => {
    sim.switches.release = '20.3.128';
    expect((await api.put(row, change({ BilledAmount: amountOf(10) }))).status).toBe(400);
    sim.switches.release = '20.3.129';
    expect((await api.put(row, change({ BilledAmount: amountOf(10) }))).status).toBe(200);
    expect((await api.put(row, change({ BillDate: '2020-12-05T00:00:00' }))).status).toBe(400);
  });
});

describe('addresses of Subscription', () => {
  it('takes the composite id encoded or not, in path or EntityId, and says what is wrong', async () => {
    await api.post('/api/Subscription', journal());
    for (const path of [row, '/api/Subscription/%7E12345%7CJOUR', '/api/Subscription?EntityId=~12345%7CJOUR']) {
      expect((await api.get(path)).status).toBe(200);
    }
    expect((await api.get('/api/Subscription/12345')).body.Errors.$values[0]?.Message).toBe(
      'ArgumentFault: Incorrect number of identity element',
    );
    expect((await api.get('/api/Subscription/~12345|NOPE')).status).toBe(404);
    expect((await api.get('/api/Subscription/~12345|CHAPT/EAST')).status).toBe(404);
    expect((await api.delete(row)).status).toBe(405);
    expect((await api.get('/api/Nothing')).status).toBe(404);
    expect((await api.post('/api/Subscription', { PartyId: '12345', ItemId: 'REG' })).status).toBe(400);
  });

  it('refuses a second term by conflict where the tenant does so', async () => {
    sim.switches.overlappingTerm = 'conflict';
    await api.post('/api/Subscription', journal());
    expect((await api.post('/api/Subscription', journal())).status).toBe(409);
  });
});

describe('what cannot be changed by PUT', () => {
  beforeEach(async () => {
    await api.post('/api/Subscription', journal());
  });

  it('is passed over in silence where the tenant does so', async () => {
    sim.switches.putFixed = 'ignored';
    sim.switches.release = '20.3.128';
    const put = await api.put(row, change({ Copies: 3, BilledAmount: amountOf(10), SourceCode: 'X' }));
    expect(put.body).toMatchObject({ Copies: 1, BilledAmount: { Amount: 65 }, SourceCode: 'X' });
  });

  it('is a date or amount of a billed row on an accrual basis', async () => {
    sim.staff.changeSubscription('12345', 'JOUR', { accrual: true });
    for (const members of [{ PaidThru: '2021-11-30T00:00:00' }, { BilledAmount: amountOf(10) }]) {
      expect((await api.put(row, change(members))).status).toBe(400);
    }
    expect((await api.put(row, change({ CancelledAsOf: '2021-01-31T00:00:00' }))).status).toBe(200);
  });

  it('is an amount without BillSubscription false, where the tenant asks for that', async () => {
    sim.switches.putAmountNeedsFlag = true;
    expect((await api.put(row, change({ BilledAmount: amountOf(10) }))).status).toBe(400);
    expect((await api.put(row, change({ BilledAmount: amountOf(10), BillSubscription: false }))).status).toBe(200);
  });
});
