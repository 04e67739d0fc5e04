import type { Context, Resource } from '../context.js';
import { notFound, refuse, Refusal } from '../wire/failures.js';
import { fixed } from '../wire/money.js';
import { filter, paged, wanted } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { onlyMembers, readDate, readFlag, readObject, readRequired, readText } from '../wire/read.js';
import { subscriptionData } from '../wire/subscription.js';
import { addSubscription } from '../world/billing.js';
import { rowBalance } from '../world/invoices.js';
import type { SubscriptionRecord } from '../world/model.js';
import { rowKey } from '../world/store.js';
import { readAmount } from './amount.js';
import { putSubscription, subscriptionMembers } from './subscription-put.js';

const fields: Fields<SubscriptionRecord> = {
  PartyId: (row) => row.partyId,
  ItemId: (row) => row.itemId,
  Status: (row) => String(row.status),
  BillToPartyId: (row) => row.billToPartyId,
  InvoiceId: (row) => row.invoiceId,
  SourceCode: (row) => row.sourceCode,
  BillBegin: (row) => row.billBegin,
  BillThrough: (row) => row.billThrough,
  PaidThru: (row) => row.paidThru,
  BillDate: (row) => row.billDate,
  Balance: (row) => fixed(rowBalance(row)),
  LastUpdated: (row) => row.lastUpdated,
  UpdatedBy: (row) => row.updatedBy,
};

/** Splits the composite id `~PartyId|ItemId`. */
function rowOf(context: Context, id: string): SubscriptionRecord {
  const parts = id.startsWith('~') ? id.slice(1).split('|') : [];
  const [partyId, itemId] = parts;
  if (parts.length !== 2 || !partyId || !itemId)
    refuse('ArgumentFault: Incorrect number of identity element', 'EntityId');
  const row = context.store.subscriptions.get(rowKey(partyId, itemId));
  if (!row) throw new Refusal(notFound('The subscription'));
  return row;
}

function post(context: Context): ReturnType<NonNullable<Resource['post']>> {
  const { store, actor } = context;
  const body = readObject(context.body, 'Subscription', 'Commerce', 'SubscriptionData');
  onlyMembers(body, 'SubscriptionData', subscriptionMembers, store.switches.strictMembers);
  const partyId = readRequired(body.PartyId, 'PartyId');
  const itemId = readRequired(body.ItemId, 'ItemId');
  const bill = readFlag(body.BillSubscription, 'BillSubscription') ?? true;
  const amount = readAmount(context, body.BilledAmount, 'BilledAmount');
  const begin = readDate(body.BeginDate, 'BeginDate') ?? readDate(body.BillBegin, 'BillBegin');
  const billTo = readText(body.BillToPartyId, 'BillToPartyId');
  const source = readText(body.SourceCode, 'SourceCode');
  const billDate = readDate(body.BillDate, 'BillDate');
  const invoiceId = readText(body.InvoiceId, 'InvoiceId');
  const member = readFlag(body.IsMemberComponent, 'IsMemberComponent');
  const complimentary = readFlag(body.IsComplimentary, 'IsComplimentary');
  const row = addSubscription(store, actor, {
    partyId,
    itemId,
    bill,
    ...(begin ? { beginDate: begin } : {}),
    ...(billTo ? { billToPartyId: billTo } : {}),
    ...(source ? { sourceCode: source } : {}),
    ...(billDate ? { billDate } : {}),
    ...(invoiceId ? { invoiceId } : {}),
    ...(member === undefined ? {} : { isMemberComponent: member }),
    ...(complimentary === undefined ? {} : { isComplimentary: complimentary }),
    ...(!bill && amount !== undefined ? { billedAmount: amount } : {}),
  });
  return { status: 201, body: subscriptionData(store, row) };
}

/** /api/Subscription: GET, POST, PUT; the vendor documents no DELETE. */
export const subscriptions: Resource = {
  name: 'Subscription',
  billing: true,
  list(context) {
    const { store, query } = context;
    const ids = wanted(query, 'PartyId');
    const rows = ids ? ids.flatMap((id) => store.subscriptions.by('party', id)) : store.subscriptions.all();
    const found = filter(rows, query, fields);
    const type = { area: 'Commerce', name: 'SubscriptionData' } as const;
    return { status: 200, body: paged(found, query, type, (row) => subscriptionData(store, row)) };
  },
  get: (context, id) => ({ status: 200, body: subscriptionData(context.store, rowOf(context, id)) }),
  post,
  put: (context, id) => putSubscription(context, rowOf(context, id)),
};
