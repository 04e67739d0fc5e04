/** PartyItemPrice: what an item would cost a party, before it is billed. */
import type { Imis } from './api.js';
import { readMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { child, malformed, sameId, text } from './wire/shape.js';

export interface Price {
  /** Decimal string. */
  amount: string;
  /** ISO code; empty when the price names none. */
  currency: string;
}

/** GET /api/PartyItemPrice?PartyId=&ItemId=, SelectedPrice. undefined when the API prices nothing. Throws ReadFailed. */
export async function readPrice(imis: Imis, partyId: string, itemId: string): Promise<Price | undefined> {
  const body = await imis.read('PartyItemPrice', { PartyId: partyId, ItemId: itemId });
  const raw = body === undefined ? undefined : single(body, 'PartyItemPrice');
  if (raw === undefined) return undefined;
  const item = child(raw, 'Item');
  const priced = item && text(item, 'ItemId');
  if (priced !== undefined && !sameId(priced, itemId)) malformed('another item was priced than was asked for');
  const price = readMoney(raw, 'SelectedPrice');
  return price && { amount: price.amount, currency: price.currency ?? '' };
}
