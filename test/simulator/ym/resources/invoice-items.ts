import { Decimal } from 'decimal.js';
import type { Context } from '../../context.js';
import type { JsonObject } from '../../wire/json.js';
import type { YmInvoice } from '../model.js';
import { pageOf, queryMoment } from '../read.js';
import type { YmService } from '../service.js';
import { serverMoment, wireDay } from '../time.js';
import { balanceOf } from '../world/invoices.js';

/** What every line of an invoice repeats. */
function shared({ store }: Context, invoice: YmInvoice): JsonObject {
  const { ym, switches } = store;
  return {
    InvoiceNo: invoice.number,
    InvoiceType: 'Dues',
    OutstandingBalance: balanceOf(ym, invoice).toNumber(),
    OriginalInvoiceComments: switches.ymComment === 'MemberComments' ? invoice.comment : '',
    OriginalInvoiceInternalNotes: switches.ymComment === 'AdminComments' ? invoice.comment : '',
    WebSiteMemberID: invoice.memberId,
    ConstituentID: '',
  };
}

/** The lines of an invoice, and one line for each payment, below zero (inferred). */
function rows(context: Context, invoice: YmInvoice): { entered: string; data: JsonObject }[] {
  const { ym, switches } = context.store;
  const common = shared(context, invoice);
  const lines = invoice.lines.map((line) => ({
    entered: invoice.createdOn,
    data: {
      ...common,
      LineItemID: line.lineId,
      LineItemRelatedTo: 0,
      LineItemType: line.type,
      LineItemDescription: line.description,
      LineItemDate: wireDay(invoice.date),
      LineItemAmount: new Decimal(line.amount).toNumber(),
      LineItemQuantity: line.quantity,
      LineTotal: new Decimal(line.amount).times(line.quantity).toNumber(),
      PaymentOption: '',
      PaymentCheckReferenceNumber: '',
      EnteredBy: invoice.createdBy,
      LineItemDateEntered: serverMoment(invoice.createdOn, switches),
    },
  }));
  const payments = ym.payments.by('invoice', String(invoice.number)).map((one) => ({
    entered: one.createdOn,
    data: {
      ...common,
      LineItemID: one.lineId,
      LineItemRelatedTo: invoice.lines[0]?.lineId ?? 0,
      LineItemType: 'Payment',
      LineItemDescription: 'Payment',
      LineItemDate: wireDay(one.date),
      LineItemAmount: new Decimal(one.amount).neg().toNumber(),
      LineItemQuantity: 1,
      LineTotal: new Decimal(one.amount).neg().toNumber(),
      PaymentOption: one.type,
      PaymentCheckReferenceNumber: one.reference,
      EnteredBy: one.createdBy,
      LineItemDateEntered: serverMoment(one.createdOn, switches),
    },
  }));
  return [...lines, ...payments];
}

/** GET InvoiceItems: DateFrom looks at the invoice, LineItemDateEnteredFrom at the line (inferred); without a member. */
export const invoiceItems: YmService = {
  name: 'InvoiceItems',
  cached: true,
  get(context) {
    const { query, store } = context;
    const { ymOffsetHours, ymPageSize } = store.switches;
    const from = queryMoment(query, 'DateFrom', ymOffsetHours) ?? 0;
    const entered = queryMoment(query, 'LineItemDateEnteredFrom', ymOffsetHours) ?? 0;
    const found = store.ym.invoices
      .all()
      .filter((one) => Date.parse(one.createdOn) >= from)
      .flatMap((one) => rows(context, one))
      .filter((line) => Date.parse(line.entered) >= entered);
    return { InvoiceItemsList: pageOf(found, query, ymPageSize).map((line) => line.data) };
  },
};
