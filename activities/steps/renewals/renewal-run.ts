/** The run of one renewal, found again in BillingLog by its name (facts 4: the trail of a run). */
import { ReadFailed } from '../../http/answer.js';
import type { Imis } from '../../imis/api.js';
import { findBillingLogs, listBillingLogItems, type BillingLog, type BillingLogItem } from '../../imis/billing-log.js';
import { sameId } from '../../imis/wire/shape.js';

/** BillingRunName of iMIS is shown to people; how long it may be is unknown, so it stays below this. */
const LONGEST_PARTY = 20;

/**
 * Readable and unique: the marker makes it the same over attempts, repairs and later starts of one business key. A
 * vertical bar could not be asked for (filters).
 */
export const runNameOf = (effectiveDate: string, partyId: string, marker: string): string =>
  `Renewal ${effectiveDate} ${partyId.slice(0, LONGEST_PARTY).replace(/[^\w-]/g, '_')} ${marker}`;

export type FoundRun =
  | { state: 'none' }
  /** The tenant's release or the user's rights give no BillingLog: the rows must prove it. */
  | { state: 'unreadable' }
  | { state: 'several'; keys: string[] }
  | { state: 'failed'; said: string }
  | { state: 'running'; log: BillingLog }
  /** It has ended; without items it billed nobody. `others`: keys of more runs of its name. */
  | { state: 'ended'; log: BillingLog; items: BillingLogItem[]; others: string[] };

/**
 * Of several runs that bear the name only a person can tell which one stands: `named` is its BillingLogKey. Throws
 * ReadFailed, save for 403 and 501.
 */
export async function findRun(imis: Imis, runName: string, partyId: string, named?: string): Promise<FoundRun> {
  const logs = await findBillingLogs(imis, { runName }).catch((error: unknown) => {
    if (error instanceof ReadFailed && (error.answer.kind === 'forbidden' || error.answer.kind === 'not-available')) return undefined;
    throw error;
  });
  if (logs === undefined) return { state: 'unreadable' };
  // A renewal that failed may have been started again under its name.
  const standing = logs.filter((one) => one.status !== 'Failed');
  if (standing.length > 1) return await chosen(imis, standing, partyId, named);
  const [log] = standing;
  if (log === undefined) return logs.length === 0 ? { state: 'none' } : { state: 'failed', said: logs.at(-1)?.information ?? 'no reason given' };
  if (isAtWork(log)) return { state: 'running', log };
  return { state: 'ended', log, items: await itemsOf(imis, log, partyId), others: [] };
}

/** The named one, when it has ended and billed the party. */
async function chosen(imis: Imis, logs: BillingLog[], partyId: string, named: string | undefined): Promise<FoundRun> {
  const log = logs.find(({ billingLogKey }) => sameId(billingLogKey, named));
  const items = log && !isAtWork(log) ? await itemsOf(imis, log, partyId) : [];
  const keys = logs.map(({ billingLogKey }) => billingLogKey);
  if (!log || items.length === 0) return { state: 'several', keys };
  return { state: 'ended', log, items, others: keys.filter((key) => key !== log.billingLogKey) };
}

const isAtWork = ({ status }: BillingLog): boolean => status === 'Pending' || status === 'Processing';

async function itemsOf(imis: Imis, { billingLogKey }: BillingLog, partyId: string): Promise<BillingLogItem[]> {
  const items: BillingLogItem[] = [];
  await listBillingLogItems(imis, { billingLogKey, partyId }, (page) => void items.push(...page));
  return items;
}
