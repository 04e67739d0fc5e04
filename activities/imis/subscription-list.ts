/** Subscriptions of many parties, as a stream (facts 2.3, 5.1). */
import type { Imis, Paging } from './api.js';
import { parseSubscription, type Subscription } from './subscription-data.js';
import { anyOf, before, ignored } from './wire/filter.js';
import { type Raw, sameId } from './wire/shape.js';

/** A party's id is short: a hundred of them keep the address well below what web servers take. */
export const MAX_PARTY_IDS = 100;

export interface SubscriptionFilter {
  /** At most 100. An empty list finds nothing. */
  partyIds?: readonly string[];
  itemIds?: readonly string[];
  /** `YYYY-MM-DD`, itself left out. Rows without BillThrough are left out as well. */
  billThroughBefore?: string;
}

/** What the API is asked, and the same criterion on our side. */
interface Criterion {
  property: string;
  value: string;
  fits(row: Subscription): boolean;
}

/**
 * GET /api/Subscription?PartyId=in:a|b&ItemId=in:x|y&BillThrough=lt:, page by page. The first criterion given, in this
 * order, must have been heeded: ReadFailed `rejected` when a row does not fit it. The others are applied again on our
 * side. `onRow` is awaited before the next row; what it throws is thrown. A row that changes while the pages are read
 * may come twice or not at all. Throws RangeError for more than 100 parties, or when nothing narrows the list.
 */
export async function listSubscriptions(
  imis: Imis,
  filter: SubscriptionFilter,
  onRow: (row: Subscription) => void | Promise<void>,
  { from, onPageEnd }: Paging = {},
): Promise<void> {
  if ((filter.partyIds?.length ?? 0) > MAX_PARTY_IDS) {
    throw new RangeError(`partyIds holds more than ${MAX_PARTY_IDS} ids: ask in parts`);
  }
  if (filter.partyIds?.length === 0 || filter.itemIds?.length === 0) return;
  const criteria = criteriaOf(filter);
  const [first] = criteria;
  if (first === undefined) throw new RangeError('a list of subscriptions needs partyIds, itemIds or billThroughBefore');
  const query = Object.fromEntries(criteria.map(({ property, value }) => [property, value]));
  const onPage = async (rows: Raw[], next: number) => {
    const page = rows.map(parseSubscription);
    if (!page.every((row) => first.fits(row))) ignored('Subscription', first.property);
    for (const row of page) {
      if (criteria.every((one) => one.fits(row))) await onRow(row);
    }
    await onPageEnd?.(next);
  };
  await imis.pages('Subscription', query, onPage, from);
}

function criteriaOf({ partyIds, itemIds, billThroughBefore }: SubscriptionFilter): Criterion[] {
  const criteria: Criterion[] = [];
  const among = (property: string, ids: readonly string[], idOf: (row: Subscription) => string) =>
    criteria.push({ property, value: anyOf(ids), fits: (row) => ids.some((id) => sameId(id, idOf(row))) });
  if (partyIds) among('PartyId', partyIds, (row) => row.partyId);
  if (itemIds) among('ItemId', itemIds, (row) => row.itemId);
  if (billThroughBefore !== undefined) {
    criteria.push({
      property: 'BillThrough',
      value: before(billThroughBefore),
      fits: ({ billThrough }) => billThrough !== undefined && billThrough < billThroughBefore,
    });
  }
  return criteria;
}
