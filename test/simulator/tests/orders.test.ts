import { beforeEach, describe, expect, it } from '@jest/globals';
import { named, newcomers } from '../index.js';
import { billMe, cash, combo, nonDuesLine, order, price, termOf, tier } from './order-client.js';
import { api, freshEachTime, kinds, sim, startAgain } from './fresh.js';

freshEachTime();
const buyer = newcomers.first;

const jour = (term = '2026-12-01') => order(buyer, [nonDuesLine(['JOUR'], term)], { SourceCode: 'MYCODE' });

describe('lines that are no three tiers', () => {
  const code = 'NON-MEMBER_SUBSCRIPTIONS';
  it.each([
    ['the product alone', tier('JOUR')],
    ['the item of the set alone', tier(`${code}/JOUR`)],
    ['two tiers', tier(`SUBSCRIPTION-${code}`, [tier(`${code}/JOUR`)])],
    ['another category', tier(`SUBSCRIPTION-${code}`, [tier(`${code}/DUES`, [tier(`${code}/JOUR`)])])],
    ['an item the cycle has not', tier(`SUBSCRIPTION-${code}`, [tier(`${code}/SUB`, [tier(`${code}/REG`)])])],
    ['more than the maximum', tier(`SUBSCRIPTION-${code}`, [tier(`${code}/SUB`, [tier(`${code}/JOUR`, [], 2)])])],
    ['nothing selected', tier(`SUBSCRIPTION-${code}`, [tier(`${code}/SUB`, [tier(`${code}/JOUR`, [], null)])])],
  ])('%s is refused', async (_name, line) => {
    const { status, reason } = await api.post('/api/ComboOrder', combo(order(buyer, [line]), [billMe(95)]));
    expect([status, reason]).toEqual([400, 'Validation error']);
    expect(kinds()).toEqual([]);
  });
});

describe.each(['legacy', 'persisted'] as const)('a ComboOrder with lines and %s invoices', (invoices) => {
  beforeEach(() => startAgain({ switches: { invoices } }));

  it('sells, bills and is paid', async () => {
    const sent = combo(
      order(buyer, [nonDuesLine(['JOUR', 'NEWS'], '2026-12-01')], { SourceCode: 'MYCODE', Note: 'df-1' }),
      [cash(buyer, 107.5, 'REF-1')],
    );
    const { status, body } = await api.post('/api/ComboOrder', sent);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      Order: { OrderNumber: expect.any(String) },
      Payments: { $values: [{ PaymentId: expect.any(String) }] },
    });
    const row = await api.get(`/api/Subscription/~${buyer}|JOUR`);
    expect(row.body).toMatchObject({
      BillBegin: '2026-12-01T00:00:00',
      BillThrough: '2027-11-30T00:00:00',
      PaidThru: '2027-11-30T00:00:00',
      SourceCode: 'MYCODE',
      BilledAmount: { Amount: 95 },
    });
    const summary = await api.get(`/api/InvoiceSummary/${row.body.InvoiceId}`);
    expect(summary.body.Balance.Amount).toBeUndefined();
    expect(summary.body.Note).toBe(invoices === 'persisted' ? 'df-1' : undefined);
    expect(Object.values(sim.snapshot().orders)).toMatchObject([
      { total: '107.50', itemIds: ['JOUR', 'NEWS'], invoiceIds: [row.body.InvoiceId] },
    ]);
    expect(kinds().filter((one) => one !== 'invoice.lineAdded')).toEqual([
      ...[
        'subscription.created',
        'invoice.created',
        'subscription.created',
        'order.placed',
        'payment.applied',
        'payment.applied',
      ],
    ]);
  });

  it('leaves an open invoice with BillMe', async () => {
    expect((await api.post('/api/ComboOrder', combo(jour(), [billMe(95)]))).status).toBe(201);
    const { body } = await api.get(`/api/InvoiceSummary?BillToPartyId=${buyer}&Balance=gt:0`);
    expect(body.Items.$values).toMatchObject([{ Balance: { Amount: 95 }, InvoicePurpose: 12 }]);
    expect(kinds()).not.toContain('payment.applied');
    const again = await api.post('/api/ComboOrder', combo(jour(), [billMe(95)]));
    expect(again.body.Errors.$values[0]?.Message).toBe(
      'There is already an active subscription for the following items: JOUR',
    );
  });

  it('pays its own lines and then the invoices that it names', async () => {
    const debtor = named.debtor;
    const open = (await api.get(`/api/InvoiceSummary?BillToPartyId=${debtor}&Balance=gt:0`)).body.Items.$values;
    const sent = combo(order(debtor, [nonDuesLine(['NEWS'])]), [cash(debtor, 104.99, 'REF-2')], open);
    expect((await api.post('/api/ComboOrder', sent)).status).toBe(201);
    expect((await api.get(`/api/InvoiceSummary?BillToPartyId=${debtor}&Balance=gt:0`)).body.TotalCount).toBe(0);
    expect(kinds()).not.toContain('credit.created');
  });
});

