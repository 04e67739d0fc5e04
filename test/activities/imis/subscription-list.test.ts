import { describe, expect, test } from '@jest/globals';
import { listSubscriptions, type SubscriptionFilter } from '../../../activities/imis/subscription-list.js';
import { json } from '../http/tiny-server.js';
import { paged, subscription } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

const row = (PartyId: string, more: object = {}) => subscription({ PartyId, ...more });

async function found(filter: SubscriptionFilter): Promise<string[]> {
  const ids: string[] = [];
  await listSubscriptions(api.imis, filter, (one) => void ids.push(one.partyId));
  return ids;
}
const asked = () => Object.fromEntries(new URL(`http://host${api.last()?.url}`).searchParams);

describe('Subscriptions', () => {
  test('of several parties and items, by all pages', async () => {
    api.next = [json(paged([row('1'), row('2')], { HasNext: true, NextOffset: 2 })), json(paged([row('2')]))];
    const filter = { partyIds: ['1', '2'], itemIds: ['JOUR', 'CHAPT/EAST'], billThroughBefore: '2026-01-01' };
    expect(await found(filter)).toEqual(['1', '2', '2']);
    expect(asked()).toEqual({
      PartyId: 'in:1|2',
      ItemId: 'in:JOUR|CHAPT/EAST',
      BillThrough: 'lt:2026-01-01',
      Limit: '500',
      Offset: '2',
    });
  });

  test('of one party: asked for by equals', async () => {
    api.answer = json(paged([row('1')]));
    expect(await found({ partyIds: ['1'] })).toEqual(['1']);
    expect(asked()).toEqual({ PartyId: '1', Limit: '500' });
  });

  test('the next row waits for the one before', async () => {
    api.answer = json(paged([row('1'), row('2')]));
    const steps: string[] = [];
    await listSubscriptions(api.imis, { partyIds: ['1', '2'] }, async ({ partyId }) => {
      steps.push(`begun ${partyId}`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`ended ${partyId}`);
    });
    expect(steps).toEqual(['begun 1', 'ended 1', 'begun 2', 'ended 2']);
  });

  test.each<[string, SubscriptionFilter, object]>([
    ['other parties', { partyIds: ['1', '2'] }, row('3')],
    ['other items', { itemIds: ['REG'] }, row('1')],
    ['later terms', { billThroughBefore: '2021-11-30' }, row('1')],
  ])('%s come back: the filter was ignored, and no row is handed on', async (_what, filter, stranger) => {
    api.answer = json(paged([row('1', { ItemId: 'REG', BillThrough: '2020-01-01T00:00:00' }), stranger]));
    const rows: unknown[] = [];
    const listing = listSubscriptions(api.imis, filter, (one) => void rows.push(one));
    await expect(listing).rejects.toMatchObject({ name: 'ReadFailed', answer: { kind: 'rejected' } });
    expect(rows).toEqual([]);
  });

  test('items and terms are sorted out again on our side', async () => {
    const old = { BillThrough: '2020-01-01T00:00:00' };
    api.answer = json(
      paged([row('1', old), row('2', { ...old, ItemId: 'REG' }), row('3'), row('4', { BillThrough: undefined })]),
    );
    expect(await found({ partyIds: ['1', '2', '3', '4'], itemIds: ['jour'], billThroughBefore: '2021-11-30' })).toEqual(
      ['1'],
    );
  });

  test('no party asked for is no row, and no call', async () => {
    expect(await found({ partyIds: [] })).toEqual([]);
    expect(await found({ partyIds: ['1'], itemIds: [] })).toEqual([]);
    expect(api.seen).toHaveLength(0);
  });

  test('101 parties, no filter or an id with a bar are refused', async () => {
    await expect(found({ partyIds: Array.from({ length: 101 }, (_, n) => String(n)) })).rejects.toThrow(RangeError);
    await expect(found({})).rejects.toThrow(RangeError);
    await expect(found({ partyIds: ['1', '2|3'] })).rejects.toMatchObject({ answer: { kind: 'rejected' } });
    expect(api.seen).toHaveLength(0);
  });
});
