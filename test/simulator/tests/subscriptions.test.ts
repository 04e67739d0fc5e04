import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { amountOf, subscription } from './client.js';
import { api, freshEachTime, loginAgain, sim } from './fresh.js';

freshEachTime();

const journal = (more: Record<string, unknown> = {}): Record<string, unknown> =>
  subscription({ PartyId: named.newMember, ItemId: 'JOUR', BeginDate: '2020-12-01T00:00:00', ...more });

describe('POST Subscription', () => {
  it("writes the shape of the vendor's sample", async () => {
    const sample = journal({
      SourceCode: 'MyCode',
      BilledAmount: amountOf(65),
      BillDate: '2020-11-10T00:00:00',
      BillSubscription: false,
    });
    const { status, body } = await api.post('/api/Subscription', sample);
    expect(status).toBe(201);
    const zero = {
      $type: expect.stringContaining('MonetaryAmountData'),
      Currency: expect.anything(),
      IsAmountDefined: true,
    };
    expect(body).toEqual({
      $type: 'Asi.Soa.Commerce.DataContracts.SubscriptionData, Asi.Contracts',
      PartyId: '12345',
      ItemId: 'JOUR',
      Item: {
        $type: 'Asi.Soa.Commerce.DataContracts.ItemSummaryData, Asi.Contracts',
        Description: '',
        ItemClass: {
          $type: 'Asi.Soa.Commerce.DataContracts.ItemClassSummaryData, Asi.Contracts',
          ItemClassId: 'SUB',
          Name: 'Subscription',
        },
        ItemCode: 'JOUR',
        ItemId: 'JOUR',
        Name: 'Journal',
      },
      ProductType: 'SUB',
      BillBegin: '2020-12-01T00:00:00',
      BillThrough: '2021-11-30T00:00:00',
      BilledAmount: { ...zero, Amount: 65 },
      Balance: { ...zero, Amount: 65 },
      InvoiceId: 'CASH:12345:20201110-0',
      AdjustmentReason: '',
      AdjustmentAmount: zero,
      Copies: 1,
      BillToPartyId: '12345',
      BillDate: '2020-11-10T00:00:00',
      PreviousBalance: zero,
      PaymentAmount: zero,
      DateAdded: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$/),
      ContinuousSince: '2020-12-01T00:00:00',
      FutureCredits: zero,
      SourceCode: 'MyCode',
      LastUpdated: expect.any(String),
      UpdatedBy: 'duesflow',
    });
  });

  it('prices by member type and ignores BilledAmount while BillSubscription is true', async () => {
    const member = await api.post('/api/Subscription', journal({ BilledAmount: amountOf(1) }));
    expect(member.body.Balance.Amount).toBe(65);
    const other = await api.post('/api/Subscription', journal({ PartyId: named.nonMember }));
    expect(other.body.Balance.Amount).toBe(95);
    const price = await api.get(`/api/PartyItemPrice?PartyId=${named.nonMember}&ItemId=JOUR`);
    expect(price.body.Items.$values[0]).toMatchObject({ SelectedPrice: { Amount: 95 }, DiscountPrice: { Amount: 65 } });
  });

  it('leaves a subscription unbilled without an amount, and makes no invoice for a zero price', async () => {
    const unbilled = await api.post('/api/Subscription', journal({ BillSubscription: false }));
    expect(unbilled.body).toMatchObject({ BillBegin: '2020-12-01T00:00:00' });
    expect([unbilled.body.InvoiceId, unbilled.body.BillDate]).toEqual([undefined, undefined]);
    const free = await api.post('/api/Subscription', journal({ ItemId: 'FREE' }));
    expect(free.body.InvoiceId).toBeUndefined();
    expect(free.body.PaidThru).toBe('2021-11-30T00:00:00');
    expect(sim.world.invoicesOf(named.newMember)).toEqual([]);
  });

  it.each([
    ['party', { PartyId: '99999' }, 'PartyId'],
    ['item', { ItemId: 'NOPE' }, 'ItemId'],
    ['bill-to', { BillToPartyId: '99999' }, 'BillToPartyId'],
    ['date', { BeginDate: '2026-02-30' }, 'BeginDate'],
    ['member', { BeginDat: '2026-01-01T00:00:00' }, 'BeginDat'],
    ['currency', { BilledAmount: { ...amountOf(1), Currency: { CurrencyCode: 'EUR' } } }, 'BilledAmount'],
    ['places', { BilledAmount: amountOf(1.005) }, 'BilledAmount'],
  ])('refuses an unknown %s with ValidationResultsData', async (_name, members, field) => {
    const { status, reason, body } = await api.post('/api/Subscription', journal(members));
    expect([status, reason]).toEqual([400, 'Validation error']);
    expect(body.$type).toBe('Asi.Soa.Core.DataContracts.ValidationResultsData, Asi.Contracts');
    expect(body.Errors.$values[0]?.FieldName).toBe(field);
    expect(sim.ledger).toHaveLength(1);
  });

  it('puts subscriptions of one payer and day on one legacy invoice, and apart on persisted ones', async () => {
    const both = async (): Promise<string[]> => {
      const one = await api.post('/api/Subscription', journal());
      const two = await api.post('/api/Subscription', journal({ ItemId: 'NEWS' }));
      return [one.body.InvoiceId, two.body.InvoiceId];
    };
    const [first, second] = await both();
    expect(first).toBe(second);
    expect((await api.get(`/api/Invoice/${first}`)).body.Lines.$values.map((line) => line.InvoiceLineId)).toEqual([
      '12345:12345:JOUR',
      '12345:12345:NEWS',
    ]);
    sim.reset();
    await loginAgain();
    sim.switches.invoices = 'persisted';
    const [third, fourth] = await both();
    expect(third).not.toBe(fourth);
    const joined = await api.post('/api/Subscription', journal({ ItemId: 'FREE', InvoiceId: '1' }));
    expect(joined.status).toBe(201); // nothing to bill, so no invoice is looked for
    const onto = await api.post('/api/Subscription', journal({ ItemId: 'REG', InvoiceId: fourth }));
    expect(onto.body.InvoiceId).toBe(fourth);
  });
});
