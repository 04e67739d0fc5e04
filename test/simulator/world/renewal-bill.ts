import type { Actor } from '../ledger.js';
import { addDays, termEnd } from '../wire/dates.js';
import { dec, fixed } from '../wire/money.js';
import { priceOf } from './billing.js';
import { termPaid, touchParty } from './dates.js';
import { rowBalance } from './invoices.js';
import type { BillingLogItemRecord, BillingLogRecord } from './model-renewals.js';
import type { SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** First day of the term that is billed next; a row that was never billed starts with its own term. */
function nextBegin(row: SubscriptionRecord, effectiveDate: string): string {
  if (row.billDate === undefined && !row.paidThru) return row.billBegin ?? row.beginDate ?? effectiveDate;
  const last = row.billThrough ?? row.paidThru;
  return last ? addDays(last, 1) : effectiveDate;
}

/** RenewedThruDate of the party follows the primary fee product of a billable type (RESTRICTED flow 3). */
function moveRenewedThru(store: Store, actor: Actor, row: SubscriptionRecord, log: BillingLogRecord): void {
  const party = store.parties.get(row.partyId);
  const type = party && store.customerTypeOf(party);
  if (!party || !row.billThrough || !type?.billable || type.primaryItem !== row.itemId) return;
  touchParty(store, actor, { ...party, renewedThru: row.billThrough });
  store.effect(actor, 'party.datesMoved', {
    partyId: row.partyId,
    itemId: row.itemId,
    billingLogKey: log.billingLogKey,
    before: { paidThru: party.paidThru, renewedThru: party.renewedThru },
    after: { paidThru: party.paidThru, renewedThru: row.billThrough },
  });
}

/** Bills one row for its next term: the row moves at once, with the run, also when its invoice waits for a batch. */
export function billRow(
  store: Store,
  actor: Actor,
  row: SubscriptionRecord,
  log: BillingLogRecord,
  awaitsBatch: string | undefined,
): BillingLogItemRecord | undefined {
  const party = store.parties.get(row.partyId);
  const product = store.products.get(row.itemId);
  const cycle = store.billingCycles.get(log.cycleId);
  if (!party || !product) return undefined;
  const { billingLogKey, runName } = log;
  const begin = nextBegin(row, log.effectiveDate);
  const through = termEnd(begin, product.termMonths);
  const amount = fixed(row.isComplimentary ? 0 : priceOf(store, party, product));
  const { invoiceId: _invoice, awaitsBatch: _batch, paymentDate: _paid, accrual: _basis, ...kept } = row;
  const after: SubscriptionRecord = {
    ...kept,
    isMemberComponent: cycle?.isMembershipBilling ?? row.isMemberComponent,
    billBegin: begin,
    billThrough: through,
    billDate: log.runDate,
    billedAmount: amount,
    paymentAmount: '0.00',
    pendingAmount: '0.00',
    adjustmentAmount: '0.00',
    previousBalance: store.switches.invoices === 'legacy' && row.billDate ? fixed(rowBalance(row)) : '0.00',
    billingLogKey,
    ...(log.accounting === 2 ? { accrual: true } : {}),
    ...(awaitsBatch && dec(amount).gt(0) ? { awaitsBatch } : {}),
    lastUpdated: new Date().toISOString(),
    updatedBy: actor.user,
  };
  store.subscriptions.put(rowKey(row.partyId, row.itemId), after);
  const item: BillingLogItemRecord = {
    billingLogKey,
    partyId: row.partyId,
    itemId: row.itemId,
    billTo: row.billToPartyId,
    billBegin: begin,
    billThrough: through,
    amount,
  };
  store.billingLogItems.put(`${billingLogKey}|${row.partyId}|${row.itemId}`, item);
  const about = { partyId: row.partyId, itemId: row.itemId, billingLogKey, termBegin: begin, termThrough: through };
  store.effect(actor, 'subscription.termAdded', { ...about, amount, before: row, after });
  const { cycleId, effectiveDate } = log;
  store.effect(actor, 'renewal.billed', { ...about, amount, runName, cycleId, effectiveDate });
  moveRenewedThru(store, actor, after, log);
  if (dec(amount).isZero()) termPaid(store, actor, after, through);
  return item;
}
