import { randomUUID } from 'node:crypto';
import type { Actor } from '../ledger.js';
import { nextBatchId, openBatch, postBatch } from './batches.js';
import type { BillingCycleRecord, BillingLogItemRecord, BillingLogRecord, RunOrder } from './model-renewals.js';
import { billRow } from './renewal-bill.js';
import { eligibleRows } from './renewal-eligible.js';
import { invoicesAtPost, makeInvoices } from './renewal-invoices.js';
import type { Store } from './store.js';

const put = (store: Store, log: BillingLogRecord): BillingLogRecord => store.billingLogs.put(log.billingLogKey, log);

/**
 * Runs a billing cycle for one party or for all. A bulk run may go on after the call, on the association's clock, and
 * always leaves a batch to be posted; that of a single renewal is posted at once where the tenant says so.
 */
export function startRun(store: Store, actor: Actor, cycle: BillingCycleRecord, order: RunOrder): BillingLogRecord {
  const billingLogKey = randomUUID();
  const log = put(store, {
    ...order,
    billingLogKey,
    status: 0,
    information: '',
    accounting: cycle.accounting,
    createdBy: actor.user,
    createdOn: new Date().toISOString(),
    ...(actor.callSeq === undefined ? {} : { callSeq: actor.callSeq }),
  });
  store.effect(actor, 'renewal.run', {
    billingLogKey,
    runName: order.runName,
    cycleId: order.cycleId,
    effectiveDate: order.effectiveDate,
    note: order.partyId === undefined ? 'bulk' : 'individual',
    ...(order.partyId === undefined ? {} : { partyId: order.partyId }),
  });
  const { billingRunMs } = store.switches;
  if (order.partyId !== undefined || billingRunMs === 0) return bill(store, log);
  store.background.after(billingRunMs / 2, () => proceed(store, billingLogKey, 0));
  return log;
}

/** A bulk run in the background: Pending, then Processing, then billed. Staff may have ended it meanwhile. */
function proceed(store: Store, billingLogKey: string, from: 0 | 1): void {
  const log = store.billingLogs.get(billingLogKey);
  if (log?.status !== from) return;
  if (from === 1) {
    bill(store, log);
    return;
  }
  put(store, { ...log, status: 1 });
  store.background.after(store.switches.billingRunMs / 2, () => proceed(store, billingLogKey, 1));
}

/** Bills everybody who is due, or the first `limit` rows. */
function bill(store: Store, log: BillingLogRecord, limit = Infinity): BillingLogRecord {
  const call = log.callSeq === undefined ? {} : { callSeq: log.callSeq };
  const actor: Actor = { user: log.createdBy, ...call };
  const cycle = store.billingCycles.get(log.cycleId);
  const rows = cycle ? eligibleRows(store, cycle, log).slice(0, limit) : [];
  const batchId = nextBatchId(store, log.runDate);
  const later = invoicesAtPost(store, log);
  const billed: BillingLogItemRecord[] = [];
  for (const row of rows) {
    const item = billRow(store, actor, row, log, later ? batchId : undefined);
    if (item) billed.push(item);
  }
  if (billed.length === 0) return put(store, { ...log, status: 2, information: 'No bills were generated.' });
  const done = put(store, { ...log, status: 4, batchId });
  openBatch(store, actor, batchId, done);
  if (!later) makeInvoices(store, actor, done);
  const single = log.partyId !== undefined;
  if (single && (store.switches.postSingleRenewals === 'auto' || log.hotPost)) postBatch(store, actor, batchId, true);
  return store.billingLogs.get(log.billingLogKey) ?? done;
}

/** Ends a run that is under way as Failed, after its first `afterRows` rows were billed. */
export function failRun(store: Store, actor: Actor, billingLogKey: string, afterRows = 0): void {
  const log = store.billingLogs.get(billingLogKey);
  if (!log || log.status > 1) throw new Error(`no billing run ${billingLogKey} that is under way`);
  const done = bill(store, log, afterRows);
  put(store, { ...done, status: 3, information: 'An error occurred. Please contact the administrator.' });
  const { runName, cycleId } = log;
  store.effect(actor, 'renewal.failed', { billingLogKey, runName, cycleId });
}