describe('payment of an order', () => {
  it.each([
    ['none', []],
    ['less than the total', [cash(buyer, 94.99, 'R')]],
    ['BillMe of less', [billMe(94)]],
    ['BillMe of more', [billMe(96)]],
    [
      'BillMe with a payment type',
      [{ ...billMe(95), PaymentMethod: { ...(billMe(95).PaymentMethod as object), PaymentType: 'Cash' } }],
    ],
  ])('%s is refused', async (_name, payments) => {
    expect((await api.post('/api/ComboOrder', combo(jour(), payments))).status).toBe(400);
    expect(kinds()).toEqual([]);
  });

  it('BillMe is refused where the tenant does not have it', async () => {
    sim.switches.billMe = 'refused';
    expect((await api.post('/api/ComboOrder', combo(jour(), [billMe(95)]))).status).toBe(400);
  });

  it('counts at the price of the submit, or at that of the lines', async () => {
    const priced = (await price(api, jour())).body;
    sim.staff.setPrice('JOUR', '120.00');
    const sent = combo(priced, [cash(buyer, 95, 'R')]);
    expect((await api.post('/api/ComboOrder', sent)).status).toBe(400);
    sim.switches.priceAtSubmit = 'asSent';
    expect((await api.post('/api/ComboOrder', sent)).status).toBe(201);
    expect(sim.world.subscription(buyer, 'JOUR')).toMatchObject({ billedAmount: '95.00', paymentAmount: '95.00' });
  });

  it('is not needed for what costs nothing, and covers all copies', async () => {
    const lines = [
      nonDuesLine(
        [],
        undefined,
        tier('SUBSCRIPTION-NON-MEMBER_SUBSCRIPTIONS', [
          tier('NON-MEMBER_SUBSCRIPTIONS/SUB', [tier('NON-MEMBER_SUBSCRIPTIONS/ATLAS', [], 3)]),
        ]),
      ),
    ];
    expect((await api.post('/api/ComboOrder', combo(order(buyer, lines), [cash(buyer, 120, 'R')]))).status).toBe(201);
    expect(sim.world.subscription(buyer, 'ATLAS')).toMatchObject({ copies: 3, billedAmount: '120.00' });
    sim.staff.setPrice('NEWS', '0');
    expect((await api.post('/api/ComboOrder', combo(order(buyer, [nonDuesLine(['NEWS'])])))).status).toBe(201);
  });

  it('takes length and day of the term only where they are said to override', async () => {
    const line = nonDuesLine(['JOUR'], undefined, {
      LineGroupTerms: termOf('2026-12-01', { GroupTermLength: 6, IsTermLengthOverridden: true }),
    });
    await api.post('/api/ComboOrder', combo(order(buyer, [line]), [billMe(95)]));
    expect(sim.world.subscription(buyer, 'JOUR')).toMatchObject({ billBegin: '2026-12-01', billThrough: '2027-05-31' });
    const plain = nonDuesLine(['NEWS'], undefined, {
      LineGroupTerms: { ...termOf('2031-12-01'), IsTermDateOverridden: false },
    });
    await api.post('/api/ComboOrder', combo(order(buyer, [plain]), [billMe(12.5)]));
    expect(sim.world.subscription(buyer, 'NEWS')?.billBegin).not.toBe('2031-12-01');
  });
});
