import { addDays, termEnd, today } from '../wire/dates.js';
import { Refusal, conflict, refuse } from '../wire/failures.js';
import { dec, fixed } from '../wire/money.js';
import type { Actor } from '../ledger.js';
import { invoiceFor } from './billed-invoice.js';
import { applyOpenCredit } from './credit.js';
import { termPaid } from './dates.js';
import { rowBalance } from './invoices.js';
import type { PartyRecord, Product, SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

export interface NewSubscription {
  partyId: string;
  itemId: string;
  beginDate?: string;
  billToPartyId?: string;
  sourceCode?: string;
  isMemberComponent?: boolean;
  isComplimentary?: boolean;
  /** BillSubscription; absent means true. */
  bill?: boolean;
  /** Only with `bill: false`; normal pricing applies otherwise. */
  billedAmount?: string;
  billDate?: string;
  /** Put the bill on this open invoice (persisted invoices, 20.3.205 and later). */
  invoiceId?: string;
  /** The chapter group whose membership brought the subscription about. */
  groupId?: string;
  /** Of an order: price of all copies, length of the term in months, InvoicePurpose, and which order it was. */
  price?: string;
  copies?: number;
  termMonths?: number;
  purpose?: number;
  order?: { orderId: string; cycleId: string };
}

/** SelectedPrice: members pay the member price, everybody else the standard price. */
export function priceOf(store: Store, party: PartyRecord, product: Product): string {
  return store.customerTypeOf(party)?.member ? product.memberPrice : product.price;
}

function beginOf(input: NewSubscription, row: SubscriptionRecord | undefined): string {
  if (input.beginDate) return input.beginDate;
  // Without BeginDate the next term is billed: why a repeated POST without a date bills twice.
  if (row?.status === 0 && row.billThrough) return addDays(row.billThrough, 1);
  return `${today().slice(0, 7)}-01`;
}

function refuseOverlap(store: Store, row: SubscriptionRecord | undefined, begin: string, through: string): void {
  if (!row || row.status !== 0) return;
  const from = row.billBegin ?? row.beginDate;
  const last = row.cancelledAsOf ?? row.billThrough ?? (from ? termEnd(from, 12) : undefined);
  if (!from || !last || through < from || begin > last) return;
  if (store.switches.overlappingTerm === 'conflict') throw new Refusal(conflict());
  refuse(`There is already an active subscription for the following items: ${row.itemId}`, 'ItemId');
}

/**
 * Adds a subscription, or a new term on the row that is there, and bills it (SUBSCRIPTION page; one row per party and
 * product). Throws a validation Refusal for an unknown party or item and for a term that overlaps the active one.
 */
export function addSubscription(store: Store, actor: Actor, input: NewSubscription): SubscriptionRecord {
  const party = store.parties.get(input.partyId) ?? refuse('The party does not exist.', 'PartyId');
  const product = store.products.get(input.itemId) ?? refuse('The item does not exist.', 'ItemId');
  const billTo = input.billToPartyId ?? input.partyId;
  if (!store.parties.get(billTo)) refuse('The bill-to party does not exist.', 'BillToPartyId');
  const former = store.subscriptions.get(rowKey(input.partyId, input.itemId));
  const begin = beginOf(input, former);
  const through = termEnd(begin, input.termMonths ?? product.termMonths);
  refuseOverlap(store, former, begin, through);

  const bill = input.bill ?? true;
  const price = input.isComplimentary ? '0.00' : (input.price ?? priceOf(store, party, product));
  const amount = fixed(bill ? price : (input.billedAmount ?? 0));
  const billed = bill || input.billedAmount !== undefined;
  const withTerm = billed || store.switches.unbilledTerm === 'set';
  const now = new Date().toISOString();
  const row: SubscriptionRecord = {
    partyId: input.partyId,
    itemId: input.itemId,
    status: 0,
    isMemberComponent: input.isMemberComponent ?? false,
    isComplimentary: input.isComplimentary ?? false,
    copies: input.copies ?? 1,
    ...(withTerm ? { billBegin: begin, billThrough: through } : { beginDate: begin }),
    ...(former?.paidThru ? { paidThru: former.paidThru } : {}),
    billedAmount: amount,
    paymentAmount: '0.00',
    pendingAmount: '0.00',
    adjustmentAmount: '0.00',
    previousBalance: former && store.switches.invoices === 'legacy' ? fixed(rowBalance(former)) : '0.00',
    adjustmentReason: '',
    billToPartyId: billTo,
    ...(billed ? { billDate: input.billDate ?? today() } : {}),
    sourceCode: input.sourceCode ?? '',
    continuousSince: former?.continuousSince ?? begin,
    dateAdded: former?.dateAdded ?? now,
    lastUpdated: now,
    updatedBy: actor.user,
  };
  const invoice = dec(amount).gt(0) ? invoiceFor(store, row, input) : undefined;
  const placed = store.subscriptions.put(rowKey(row.partyId, row.itemId), {
    ...row,
    ...(invoice ? { invoiceId: invoice.id } : {}),
  });
  const about = {
    partyId: row.partyId,
    itemId: row.itemId,
    ...(input.groupId ? { groupId: input.groupId } : {}),
    ...input.order,
  };
  store.effect(actor, former ? 'subscription.termAdded' : 'subscription.created', {
    ...about,
    termBegin: begin,
    termThrough: through,
    amount,
    ...(invoice ? { invoiceId: invoice.id } : {}),
    ...(former ? { before: former } : {}),
    after: placed,
  });
  if (invoice) {
    const kind = invoice.shared ? 'invoice.lineAdded' : 'invoice.created';
    store.effect(actor, kind, { ...about, invoiceId: invoice.id, amount, termBegin: begin, termThrough: through });
    if (store.switches.autoApplyCredit) applyOpenCredit(store, actor, invoice.id);
  }
  // Nothing to pay: a billed term of amount zero counts as paid at once (inferred).
  if (billed && dec(amount).isZero()) termPaid(store, actor, placed, through);
  return store.subscriptions.get(rowKey(row.partyId, row.itemId)) ?? placed;
}
