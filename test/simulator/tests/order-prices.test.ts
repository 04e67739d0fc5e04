import { describe, expect, it } from '@jest/globals';
import { named, newcomers } from '../index.js';
import { nonDuesLine, order, price, termOf } from './order-client.js';
import { api, freshEachTime, kinds, sim } from './fresh.js';

freshEachTime();
const buyer = newcomers.first;

const jour = (term = '2026-12-01') => order(buyer, [nonDuesLine(['JOUR'], term)], { SourceCode: 'MYCODE' });

describe('item sets', () => {
  it('have three tiers, found by the name of the cycle with underscores', async () => {
    const { body } = await api.get('/api/Item?ItemCode=Non-Member_Subscriptions');
    expect(body.TotalCount).toBe(1);
    expect(body.Items.$values[0]).toMatchObject({
      $type: 'Asi.Soa.Commerce.DataContracts.Item.LegacyMembershipItemData, Asi.Contracts',
      ItemCode: 'NON-MEMBER_SUBSCRIPTIONS',
      ItemId: 'SUBSCRIPTION-NON-MEMBER_SUBSCRIPTIONS',
      ItemSetType: 1,
      Components: {
        $values: [
          {
            ItemSetComponentId: 'NON-MEMBER_SUBSCRIPTIONS/SUB',
            Item: {
              ItemClass: { ItemClassId: 'SUBSCRIPTION' },
              Components: {
                $values: [
                  {
                    Item: { ItemId: 'NON-MEMBER_SUBSCRIPTIONS/JOUR', Name: 'Journal' },
                    MaximumQuantity: { Amount: 1 },
                  },
                  { Item: { ItemId: 'NON-MEMBER_SUBSCRIPTIONS/NEWS' } },
                  { Item: { ItemId: 'NON-MEMBER_SUBSCRIPTIONS/ATLAS' }, MaximumQuantity: { Amount: 10 } },
                ],
              },
            },
          },
        ],
      },
    });
    const join = await api.get('/api/Item?ItemCode=REGULAR_MEMBERSHIP_FEES');
    expect(join.body.Items.$values[0]).toMatchObject({ ItemId: 'MEMBERSHIP-REGULAR_MEMBERSHIP_FEES' });
  });

  it('are not there for unknown cycles, cycles that only renew, and without the setting', async () => {
    for (const code of ['NOTHING', 'CHAPTER_FEES', 'ACCRUAL_MEMBERSHIP_FEES']) {
      expect((await api.get(`/api/Item?ItemCode=${code}`)).body.TotalCount).toBe(0);
    }
    sim.switches.nonDuesPurchases = false;
    expect((await api.get('/api/Item?ItemCode=Non-Member_Subscriptions')).body.TotalCount).toBe(0);
    expect((await price(api, jour())).status).toBe(400);
    expect((await api.get('/api/Item?ItemCode=NEW_MEMBER_FEES')).body.TotalCount).toBe(1);
  });

  it('have prices by the ids of their items', async () => {
    const { body } = await api.get(`/api/PartyItemPrice?PartyId=${buyer}&ItemId=NON-MEMBER_SUBSCRIPTIONS/JOUR`);
    expect(body.Items.$values).toMatchObject([
      {
        Item: { ItemId: 'NON-MEMBER_SUBSCRIPTIONS/JOUR' },
        SelectedPrice: { Amount: 95 },
        DiscountPrice: { Amount: 65 },
      },
    ]);
  });
});

describe('UpdatePricing', () => {
  it('prices every tier, without a currency but on the unit price of the item', async () => {
    const { status, body } = await price(api, jour());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      $type: 'Asi.Soa.Commerce.DataContracts.OrderData, Asi.Contracts',
      OrderTotal: { Amount: 95, Currency: { DecimalPositions: 2 } },
      BillToCustomerParty: { PartyId: buyer },
      SourceCode: 'MYCODE',
    });
    expect((body.OrderTotal as { Currency: object }).Currency).not.toHaveProperty('CurrencyCode');
    type Line = { UnitPrice: { Currency: object }; LineGroupTerms: object; ChildOrderLines: { $values: Line[] } };
    const [top] = (body.Lines as unknown as { $values: Line[] }).$values;
    const leaf = top?.ChildOrderLines.$values[0]?.ChildOrderLines.$values[0];
    expect(top?.UnitPrice.Currency).not.toHaveProperty('CurrencyCode');
    expect(leaf).toMatchObject({
      UnitPrice: { Amount: 95, Currency: { CurrencyCode: 'USD' } },
      LineGroupTerms: termOf('2026-12-01'),
    });
    expect(kinds()).toEqual([]);
  });

  it('takes the OrderData itself, not the nested placeholder of the page, and answers as the tenant does', async () => {
    expect((await price(api, { Order: jour() })).status).toBe(400);
    sim.switches.pricingAnswer = 'serviceResponse';
    expect((await price(api, jour())).body).toMatchObject({
      IsSuccessStatusCode: true,
      Result: { OrderTotal: { Amount: 95 } },
    });
  });

  it('asks members for the member price', async () => {
    const { body } = await price(api, order(named.newMember, [nonDuesLine(['JOUR', 'NEWS'])]));
    expect(body).toMatchObject({ OrderTotal: { Amount: 74.99 } });
  });
});
