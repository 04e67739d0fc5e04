import { Decimal } from 'decimal.js';
import type { Context } from '../../context.js';
import type { JsonObject } from '../../wire/json.js';
import type { YmInvoice } from '../model.js';
import { pageOf, queryMoment } from '../read.js';
import type { YmService } from '../service.js';
import { noDate, serverMoment, wireDay } from '../time.js';
import { balanceOf } from '../world/invoices.js';

/** Where the texts of the request appear. */
function comments({ store }: Context, invoice: YmInvoice): { MemberComments: string; AdminComments: string } {
  const { ymComment, ymDescription } = store.switches;
  const shown = { MemberComments: '', AdminComments: '' };
  if (ymDescription !== 'nowhere') shown[ymDescription] = invoice.description;
  if (ymComment !== 'nowhere') shown[ymComment] = invoice.comment;
  return shown;
}

function row(context: Context, invoice: YmInvoice): JsonObject {
  const { ym, switches } = context.store;
  const member = ym.members.get(String(invoice.memberId));
  const payments = ym.payments.by('invoice', String(invoice.number));
  const last = payments.at(-1);
  return {
    TransactionID: invoice.transactionId,
    Status: invoice.closedOn === undefined ? 'Open' : 'Closed',
    ClosedBy: invoice.closedBy ?? '',
    PaymentType: last?.type ?? '',
    DateSubmitted: serverMoment(invoice.createdOn, switches),
    DateScheduled: noDate,
    DateProcessed: serverMoment(invoice.closedOn, switches),
    Amount: new Decimal(invoice.total).toNumber(),
    BalanceDue: balanceOf(ym, invoice).toNumber(),
    WebsiteMemberID: invoice.memberId,
    ConstituentID: '',
    FirstName: member?.firstName ?? '',
    LastName: member?.lastName ?? '',
    Email: member?.email ?? '',
    MembershipRequested: ym.memberships.get(String(invoice.membershipId))?.name ?? '',
    CurrentMembership: ym.memberships.get(String(member?.membershipId))?.name ?? '',
    CurrentMembershipExpDate: wireDay(member?.expires),
    ReferenceNumber: last?.reference ?? '',
    PromotionalCode: invoice.promoCode ?? '',
    ...comments(context, invoice),
    InvoiceNumber: invoice.number,
    Terms: '',
    MemberType: 'Member',
    MemberAPIGUID: '',
    InvoiceDate: wireDay(invoice.date),
    PurchaseOrderNo: '',
    NextInstallmentDate: noDate,
    NextInstallmentAmount: 0,
    TotalInstallmentPaymentsToDate: 0,
  };
}

/** GET DuesTransactions: everybody's, oldest first (inferred); DateFrom looks at DateSubmitted (inferred). */
export const duesTransactions: YmService = {
  name: 'DuesTransactions',
  get(context) {
    const { query, store } = context;
    const from = queryMoment(query, 'DateFrom', store.switches.ymOffsetHours) ?? 0;
    const found = store.ym.invoices.all().filter((one) => Date.parse(one.createdOn) >= from);
    const rows = pageOf(found, query, store.switches.ymPageSize);
    return { DuesTransactionsList: rows.map((one) => row(context, one)) };
  },
};
