import { describe, expect, test } from '@jest/globals';
import { findItem, readItemSet } from '../../../activities/imis/item-set.js';
import { newOrder, orderIdIn, orderMoney, parsePricedOrder, priceOrder, submitOrder } from '../../../activities/imis/order.js';
import { isStamped } from '../../../activities/imis/order-line.js';
import { payLater } from '../../../activities/imis/remittance.js';
import type { Raw } from '../../../activities/imis/wire/shape.js';
import { json } from '../http/tiny-server.js';
import { amount, category, commerce, guid, item, journalOrder, list, page, quantity, readSet, top, usd } from './order-shapes.js';
import { bench } from './support.js';

const api = bench();

describe('item sets', () => {
  test('are found by the name of the cycle with underscores', async () => {
    const cycle = await readSet(api);
    expect(api.last()).toMatchObject({ method: 'GET', url: '/api/Item?ItemCode=Non-Member_Subscriptions' });
    expect(cycle).toMatchObject({ itemId: 'SUBSCRIPTION-NON-MEMBER_SUBSCRIPTIONS', categories: [{ items: [{ product: 'JOUR', most: 1 }, { product: 'NEWS' }] }] });
    expect(findItem(cycle, 'NON-MEMBER_SUBSCRIPTIONS/NEWS')?.product).toBe('NEWS');
    expect(findItem(cycle, 'REG')).toBeUndefined();
  });

  test('are absent, or refused when another comes', async () => {
    api.next = [page()];
    expect(await readItemSet(api.imis, 'Sports')).toBeUndefined();
    api.next = [page(top)];
    await expect(readItemSet(api.imis, 'Sports')).rejects.toThrow('another Item');
  });
});

describe('an order', () => {
  test("is the vendor's three tiers", async () => {
    expect(await journalOrder(api, { term: { begin: '2020-12-01' }, sourceCode: 'MYCODE' })).toEqual({
      $type: commerce('OrderData'),
      Lines: list('OrderLineDataCollection', {
        $type: commerce('OrderLineData'),
        OrderLineId: guid,
        ChildOrderLines: list('OrderLineDataCollection', {
          $type: commerce('OrderLineData'),
          OrderLineId: guid,
          ChildOrderLines: list('OrderLineDataCollection', { $type: commerce('OrderLineData'), OrderLineId: guid, Item: item('JOUR'), QuantityOrdered: quantity(1) }),
          Item: category,
          QuantityOrdered: quantity(1),
        }),
        Item: top,
        QuantityOrdered: quantity(1),
        LineGroupTerms: { $type: commerce('OrderLineGroupTermData'), GroupTermEffectiveDate: '2020-12-01T00:00:00', GroupTermLength: 12, IsTermDateOverridden: true },
      }),
      SoldToCustomerParty: { $type: commerce('CustomerPartyData'), PartyId: '23230' },
      SourceCode: 'MYCODE',
      Note: 'DFMARK',
    });
  });

  test('of a whole cycle holds what is not chosen without an amount', async () => {
    const cycle = await readSet(api);
    const raw = newOrder({ partyId: '1', lines: [{ set: cycle, chosen: [{ item: findItem(cycle, 'NEWS')!, quantity: 1 }], whole: true }], mark: 'M' });
    const [line] = (raw.Lines as { $values: Raw[] }).$values;
    expect(line).toMatchObject({ ChildOrderLines: { $values: [{ ChildOrderLines: { $values: [{ QuantityOrdered: quantity() }, { QuantityOrdered: quantity(1) }] } }] } });
    expect(JSON.stringify(line)).toContain(JSON.stringify(quantity()));
  });

  test('is known by its mark, and not by another', async () => {
    const [line] = ((await journalOrder(api)).Lines as { $values: Raw[] }).$values;
    expect([isStamped(line!, 'DFMARK'), isStamped(line!, 'DFOTHER'), isStamped({ ...line, OrderLineId: undefined }, 'DFMARK')]).toEqual([true, false, false]);
  });

  test('is priced as OrderData itself, and keeps its ids whatever comes back', async () => {
    const sent = await journalOrder(api);
    const [line] = (sent.Lines as { $values: Raw[] }).$values;
    const { OrderLineId: _lost, ...bare }: Raw = { ...line, UnitPrice: amount(95, usd) };
    api.answer = json({ ...sent, Lines: list('OrderLineDataCollection', bare), OrderTotal: amount(95) });
    const priced = await priceOrder(api.imis, sent, 'DFMARK');
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/Order/_execute' });
    expect(api.sent()).toEqual({ $type: commerce('OrderPriceUpdateRequest'), EntityTypeName: 'Order', OperationName: 'UpdatePricing', Order: sent });
    expect(priced).toMatchObject({ total: '95.00', currency: 'USD', decimals: 2, raw: { Lines: { $values: [{ OrderLineId: line!.OrderLineId }] } } });
  });

  test('without a total, or with other lines than were sent, is not believed', async () => {
    const sent = await journalOrder(api);
    expect(() => parsePricedOrder(sent)).toThrow('OrderTotal');
    api.answer = json({ ...sent, Lines: list('OrderLineDataCollection'), OrderTotal: amount(0) });
    await expect(priceOrder(api.imis, sent)).rejects.toThrow('other lines');
  });

  test('goes out with what it is paid by; a total without a currency code is written as on the page', async () => {
    const raw = { ...(await journalOrder(api)), OrderTotal: amount(95) };
    const priced = parsePricedOrder(raw);
    api.answer = json({ $type: commerce('ComboOrderData'), Order: { OrderId: 'O-1' } }, 201);
    const answer = await submitOrder(api.imis, priced, [payLater(orderMoney(priced)('95.00'))]);
    expect(orderIdIn(answer)).toBe('O-1');
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/ComboOrder' });
    expect(api.sent()).toEqual({
      $type: commerce('ComboOrderData'),
      Order: raw,
      Payments: list('RemittanceDataCollection', {
        $type: commerce('RemittanceData'),
        Amount: amount(95),
        PaymentToken: { $type: commerce('AutoPayAccountData'), PaymentMethodIsReadOnly: false },
        PaymentMethod: { $type: commerce('PaymentMethodData'), PaymentMethodId: 'BillMe' },
      }),
    });
  });
});
