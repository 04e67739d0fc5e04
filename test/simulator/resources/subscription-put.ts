import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { onlyMembers, readDate, readObject, readText } from '../wire/read.js';
import { subscriptionData } from '../wire/subscription.js';
import { touchRow } from '../world/dates.js';
import { isProjected, legacyInvoiceId } from '../world/invoices.js';
import type { SubscriptionRecord } from '../world/model.js';
import { releaseAtLeast } from '../options.js';
import { readAmount } from './amount.js';

/** Members of SubscriptionData (facts 5.1). */
export const subscriptionMembers = [
  ...['PartyId', 'ItemId', 'Item', 'ProductType', 'Status', 'IsMemberComponent', 'BillBegin', 'BillThrough'],
  ...['BeginDate', 'PaidThru', 'BilledAmount', 'Balance', 'ReminderCount', 'ReminderDate', 'InvoiceId'],
  ...['AdjustmentReason', 'AdjustmentAmount', 'Copies', 'CancelledAsOf', 'BillToPartyId', 'BillDate', 'RenewMonths'],
  ...['PreviousBalance', 'PaymentAmount', 'IsComplimentary', 'DateAdded', 'ContinuousSince', 'PaymentDate'],
  ...['FutureCredits', 'SourceCode', 'AccountingMethod', 'LastUpdated', 'UpdatedBy', 'BillSubscription'],
];

/** Members that no caller can set by PUT; sending another value than the present one is refused. */
const fixedMembers = ['PartyId', 'ItemId', 'IsMemberComponent', 'Copies', 'IsComplimentary', 'AccountingMethod'];

/** Dates of the second list of the SUBSCRIPTION page, with the release that brought them. */
const dateMembers = [
  { member: 'BeginDate', field: 'beginDate', since: '20.3.88' },
  { member: 'BillBegin', field: 'billBegin', since: '20.3.88' },
  { member: 'BillThrough', field: 'billThrough', since: '20.3.88' },
  { member: 'PaidThru', field: 'paidThru', since: '20.3.88' },
  { member: 'BillDate', field: 'billDate', since: '20.3.131' },
  { member: 'CancelledAsOf', field: 'cancelledAsOf', since: '20.3.88' },
] as const;

function readStatus(value: unknown): 0 | 1 {
  if (value === 0 || value === null) return 0;
  return value === 1 ? 1 : refuse('Status must be 0 (Active) or 1 (Inactive).', 'Status');
}

function refuseFixed(context: Context, row: SubscriptionRecord, body: Record<string, unknown>): void {
  const present = subscriptionData(context.store, row);
  for (const member of fixedMembers) {
    if (!(member in body)) continue;
    // Absent on the wire means the default: false, 0 or nothing.
    const was = present[member] ?? null;
    const wanted = body[member] || null;
    if (wanted !== was) refuse(`${member} cannot be changed.`, member);
  }
}

const same = (a: SubscriptionRecord, b: SubscriptionRecord): boolean =>
  JSON.stringify({ ...a, lastUpdated: '', updatedBy: '' }) === JSON.stringify({ ...b, lastUpdated: '', updatedBy: '' });

/**
 * PUT of a subscription: the editable fields of the SUBSCRIPTION page. What the server computes (Balance, LastUpdated
 * and the like) is ignored, so GET, modify, PUT of the whole object is safe and the last writer wins. The row of a
 * persisted invoice may be edited, its invoice does not follow.
 */
export function putSubscription(context: Context, row: SubscriptionRecord): Answer {
  const { store, actor } = context;
  const { release, putOmitted, strictMembers } = store.switches;
  const body = readObject(context.body, 'Subscription', 'Commerce', 'SubscriptionData');
  onlyMembers(body, 'SubscriptionData', subscriptionMembers, strictMembers);
  refuseFixed(context, row, body);
  const sent = (member: string): boolean => member in body || putOmitted === 'cleared';
  const next: SubscriptionRecord = { ...row };
  if (sent('Status')) next.status = readStatus(body.Status ?? 0);
  if (sent('AdjustmentReason')) next.adjustmentReason = readText(body.AdjustmentReason, 'AdjustmentReason') ?? '';
  if (sent('SourceCode')) next.sourceCode = readText(body.SourceCode, 'SourceCode') ?? '';
  const billTo = readText(body.BillToPartyId, 'BillToPartyId');
  if (billTo) {
    if (!store.parties.get(billTo)) refuse('The bill-to party does not exist.', 'BillToPartyId');
    next.billToPartyId = billTo;
  }
  for (const { member, field, since } of dateMembers) {
    if (!sent(member)) continue;
    const day = readDate(body[member] ?? null, member);
    if (day === row[field]) continue;
    if (!releaseAtLeast(release, since)) refuse(`${member} cannot be changed.`, member);
    if (day === undefined) delete next[field];
    else next[field] = day;
  }
  const amount = readAmount(context, body.BilledAmount, 'BilledAmount');
  if (amount !== undefined && amount !== row.billedAmount) {
    if (!releaseAtLeast(release, '20.3.129')) refuse('BilledAmount cannot be changed.', 'BilledAmount');
    next.billedAmount = amount;
  }
  // A legacy invoice follows its row; a persisted one does not (facts 5.2).
  const appears = store.switches.invoices === 'legacy' && isProjected(next);
  if (appears) next.invoiceId = legacyInvoiceId(next);
  if (same(row, next)) return { status: 200, body: subscriptionData(store, touchRow(store, actor, next)) };
  const after = touchRow(store, actor, next);
  const ended = row.status === 0 && (after.status === 1 || (!row.cancelledAsOf && after.cancelledAsOf));
  const restored = row.status === 1 && after.status === 0;
  const kind = ended ? 'subscription.ended' : restored ? 'subscription.restored' : 'subscription.changed';
  const about = { partyId: row.partyId, itemId: row.itemId };
  store.effect(actor, kind, { ...about, before: row, after });
  if (appears && !isProjected(row) && after.invoiceId) {
    store.effect(actor, 'invoice.created', { ...about, invoiceId: after.invoiceId, amount: after.billedAmount });
  }
  return { status: 200, body: subscriptionData(store, after) };
}
