import type { Actor, LedgerEntry } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import { touchParty } from './dates.js';
import { importPayment } from './import-payment.js';
import { isProjected, legacyInvoiceId, rowBalance } from './invoices.js';
import type { ImportItem, ImportParty } from './model-imports.js';
import type { PartyRecord, SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

/** Where a party of a package comes from: what its ledger entries carry. */
export type ImportOrigin = Required<Pick<LedgerEntry, 'packageId' | 'jobId' | 'line'>>;

function rowOf(store: Store, actor: Actor, party: ImportParty, item: ImportItem): SubscriptionRecord {
  const former = store.subscriptions.get(rowKey(party.partyId, item.productCode));
  const sameTerm = former?.status === 0 && former.billBegin === party.billBegin;
  const legacy = store.switches.invoices === 'legacy';
  const carried = former && legacy ? (sameTerm ? former.previousBalance : fixed(rowBalance(former))) : '0.00';
  const paidThru = party.paidThru ?? former?.paidThru;
  const now = new Date().toISOString();
  const row: SubscriptionRecord = {
    partyId: party.partyId,
    itemId: item.productCode,
    status: 0,
    isMemberComponent: former?.isMemberComponent ?? false,
    isComplimentary: false,
    copies: item.copies,
    billBegin: party.billBegin,
    billThrough: party.billThru,
    ...(paidThru ? { paidThru } : {}),
    billedAmount: item.billedAmount,
    paymentAmount: item.paidAmount,
    pendingAmount: '0.00',
    adjustmentAmount: '0.00',
    previousBalance: carried,
    adjustmentReason: '',
    billToPartyId: party.billToId ?? party.partyId,
    billDate: party.transactionDate,
    ...(dec(item.paidAmount).gt(0) ? { paymentDate: party.transactionDate } : {}),
    sourceCode: former?.sourceCode ?? '',
    continuousSince: former?.continuousSince ?? party.billBegin,
    dateAdded: former?.dateAdded ?? now,
    lastUpdated: now,
    updatedBy: actor.user,
  };
  // Legacy invoices are projected from the row; what an import does on a tenant with persisted ones is unknown: nothing.
  return legacy && isProjected(row) ? { ...row, invoiceId: legacyInvoiceId(row) } : row;
}

function applyItem(store: Store, actor: Actor, party: ImportParty, item: ImportItem, origin: ImportOrigin): void {
  const key = rowKey(party.partyId, item.productCode);
  const former = store.subscriptions.get(key);
  const after = store.subscriptions.put(key, rowOf(store, actor, party, item));
  const about = { ...origin, partyId: party.partyId, itemId: item.productCode };
  const term = { termBegin: party.billBegin, termThrough: party.billThru, amount: item.billedAmount };
  const invoice = after.invoiceId ? { invoiceId: after.invoiceId } : {};
  const again = former?.status === 0 && former.billBegin === party.billBegin;
  const kind = !former ? 'created' : again ? 'changed' : 'termAdded';
  store.effect(actor, `subscription.${kind}`, { ...about, ...term, ...invoice, before: former, after });
  if (after.invoiceId && after.invoiceId !== former?.invoiceId && dec(item.billedAmount).gt(0)) {
    store.effect(actor, 'invoice.created', { ...about, ...term, ...invoice });
  }
  store.effect(actor, 'import.applied', {
    ...about,
    ...term,
    paidAmount: item.paidAmount,
    ...(party.paidThru ? { paidThru: party.paidThru } : {}),
    ...(party.payment ? { reference: party.payment.reference } : {}),
  });
}

/**
 * Dates of the party as RESTRICTED flow 4 says, for the primary fee product of a billable type (inferred from flow 1):
 * PaidThruDate from the row, backwards too; RenewedThruDate from the term; JoinDate when there was none.
 */
function moveDates(store: Store, actor: Actor, sent: ImportParty, origin: ImportOrigin): void {
  const party = store.parties.get(sent.partyId);
  const type = party && store.customerTypeOf(party);
  const primary = sent.items.find((item) => item.productCode === type?.primaryItem);
  if (!party || !type?.billable || !primary) return;
  const dates = (one: PartyRecord): Pick<PartyRecord, 'paidThru' | 'renewedThru' | 'joinDate'> => ({
    ...(one.paidThru ? { paidThru: one.paidThru } : {}),
    ...(one.renewedThru ? { renewedThru: one.renewedThru } : {}),
    ...(one.joinDate ? { joinDate: one.joinDate } : {}),
  });
  const paidThru = sent.paidThru ?? party.paidThru;
  const joinDate = party.joinDate ?? sent.billBegin;
  const next = { ...party, ...(paidThru ? { paidThru } : {}), renewedThru: sent.billThru, joinDate };
  if (party.paidThru === next.paidThru && party.renewedThru === next.renewedThru && party.joinDate) return;
  touchParty(store, actor, next);
  const about = { ...origin, partyId: party.partyId, itemId: primary.productCode };
  store.effect(actor, 'party.datesMoved', { ...about, before: dates(party), after: dates(next) });
}

/**
 * Applies one party of a package that has no error. The API knows no duplicates: what stands already is applied again
 * and its payment is recorded once more (facts 3).
 */
export function applyImport(store: Store, actor: Actor, party: ImportParty, origin: ImportOrigin): void {
  for (const item of party.items) applyItem(store, actor, party, item, origin);
  if (party.payment) importPayment(store, actor, party, party.payment, origin);
  moveDates(store, actor, party, origin);
}
