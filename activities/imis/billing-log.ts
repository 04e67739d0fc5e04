/** BillingLog and its items: the trail of a renewal run, and the best proof that it ran (facts 4). */
import { scrub } from '../http/scrub.js';
import type { Imis, Paging } from './api.js';
import { entityAddress } from './wire/address.js';
import { readDate } from './wire/date.js';
import { equals, ignored } from './wire/filter.js';
import { readMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { malformed, oneOf, type Raw, requiredText, sameId, text } from './wire/shape.js';

/** In the vendor's order. */
export const BILLING_LOG_STATUSES = ['Pending', 'Processing', 'Completed', 'Failed', 'UnPostedBatch'] as const;
export type BillingLogStatus = (typeof BILLING_LOG_STATUSES)[number];

/** Dates `YYYY-MM-DD`, timestamps as the API gives them. */
export interface BillingLog {
  billingLogKey: string;
  runName?: string;
  cycleName?: string;
  billingDate?: string;
  effectiveDate?: string;
  chapter?: string;
  createdOn?: string;
  status: BillingLogStatus;
  batchId?: string;
  /** What the run says about itself, scrubbed. */
  information?: string;
}

export interface BillingLogItem {
  partyId: string;
  itemId: string;
  billToPartyId?: string;
  /** `YYYY-MM-DD`. */
  billBegin?: string;
  billThrough?: string;
  /** Decimal string. */
  amount: string;
}

/**
 * GET /api/BillingLog?BillingRunName=. Several runs may bear one name: whether the API refuses a second is unknown, as
 * is the longest name that it keeps whole. Throws ReadFailed; `rejected` when the filter was ignored, or when the name
 * holds a `|`, which cannot be asked for.
 */
export async function findBillingLogs(imis: Imis, { runName }: { runName: string }): Promise<BillingLog[]> {
  const found: BillingLog[] = [];
  await imis.pages('BillingLog', { BillingRunName: equals(runName) }, (rows) => {
    for (const row of rows) {
      const log = parseBillingLog(row);
      if (!sameId(log.runName, runName)) ignored('BillingLog', 'BillingRunName');
      found.push(log);
    }
  });
  return found;
}

/** GET /api/BillingLog/{BillingLogKey}. undefined when there is none. Throws ReadFailed. */
export async function readBillingLog(imis: Imis, billingLogKey: string): Promise<BillingLog | undefined> {
  const { path, query } = entityAddress('BillingLog', billingLogKey);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'BillingLog');
  if (raw === undefined) return undefined;
  const log = parseBillingLog(raw);
  return sameId(log.billingLogKey, billingLogKey) ? log : malformed('another BillingLog came than was asked for');
}

/** Reads BillingLogData. Throws ReadFailed when it is something else. */
export function parseBillingLog(raw: Raw): BillingLog {
  const information = text(raw, 'Information');
  return {
    billingLogKey: requiredText(raw, 'BillingLogKey'),
    runName: text(raw, 'BillingRunName'),
    cycleName: text(raw, 'BillingCycleName'),
    billingDate: readDate(raw, 'BillingDate'),
    effectiveDate: readDate(raw, 'EffectiveDate'),
    chapter: text(raw, 'Chapter'),
    createdOn: text(raw, 'CreatedOn'),
    status: oneOf(raw, 'Status', BILLING_LOG_STATUSES),
    batchId: text(raw, 'BatchId'),
    information: information && scrub(information),
  };
}

/**
 * GET /api/BillingLogItem?BillingLogKey=&BillingPartyId=, page by page; the next page waits for `onRows`. Filters by
 * party again on our side. Throws ReadFailed, `rejected` when items of other runs come back, and what `onRows` throws.
 */
export async function listBillingLogItems(
  imis: Imis,
  { billingLogKey, partyId }: { billingLogKey: string; partyId?: string },
  onRows: (rows: BillingLogItem[]) => void | Promise<void>,
  { from, onPageEnd }: Paging = {},
): Promise<void> {
  const query = {
    BillingLogKey: equals(billingLogKey),
    BillingPartyId: partyId === undefined ? undefined : equals(partyId),
  };
  const onPage = async (rows: Raw[], next: number) => {
    if (!rows.every((row) => sameId(requiredText(row, 'BillingLogKey'), billingLogKey))) {
      ignored('BillingLogItem', 'BillingLogKey');
    }
    const items = rows.map(parseItem).filter((item) => partyId === undefined || sameId(item.partyId, partyId));
    if (items.length > 0) await onRows(items);
    await onPageEnd?.(next);
  };
  await imis.pages('BillingLogItem', query, onPage, from);
}

const parseItem = (raw: Raw): BillingLogItem => ({
  partyId: requiredText(raw, 'BillingPartyId'),
  itemId: requiredText(raw, 'BillingItemId'),
  billToPartyId: text(raw, 'BillingBillToPartyId'),
  billBegin: readDate(raw, 'BillBeginDate'),
  billThrough: readDate(raw, 'BillThroughDate'),
  amount: readMoney(raw, 'BillAmount')?.amount ?? '0.00',
});
