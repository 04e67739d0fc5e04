import type { Actor } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import type { BatchRecord, BillingLogRecord } from './model-renewals.js';
import { invoicesAtPost, makeInvoices } from './renewal-invoices.js';
import type { Store } from './store.js';

/** Id of the next batch of a day, e.g. `200106-2`; `-1` is the day's batch of payments. */
export function nextBatchId(store: Store, day: string): string {
  const short = day.slice(2).replaceAll('-', '');
  return `${short}-${store.next(`batch ${short}`, 2)}`;
}

const put = (store: Store, batch: BatchRecord): BatchRecord => store.batches.put(batch.batchId, batch);

/** The batch as it stands; throws for an id that was never given. */
export function batchOf(store: Store, batchId: string): BatchRecord {
  const batch = store.batches.get(batchId);
  if (!batch) throw new Error(`no batch ${batchId}`);
  return batch;
}

/** Opens the batch of a run that has billed. */
export function openBatch(store: Store, actor: Actor, batchId: string, log: BillingLogRecord): BatchRecord {
  const items = store.billingLogItems.by('log', log.billingLogKey);
  const { billingLogKey, runName, runDate } = log;
  const amount = fixed(items.reduce((total, item) => total.plus(item.amount), dec(0)));
  store.effect(actor, 'batch.created', { batchId, billingLogKey, runName, amount });
  return put(store, {
    batchId,
    number: Number(batchId.split('-')[1]),
    name: runName || log.cycleId,
    date: runDate,
    status: 0,
    isAutoPosted: false,
    transactions: items.length,
    amount,
    strangers: 0,
    billingLogKey,
    createdBy: actor.user,
    createdOn: new Date().toISOString(),
  });
}

/** Whether a Post has something to do: the batch is open, closed, or its last posting failed. */
export const canPost = (batch: BatchRecord): boolean => [0, 1, 2, 5].includes(batch.status);

/** Posts a batch, now or in `postMs`; invoices that wait for it appear at the end. */
export function postBatch(store: Store, actor: Actor, batchId: string, isAutoPosted = false): void {
  const { postMs } = store.switches;
  const { postingError: _former, ...batch } = batchOf(store, batchId);
  put(store, { ...batch, status: 3, isAutoPosted });
  if (postMs === 0 || isAutoPosted) finishPosting(store, actor, batchId);
  else store.background.after(postMs, () => finishPosting(store, actor, batchId));
}

function finishPosting(store: Store, actor: Actor, batchId: string): void {
  const { failNext, ...batch } = batchOf(store, batchId);
  // The post was taken back, or people ended it.
  if (batch.status !== 3) return;
  const { billingLogKey, amount } = batch;
  const about = { batchId, amount, ...(billingLogKey ? { billingLogKey } : {}) };
  if (failNext !== undefined) {
    put(store, { ...batch, status: 5, postingError: failNext });
    store.effect(actor, 'batch.failed', { ...about, note: failNext });
    return;
  }
  put(store, { ...batch, status: 4 });
  store.effect(actor, 'batch.posted', {
    ...about,
    ...(batch.strangers > 0 ? { note: 'holds entries of others' } : {}),
  });
  const log = store.billingLogs.get(billingLogKey ?? '');
  if (!log) return;
  if (log.status === 4) store.billingLogs.put(log.billingLogKey, { ...log, status: 2 });
  if (invoicesAtPost(store, log)) makeInvoices(store, actor, log);
}

/** The posting under way, or else the next one, ends with this error. */
export function failPosting(store: Store, batchId: string, text: string): void {
  put(store, { ...batchOf(store, batchId), failNext: text });
}

/** Deletes a batch before it is posted; the rows it billed stay as the run left them (unknown what iMIS does). */
export function deleteBatch(store: Store, actor: Actor, batchId: string): void {
  const batch = batchOf(store, batchId);
  if (!canPost(batch)) throw new Error(`batch ${batchId} is posted`);
  put(store, { ...batch, status: 6 });
  const log = store.billingLogs.get(batch.billingLogKey ?? '');
  if (log) store.billingLogs.put(log.billingLogKey, { ...log, status: 3, information: 'The batch was deleted.' });
  store.effect(actor, 'batch.deleted', { batchId, ...(log ? { billingLogKey: log.billingLogKey } : {}) });
}

/** Puts an entry of somebody else into an open batch. */
export function addStrangerEntry(store: Store, actor: Actor, batchId: string, amount: string): void {
  const batch = batchOf(store, batchId);
  const sum = fixed(dec(batch.amount).plus(amount));
  put(store, { ...batch, amount: sum, transactions: batch.transactions + 1, strangers: batch.strangers + 1 });
  store.effect(actor, 'batch.entryAdded', { batchId, amount });
}
