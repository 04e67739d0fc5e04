/** Item sets, orders and pages as iMIS sends them (reference NONDUES), spelled out. */
import { expect } from '@jest/globals';
import { findItem, readItemSet, type ItemSet } from '../../../activities/imis/item-set.js';
import { newOrder } from '../../../activities/imis/order.js';
import type { Raw } from '../../../activities/imis/wire/shape.js';
import { json } from '../http/tiny-server.js';
import type { Bench } from './support.js';

export const commerce = (name: string) => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
export const list = (name: string, ...values: unknown[]) => ({ $type: commerce(name), $values: values });
export const quantity = (amount?: number) => ({ $type: `System.Nullable\`1[[${commerce('QuantityData')}]], mscorlib`, ...(amount && { Amount: amount }) });
export const usd = { $type: 'Asi.Soa.Core.DataContracts.CurrencyData, Asi.Contracts', CurrencyCode: 'USD', DecimalPositions: 2 };
export const plain = { $type: 'Asi.Soa.Core.DataContracts.CurrencyData, Asi.Contracts', DecimalPositions: 2 };
export const amount = (value: number, currency: object = plain) => ({ $type: 'Asi.Soa.Core.DataContracts.MonetaryAmountData, Asi.Contracts', Amount: value, Currency: currency, IsAmountDefined: true });

export const item = (code: string) => ({ $type: commerce('ItemSummaryData'), ItemCode: `NON-MEMBER_SUBSCRIPTIONS/${code}`, ItemId: `NON-MEMBER_SUBSCRIPTIONS/${code}`, Name: code });
export const component = (one: { ItemId: string }) => ({ $type: commerce('ItemSetComponentData'), Item: one, ItemSetComponentId: one.ItemId, MaximumQuantity: { $type: commerce('QuantityData'), Amount: 1 } });
export const category = {
  $type: commerce('Item.LegacyMembershipItemData'),
  Components: list('ItemSetComponentDataCollection', component(item('JOUR')), component(item('NEWS'))),
  ItemSetType: 1,
  ItemCode: 'NON-MEMBER_SUBSCRIPTIONS/SUB',
  ItemId: 'NON-MEMBER_SUBSCRIPTIONS/SUB',
};
export const top = {
  $type: commerce('Item.LegacyMembershipItemData'),
  Components: list('ItemSetComponentDataCollection', { $type: commerce('ItemSetComponentData'), Item: category, ItemSetComponentId: category.ItemId }),
  ItemSetType: 1,
  ItemCode: 'NON-MEMBER_SUBSCRIPTIONS',
  ItemId: 'SUBSCRIPTION-NON-MEMBER_SUBSCRIPTIONS',
  Name: 'Non-Member Subscriptions',
};
export const page = (...rows: unknown[]) =>
  json({ $type: 'Asi.Soa.Core.DataContracts.PagedResult`1[[X]], Asi.Contracts', Items: { $type: 'List', $values: rows }, Offset: 0, Limit: 100, Count: rows.length, TotalCount: rows.length, NextPageLink: null, HasNext: false, NextOffset: 0 });

export const guid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** The item set of the cycle, as read. */
export async function readSet(api: Bench): Promise<ItemSet> {
  api.next = [page(top)];
  return (await readItemSet(api.imis, 'Non-Member Subscriptions'))!;
}

/** An order of one journal with the mark DFMARK. */
export async function journalOrder(api: Bench, more: object = {}): Promise<Raw> {
  const cycle = await readSet(api);
  return newOrder({ partyId: '23230', lines: [{ set: cycle, chosen: [{ item: findItem(cycle, 'jour')!, quantity: 1 }] }], mark: 'DFMARK', ...more });
}
