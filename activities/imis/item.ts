/** Item: a product that can be billed. */
import type { Imis } from './api.js';
import { entityAddress } from './wire/address.js';
import { single } from './wire/paged.js';
import { child, malformed, requiredText, sameId, text } from './wire/shape.js';

export interface Item {
  itemId: string;
  itemCode?: string;
  /** `DUES`, `SUB`, `CHAPT` ... */
  itemClassId?: string;
}

/** GET /api/Item/{ItemId}. undefined when there is none. Throws ReadFailed. */
export async function readItem(imis: Imis, itemId: string): Promise<Item | undefined> {
  const { path, query } = entityAddress('Item', itemId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Item');
  if (raw === undefined) return undefined;
  const found = requiredText(raw, 'ItemId');
  if (!sameId(found, itemId)) return malformed('another Item came than was asked for');
  const itemClass = child(raw, 'ItemClass');
  return { itemId: found, itemCode: text(raw, 'ItemCode'), itemClassId: itemClass && text(itemClass, 'ItemClassId') };
}
