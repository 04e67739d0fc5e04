import type { Actor } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import { applyOpenCredit } from './credit.js';
import { touchRow } from './dates.js';
import { legacyInvoiceId, lineId } from './invoices.js';
import type { BillingLogItemRecord, BillingLogRecord } from './model-renewals.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** Whether the invoices of a run wait for the posting of its batch; accrual ones always do. */
export function invoicesAtPost(store: Store, log: Pick<BillingLogRecord, 'accounting'>): boolean {
  const { renewalInvoice, invoices } = store.switches;
  if (log.accounting === 2) return true;
  return renewalInvoice === 'byKind' ? invoices === 'persisted' : renewalInvoice === 'atPost';
}

/** The row of an item, as long as the term of this run is still the one it shows. */
function rowOf(store: Store, item: BillingLogItemRecord): ReturnType<Store['subscriptions']['get']> {
  const row = store.subscriptions.get(rowKey(item.partyId, item.itemId));
  return row?.billingLogKey === item.billingLogKey && row.billBegin === item.billBegin ? row : undefined;
}

/** One numbered invoice for each payer of the run, with MembershipRenewal (9) as its purpose. */
function putInvoices(store: Store, log: BillingLogRecord, items: BillingLogItemRecord[]): Map<string, string> {
  const ids = new Map<string, string>();
  for (const item of items) {
    const invoiceId = ids.get(item.billTo) ?? String(store.next('invoice', 8158));
    ids.set(item.billTo, invoiceId);
    const known = store.invoices.get(invoiceId);
    const line = {
      invoiceLineId: lineId(item.billTo, item.partyId, item.itemId),
      lineNumber: (known?.lines.length ?? 0) + 1,
      itemId: item.itemId,
      shipTo: item.partyId,
      amount: item.amount,
      ...{ paid: '0.00', credit: '0.00', pending: '0.00', adjustment: '0.00' },
      billBegin: item.billBegin,
      billThrough: item.billThrough,
    };
    store.invoices.put(invoiceId, {
      ...(known ?? { invoiceId, billTo: item.billTo, date: log.runDate, createdOn: new Date().toISOString() }),
      purpose: 9,
      reversed: false,
      lines: [...(known?.lines ?? []), line],
    });
  }
  return ids;
}

/**
 * Makes the invoices of a run: legacy cash ones are projections named `CASH:{party}:{BillingLogKey}` (facts 4) that
 * take the place of the former projection; persisted and accrual ones are records with a number.
 */
export function makeInvoices(store: Store, actor: Actor, log: BillingLogRecord): void {
  const items = store.billingLogItems.by('log', log.billingLogKey).filter((item) => dec(item.amount).gt(0));
  const legacy = store.switches.invoices === 'legacy' && log.accounting === 1;
  const numbers = legacy ? undefined : putInvoices(store, log, items);
  const made = new Set<string>();
  for (const item of items) {
    const row = rowOf(store, item);
    if (legacy && !row) continue;
    const invoiceId = numbers?.get(item.billTo) ?? (row ? legacyInvoiceId(row) : '');
    // What was carried over is owed on the invoice from now on.
    const carried = legacy && row?.awaitsBatch ? row.previousBalance : '0.00';
    if (row) {
      const { awaitsBatch: _batch, ...shown } = row;
      touchRow(store, actor, { ...shown, invoiceId });
    }
    store.effect(actor, made.has(invoiceId) ? 'invoice.lineAdded' : 'invoice.created', {
      partyId: item.partyId,
      itemId: item.itemId,
      invoiceId,
      amount: fixed(dec(item.amount).plus(carried)),
      termBegin: item.billBegin,
      termThrough: item.billThrough,
      billingLogKey: item.billingLogKey,
    });
    made.add(invoiceId);
  }
  if (!store.switches.autoApplyCredit || log.doNotApplyCredits) return;
  for (const invoiceId of made) applyOpenCredit(store, actor, invoiceId);
}
