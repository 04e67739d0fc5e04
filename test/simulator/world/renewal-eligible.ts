import { itemsOf } from './cycles.js';
import { findInvoice } from './invoices.js';
import type { BillingCycleRecord, RunOrder } from './model-renewals.js';
import type { SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** AutoPayOption: BillOnlyAutoPayEnrollments 2, BillOnlyNonAutoPayContacts 3; all others bill everybody. */
function fitsAutoPay(store: Store, row: SubscriptionRecord, option: RunOrder['autoPayOption']): boolean {
  if (option !== 2 && option !== 3) return true;
  const enrolled = row.invoiceId && findInvoice(store, row.invoiceId)?.autoPayInstructionId !== undefined;
  return option === 2 ? Boolean(enrolled) : !enrolled;
}

/**
 * Paid through an earlier day than the effective date: due (iDMS tutorial, facts 4). Who was billed for that time and
 * has not paid is due as well, and gets one more term: the trap, which a switch takes away.
 */
function isDue(store: Store, row: SubscriptionRecord, effectiveDate: string): boolean {
  if (row.status !== 0 || row.cancelledAsOf || (row.paidThru ?? '') >= effectiveDate) return false;
  return store.switches.runBillsUnpaidAgain || row.billDate === undefined || (row.billThrough ?? '') < effectiveDate;
}

/** Rows a run of the cycle bills now. */
export function eligibleRows(store: Store, cycle: BillingCycleRecord, order: RunOrder): SubscriptionRecord[] {
  const { partyId, chapter, effectiveDate, autoPayOption } = order;
  return itemsOf(cycle).flatMap((itemId) => {
    const one = partyId === undefined ? undefined : store.subscriptions.get(rowKey(partyId, itemId));
    const rows = partyId === undefined ? store.subscriptions.by('item', itemId) : one ? [one] : [];
    return rows.filter(
      (row) =>
        isDue(store, row, effectiveDate) &&
        (chapter === undefined || store.parties.get(row.partyId)?.chapter === chapter) &&
        fitsAutoPay(store, row, autoPayOption),
    );
  });
}
