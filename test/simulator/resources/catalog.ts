import type { Context, Resource } from '../context.js';
import { notFound, refuse, Refusal } from '../wire/failures.js';
import { groupData } from '../wire/group.js';
import { data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { money } from '../wire/money.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { itemSummary } from '../wire/subscription.js';
import { partySummary } from '../wire/party.js';
import { priceOf } from '../world/billing.js';
import type { GroupRecord, PartyRecord, Product } from '../world/model.js';
import { releaseAtLeast } from '../options.js';

const groupFields: Fields<GroupRecord> = {
  GroupId: (group) => group.groupId,
  Name: (group) => group.name,
  GroupClassId: (group) => group.groupClass,
};

/** /api/Group, read only. */
export const groups: Resource = {
  name: 'Group',
  list(context) {
    const found = filter(context.store.groups.all(), context.query, groupFields);
    return { status: 200, body: paged(found, context.query, { area: 'Membership', name: 'GroupData' }, groupData) };
  },
  get(context, id) {
    const group = context.store.groups.get(id);
    if (!group) throw new Refusal(notFound('The group'));
    return { status: 200, body: groupData(group) };
  },
};

const itemFields: Fields<Product> = {
  ItemId: (product) => product.itemId,
  ItemCode: (product) => product.itemId,
  Name: (product) => product.name,
  ItemClassId: (product) => product.itemClass,
};

const itemData = (product: Product): JsonObject => ({
  ...itemSummary(product, product.itemId),
  $type: data('Commerce', 'Item.LegacyMembershipItemData', {}).$type,
});

/** /api/Item, read only: single products; item sets of billing cycles are not part of this simulator yet. */
export const items: Resource = {
  name: 'Item',
  list(context) {
    const found = filter(context.store.products.all(), context.query, itemFields);
    return { status: 200, body: paged(found, context.query, { area: 'Commerce', name: 'ItemData' }, itemData) };
  },
  get(context, id) {
    const product = context.store.products.get(id);
    if (!product) throw new Refusal(notFound('The item'));
    return { status: 200, body: itemData(product) };
  },
};

function priceData(context: Context, party: PartyRecord, product: Product): JsonObject {
  const { store } = context;
  const { currency, release } = store.switches;
  const standard = data('Commerce', 'PriceSheetSummaryData', {
    Description: 'Non-Member pricing',
    Name: 'Standard',
    PriceSheetId: 'Standard',
  });
  const member = data('Commerce', 'PriceSheetSummaryData', {
    Description: 'Member pricing',
    Name: 'Member',
    PriceSheetId: 'Member',
  });
  // 20.3.211 replaced Party by PartyId (vendor changelog).
  const who = releaseAtLeast(release, '20.3.211')
    ? { PartyId: party.partyId }
    : { Party: partySummary(store, party.partyId) };
  return data('Commerce', 'PartyItemPriceData', {
    ...who,
    Item: itemSummary(product, product.itemId),
    SelectedPriceSheet: store.customerTypeOf(party)?.member ? member : standard,
    SelectedPrice: money(priceOf(store, party, product), currency),
    StandardPriceSheet: standard,
    StandardPrice: money(product.price, currency),
    DiscountPriceSheet: member,
    DiscountPrice: money(product.memberPrice, currency),
  });
}

function pricesOf(context: Context, partyId: string, itemId: string): JsonObject[] {
  const party = context.store.parties.get(partyId);
  const product = context.store.products.get(itemId);
  return party && product ? [priceData(context, party, product)] : [];
}

/** /api/PartyItemPrice: what a party pays for an item; SelectedPrice is what a subscription will be billed. */
export const partyItemPrices: Resource = {
  name: 'PartyItemPrice',
  list(context) {
    const partyId = context.query.get('PartyId') ?? refuse('PartyId is required.', 'PartyId');
    const itemId = context.query.get('ItemId') ?? refuse('ItemId is required.', 'ItemId');
    const type = { area: 'Commerce', name: 'PartyItemPriceData' } as const;
    return { status: 200, body: paged(pricesOf(context, partyId, itemId), context.query, type, (one) => one) };
  },
  get(context, id) {
    const [partyId = '', itemId = ''] = id.replace(/^~/, '').split('|');
    const [price] = pricesOf(context, partyId, itemId);
    if (!price) throw new Refusal(notFound('The price'));
    return { status: 200, body: price };
  },
};
