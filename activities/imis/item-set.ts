/** Item sets: what a billing cycle sells, in the three tiers that its order lines must have (vendor page NONDUES, step 2). */
import type { Imis } from './api.js';
import { single } from './wire/paged.js';
import { child, malformed, members, type Raw, requiredText, sameId } from './wire/shape.js';

/** An item that the cycle sells. */
export interface SetItem {
  /** As ordered: `NON-MEMBER_SUBSCRIPTIONS/JOUR`. */
  itemId: string;
  /** The product without the cycle: `JOUR`. That a Subscription row bears this id is inferred: no page shows one. */
  product: string;
  /** MaximumQuantity; undefined when it has none. */
  most?: number;
  /** As received: the order line sends it back. */
  raw: Raw;
}

export interface SetCategory {
  itemId: string;
  items: SetItem[];
  raw: Raw;
}

export interface ItemSet {
  /** `SUBSCRIPTION-NON-MEMBER_SUBSCRIPTIONS`, of a membership cycle `MEMBERSHIP-...`. */
  itemId: string;
  /** The cycle's name with underscores: `NON-MEMBER_SUBSCRIPTIONS`. */
  itemCode: string;
  categories: SetCategory[];
  raw: Raw;
}

/** The name of the billing cycle with spaces replaced by underscores (NONDUES step 2). */
export const itemCodeOf = (billingCycleId: string): string => billingCycleId.trim().replace(/ /g, '_');

/**
 * GET /api/Item?ItemCode=. undefined when there is no such item set, which also means that non-dues purchases are not
 * enabled or the cycle is none for them. Throws ReadFailed.
 */
export async function readItemSet(imis: Imis, billingCycleId: string): Promise<ItemSet | undefined> {
  const itemCode = itemCodeOf(billingCycleId);
  const body = await imis.read('Item', { ItemCode: itemCode });
  const raw = body === undefined ? undefined : single(body, 'Item');
  if (raw === undefined) return undefined;
  const set = parseItemSet(raw);
  return sameId(set.itemCode, itemCode) ? set : malformed('another Item came than was asked for');
}

/** Reads the three tiers of LegacyMembershipItemData. Throws ReadFailed when it is something else. */
export function parseItemSet(raw: Raw): ItemSet {
  const itemCode = requiredText(raw, 'ItemCode');
  const categories = componentsOf(raw).map(({ item }) => ({
    itemId: requiredText(item, 'ItemId'),
    items: componentsOf(item).map(({ item: one, most }) => parseItem(one, most, itemCode)),
    raw: item,
  }));
  return { itemId: requiredText(raw, 'ItemId'), itemCode, categories, raw };
}

function parseItem(raw: Raw, most: number | undefined, itemCode: string): SetItem {
  const itemId = requiredText(raw, 'ItemId');
  const inCycle = itemId.toUpperCase().startsWith(`${itemCode.toUpperCase()}/`);
  return {
    itemId,
    product: inCycle ? itemId.slice(itemCode.length + 1) : itemId,
    ...(most !== undefined && { most }),
    raw,
  };
}

function componentsOf(raw: Raw): { item: Raw; most?: number }[] {
  return members(raw.Components, 'Components').map((component) => {
    const item = child(component, 'Item') ?? malformed('ItemSetComponentData.Item is missing');
    const most = quantityOf(component);
    return { item, ...(most !== undefined && { most }) };
  });
}

function quantityOf(component: Raw): number | undefined {
  const most = child(component, 'MaximumQuantity')?.Amount;
  return typeof most === 'number' && most > 0 ? most : undefined;
}

/** The item as a caller may name it: by product (`JOUR`) or as ordered (`NON-MEMBER_SUBSCRIPTIONS/JOUR`). */
export function findItem(set: ItemSet, itemId: string): SetItem | undefined {
  const all = set.categories.flatMap(({ items }) => items);
  return all.find((item) => sameId(item.itemId, itemId)) ?? all.find((item) => sameId(item.product, itemId));
}

/** The products of the set, for a message to a person. */
export const productsOf = (set: ItemSet): string => set.categories.flatMap(({ items }) => items.map(({ product }) => product)).join(', ');
