import { describe, expect, test } from '@jest/globals';
import {
  postSubscription,
  putSubscription,
  readSubscription,
  readSubscriptionRaw,
} from '../../../activities/imis/subscription.js';
import { json } from '../http/tiny-server.js';
import { money, subscription } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('Subscription', () => {
  test('is read by its composite id', async () => {
    api.answer = json(subscription());
    expect(await readSubscription(api.imis, '23215', 'JOUR')).toEqual({
      partyId: '23215',
      itemId: 'JOUR',
      active: true,
      billBegin: '2020-12-01',
      billThrough: '2021-11-30',
      beginDate: undefined,
      paidThru: undefined,
      billedAmount: '65.00',
      balance: '65.00',
      paymentAmount: '0.00',
      previousBalance: '0.00',
      futureCredits: '0.00',
      adjustmentAmount: '0.00',
      currency: 'USD',
      decimals: 2,
      invoiceId: 'CASH:23215:20201110-0',
      billToPartyId: '23215',
      billDate: '2020-11-10',
      cancelledAsOf: undefined,
      sourceCode: 'MyCode',
      accounting: 'cash',
      isMemberComponent: false,
      isComplimentary: false,
      dateAdded: '2020-11-10T16:49:10.907',
      lastUpdated: '2020-11-10T16:49:10.907',
      updatedBy: 'API_USER',
    });
    expect(api.last()?.url).toBe('/api/Subscription/~23215%7CJOUR');
  });

  test('may have no amounts at all, and none is there on 404', async () => {
    api.answer = json({ PartyId: '23215', ItemId: 'JOUR', Status: 1, AccountingMethod: 1 });
    expect(await readSubscription(api.imis, '23215', 'JOUR')).toMatchObject({
      active: false,
      accounting: 'accrual',
      balance: '0.00',
      currency: '',
    });
    api.answer = json({}, 404);
    expect(await readSubscription(api.imis, '23215', 'JOUR')).toBeUndefined();
  });

  test('of another party or with odd amounts is not believed', async () => {
    api.answer = json(subscription({ PartyId: '1' }));
    await expect(readSubscription(api.imis, '23215', 'JOUR')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
    api.answer = json(subscription({ Balance: 'none' }));
    await expect(readSubscription(api.imis, '23215', 'JOUR')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });

  test('is posted with BillSubscription written out', async () => {
    api.answer = json(subscription(), 201);
    const input = { partyId: '23215', itemId: 'JOUR', beginDate: '2020-12-01', bill: true };
    expect(await postSubscription(api.imis, input)).toMatchObject({
      kind: 'ok',
      body: { invoiceId: 'CASH:23215:20201110-0' },
    });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/Subscription' });
    expect(api.sent()).toEqual({
      $type: 'Asi.Soa.Commerce.DataContracts.SubscriptionData, Asi.Contracts',
      PartyId: '23215',
      ItemId: 'JOUR',
      BeginDate: '2020-12-01T00:00:00',
      BillToPartyId: '23215',
      BillSubscription: true,
    });
  });

  test('is posted at a given amount and date', async () => {
    api.answer = json(subscription(), 201);
    await postSubscription(api.imis, {
      partyId: '23215',
      itemId: 'JOUR',
      beginDate: '2020-12-01',
      billToPartyId: '9',
      bill: false,
      amount: '65.10',
      currency: 'USD',
      billDate: '2020-11-10',
      sourceCode: 'MyCode',
      isMemberComponent: true,
      isComplimentary: false,
    });
    expect(api.sent()).toMatchObject({
      BillToPartyId: '9',
      BilledAmount: money(65.1),
      BillDate: '2020-11-10T00:00:00',
      SourceCode: 'MyCode',
      IsMemberComponent: true,
      IsComplimentary: false,
      BillSubscription: false,
    });
  });

  test.each([
    ['an amount without currency', { bill: false, amount: '5' }],
    ['an amount that the API would ignore', { bill: true, amount: '5', currency: 'USD' }],
    ['an amount that JSON would change', { bill: false, amount: '1234567890123.4567', currency: 'USD' }],
  ])('%s is refused and never sent', async (_what, more) => {
    const input = { partyId: '23215', itemId: 'JOUR', beginDate: '2020-12-01', ...more };
    expect(await postSubscription(api.imis, input)).toMatchObject({ kind: 'rejected', status: 0 });
    expect(api.seen).toHaveLength(0);
  });

  test('answered with something else is unknown', async () => {
    api.answer = json({ ok: true }, 201);
    const input = { partyId: '23215', itemId: 'JOUR', beginDate: '2020-12-01', bill: true };
    expect(await postSubscription(api.imis, input)).toMatchObject({ kind: 'unknown', sent: true, status: 201 });
  });

  test('is changed by sending the whole object back', async () => {
    api.answer = json(subscription());
    const row = await readSubscriptionRaw(api.imis, '23215', 'JOUR');
    if (!row) throw new Error('no row');
    api.answer = json(subscription({ Status: 1 }));
    const change = {
      active: false,
      cancelledAsOf: '2021-01-31',
      paidThru: null,
      sourceCode: null,
      billedAmount: '0',
      billToPartyId: '9',
      adjustmentReason: 'undone',
    };
    expect(await putSubscription(api.imis, row.raw, change)).toMatchObject({ kind: 'ok', body: { active: false } });
    expect(api.last()).toMatchObject({ method: 'PUT', url: '/api/Subscription/~23215%7CJOUR' });
    expect(api.sent()).toEqual({
      ...subscription(),
      Status: 1,
      CancelledAsOf: '2021-01-31T00:00:00',
      PaidThru: null,
      SourceCode: '',
      BilledAmount: money(0),
      BillToPartyId: '9',
      AdjustmentReason: 'undone',
      BillSubscription: false,
    });
    expect(Object.keys(api.sent())[0]).toBe('$type');
  });
});
