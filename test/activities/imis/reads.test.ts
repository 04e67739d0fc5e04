import { describe, expect, test } from '@jest/globals';
import { readGroup } from '../../../activities/imis/group.js';
import { readItem } from '../../../activities/imis/item.js';
import { readParty } from '../../../activities/imis/party.js';
import { readPrice } from '../../../activities/imis/price.js';
import { json } from '../http/tiny-server.js';
import { money, paged, party } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('the rest', () => {
  test('Party gives dates, type and chapter, and no name', async () => {
    api.answer = json(party());
    expect(await readParty(api.imis, '23215')).toEqual({
      partyId: '23215',
      isMember: true,
      customerTypeCode: 'M',
      chapter: 'EAST',
      joinDate: '2020-01-15',
      paidThruDate: undefined,
      renewedThruDate: '2021-11-30',
      status: 'A',
    });
    api.answer = json({}, 404);
    expect(await readParty(api.imis, '23215')).toBeUndefined();
  });

  test('Group', async () => {
    api.answer = json({ $type: 'GroupData', GroupId: 'CHAPT/EAST' });
    expect(await readGroup(api.imis, 'CHAPT/EAST')).toEqual({ groupId: 'CHAPT/EAST' });
    api.answer = json(paged([]));
    expect(await readGroup(api.imis, 'CHAPT/EAST')).toBeUndefined();
    api.answer = json({}, 404);
    expect(await readGroup(api.imis, 'CHAPT/EAST')).toBeUndefined();
  });

  test('PartyItemPrice', async () => {
    const price = { $type: 'PartyItemPriceData', Item: { ItemId: 'JOUR' }, SelectedPrice: money(65) };
    for (const body of [price, paged([price])]) {
      api.answer = json(body);
      expect(await readPrice(api.imis, '23215', 'JOUR')).toEqual({ amount: '65.00', currency: 'USD' });
    }
    expect(api.last()?.url).toBe('/api/PartyItemPrice?PartyId=23215&ItemId=JOUR');
    await expect(readPrice(api.imis, '23215', 'REG')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
    api.answer = json({ $type: 'PartyItemPriceData', Item: { ItemId: 'JOUR' } });
    expect(await readPrice(api.imis, '23215', 'JOUR')).toBeUndefined();
  });

  test('Item', async () => {
    api.answer = json({ $type: 'ItemData', ItemId: 'REG', ItemCode: 'REG', ItemClass: { ItemClassId: 'DUES' } });
    expect(await readItem(api.imis, 'REG')).toEqual({ itemId: 'REG', itemCode: 'REG', itemClassId: 'DUES' });
    await expect(readItem(api.imis, 'JOUR')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });
});
