/** What a row would be billed for: an estimate, since a run prices each member by itself. */
import type { Imis } from '../../imis/api.js';
import { readPrice, type Price } from '../../imis/price.js';
import { ReadFailed } from '../../http/answer.js';
import type { Subscription } from '../../imis/subscription-data.js';
import { isPassing } from '../../write/reading.js';

/** What is known of the prices so far: travels from attempt to attempt. */
export interface Prices {
  /** By item: the price of the first member to bill; null where there is none to be had. */
  byItem: Record<string, Price | null>;
  /** Was an amount taken from the row's last bill? */
  lastBilled: boolean;
  currencies: string[];
}

export const noPrices = (): Prices => ({ byItem: {}, lastBilled: false, currencies: [] });

/** One price per item is read; where there is none the row's last BilledAmount stands in. Decimal string. */
export async function estimateOf(imis: Imis, row: Subscription, prices: Prices): Promise<string> {
  if (row.isComplimentary) return '0.00';
  if (!(row.itemId in prices.byItem)) prices.byItem[row.itemId] = await priceOf(imis, row);
  const price = prices.byItem[row.itemId];
  const currency = price?.currency ?? row.currency;
  if (currency && !prices.currencies.includes(currency)) prices.currencies.push(currency);
  if (price) return price.amount;
  prices.lastBilled = true;
  return row.billedAmount;
}

async function priceOf(imis: Imis, { partyId, itemId }: Subscription): Promise<Price | null> {
  try {
    return (await readPrice(imis, partyId, itemId)) ?? null;
  } catch (error) {
    // A release or a user that may not read prices still can estimate.
    if (error instanceof ReadFailed && !isPassing(error.answer.kind)) return null;
    throw error;
  }
}

/** From what the amounts were estimated; one word for a person. */
export function estimateFrom({ byItem, lastBilled }: Prices): 'price' | 'last bill' | 'price and last bill' {
  if (!lastBilled) return 'price';
  return Object.values(byItem).some((price) => price !== null) ? 'price and last bill' : 'last bill';
}
