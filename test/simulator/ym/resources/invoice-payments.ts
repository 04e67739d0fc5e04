import { Decimal } from 'decimal.js';
import type { Context } from '../../context.js';
import type { JsonObject } from '../../wire/json.js';
import { ymDecline, ymRefuse } from '../answer.js';
import { paymentMembers } from '../contracts.js';
import type { YmPayment } from '../model.js';
import { readDate, readFlag, readInt, readMembers, readText } from '../read.js';
import type { YmService } from '../service.js';
import { serverToday } from '../time.js';
import { balanceOf, payDues } from '../world/invoices.js';

const types: readonly YmPayment['type'][] = ['ach', 'cash', 'cc', 'check'];

/** Amount is an int32 (op=InvoicePayments); what it counts is unknown. */
function amountOf({ store }: Context, value: unknown): Decimal {
  const { ymDecimalAmount, ymPaymentUnit } = store.switches;
  const whole = typeof value === 'number' && ymDecimalAmount === 'truncated' ? Math.trunc(value) : value;
  const count = new Decimal(readInt(whole, 'Amount'));
  if (count.lte(0)) ymRefuse('Amount must be above zero.', 'Amount');
  return ymPaymentUnit === 'cents' ? count.div(100) : count;
}

function pay(context: Context): JsonObject {
  const { store, actor } = context;
  const { switches, ym } = store;
  const sent = readMembers(context.body, 'Request', paymentMembers, switches.strictMembers);
  const amount = amountOf(context, sent.Amount);
  const type = types.find((one) => one === sent.Type) ?? ymRefuse(`Type must be one of ${types.join(', ')}.`, 'Type');
  const number = readInt(sent.InvoiceNo, 'InvoiceNo');
  const invoice =
    ym.invoices.get(String(number)) ??
    ymDecline(switches.ymRefusal, 'NotFound', 'The invoice was not found.', 'InvoiceNo');
  if (switches.ymOverpayment === 'refused' && amount.gt(balanceOf(ym, invoice))) {
    ymDecline(switches.ymRefusal, 'Overpayment', 'The payment is more than the invoice owes.', 'Amount');
  }
  payDues(store, actor, invoice, {
    type,
    amount,
    reference: readText(sent.RefNo, 'RefNo'),
    date: readDate(sent.PaymentDate, 'PaymentDate') ?? serverToday(switches),
    close: readFlag(sent.AutoCloseInvoice, 'AutoCloseInvoice'),
  });
  return sent as JsonObject;
}

/** POST InvoicePayments: applies a payment. The answer is the request; there is no payment id. */
export const invoicePayments: YmService = { name: 'InvoicePayments', post: pay };
