import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { onlyMembers, readDate, readFlag, readObject, readText } from '../wire/read.js';
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

/** Members that no caller can set by PUT. */
const fixedMembers = ['PartyId', 'ItemId', 'IsMemberComponent', 'Copies', 'IsComplimentary', 'AccountingMethod'];

/** Dates of the SUBSCRIPTION page, with the release that brought them; `free` ones are of its first list. */
const dateMembers = [
  { member: 'BeginDate', field: 'beginDate', since: '20.3.88', free: false },
  { member: 'BillBegin', field: 'billBegin', since: '20.3.88', free: false },
  { member: 'BillThrough', field: 'billThrough', since: '20.3.88', free: false },
  { member: 'PaidThru', field: 'paidThru', since: '20.3.88', free: false },
  { member: 'BillDate', field: 'billDate', since: '20.3.131', free: false },
  { member: 'CancelledAsOf', field: 'cancelledAsOf', since: '20.3.88', free: true },
] as const;

/** The second list of the page: only of a row that is not billed yet, or is on a cash basis. */
const datesAreFree = (row: SubscriptionRecord): boolean =>
  !row.accrual || (row.billDate === undefined && row.awaitsBatch === undefined);

function readStatus(value: unknown): 0 | 1 {
  if (value === 0 || value === null) return 0;
  return value === 1 ? 1 : refuse('Status must be 0 (Active) or 1 (Inactive).', 'Status');
}

/** A member that cannot be changed: refused by name, or passed over, as the tenant has it. */
function cannotChange({ store }: Context, member: string): void {
  if (store.switches.putFixed === 'refused') refuse(`${member} cannot be changed.`, member);
}

function checkFixed(context: Context, row: SubscriptionRecord, body: Record<string, unknown>): void {
  const present = subscriptionData(context.store, row);
  for (const member of fixedMembers) {
    if (!(member in body)) continue;
    // Absent on the wire means the default: false, 0 or nothing.
    const was = present[member] ?? null;
    const wanted = body[member] || null;
    if (wanted !== was) cannotChange(context, member);
  }
}

/** BilledAmount of the body, if it may be changed (20.3.129; and BillSubscription false from 20.3.135, by tenant). */
function newAmount(context: Context, row: SubscriptionRecord, body: Record<string, unknown>): string | undefined {
  const { release, putAmountNeedsFlag } = context.store.switches;
  const amount = readAmount(context, body.BilledAmount, 'BilledAmount');
  const flag = readFlag(body.BillSubscription, 'BillSubscription');
  if (flag === true && !releaseAtLeast(release, '20.3.135')) cannotChange(context, 'BillSubscription');
  if (amount === undefined || amount === row.billedAmount) return undefined;
  const free = datesAreFree(row) && releaseAtLeast(release, '20.3.129') && (flag === false || !putAmountNeedsFlag);
  if (free) return amount;
  cannotChange(context, 'BilledAmount');
  return undefined;
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
  checkFixed(context, row, body);
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
  for (const { member, field, since, free } of dateMembers) {
    if (!sent(member)) continue;
    const day = readDate(body[member] ?? null, member);
    if (day === row[field]) continue;
    if (!releaseAtLeast(release, since) || !(free || datesAreFree(row))) cannotChange(context, member);
    else if (day === undefined) delete next[field];
    else next[field] = day;
  }
  const amount = newAmount(context, row, body);
  if (amount !== undefined) next.billedAmount = amount;
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
