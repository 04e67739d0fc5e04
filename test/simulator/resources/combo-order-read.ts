import type { Decimal } from 'decimal.js';
import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import { contract, isObject } from '../wire/json.js';
import { dec } from '../wire/money.js';
import { onlyMembers, readCollection, readObject, readRequired } from '../wire/read.js';
import { summaryType } from '../wire/invoice.js';
import { readInvoice } from '../world/invoices.js';
import type { NewOrder } from '../world/model-orders.js';
import { totalOf } from '../world/orders.js';
import type { NewPayment } from '../world/payments.js';
import { readOrder } from './order-read.js';
import { readRemittance } from './remittance-read.js';
import type { BillMe } from './remittance-read.js';

const orderMembers = [
  'ComboOrderId',
  'Currency',
  'Order',
  'Invoices',
  'Payments',
  'AdditionalAttributes',
  'OrderTypeCode',
];

/** Invoices of the order: known, and sent back with the `$type` they were read with. */
function readInvoices(context: Context, value: unknown): string[] {
  const { store } = context;
  return (value === undefined ? [] : readCollection(value, 'Invoices')).map((one) => {
    if (!isObject(one)) refuse('An invoice is not an object.', 'Invoices');
    const invoiceId = readRequired(one.InvoiceId, 'InvoiceId');
    const invoice = readInvoice(store, invoiceId) ?? refuse('The invoice does not exist.', 'InvoiceId');
    const type = contract('Commerce', summaryType(invoice));
    if (one.$type !== type) refuse(`The invoice must be sent back as ${type}.`, '$type');
    return invoiceId;
  });
}

/** What a ComboOrder asks for. */
export interface ReadComboOrder {
  body: Record<string, unknown>;
  order: NewOrder;
  payments: NewPayment[];
  invoiceIds: string[];
  /** Some of it is to be billed. */
  billMe: boolean;
}

/** The lines must be covered, by payments or by BillMe of exactly the rest (NONDUES has BillMe with the total). */
function refuseUncovered(context: Context, order: NewOrder, paid: Decimal, billed: Decimal | undefined): void {
  const total = totalOf(context.store, order);
  if (order.items.length > 0 && paid.plus(billed ?? 0).lt(total)) {
    refuse('The payment amount does not cover the order total.', 'Amount');
  }
  if (billed && !paid.plus(billed).eq(total)) refuse('The amount to bill differs from the order total.', 'Amount');
}

/** Reads a ComboOrder that buys lines, pays invoices (RESTRICTED flow 1, step 3), or both. */
export function readComboOrder(context: Context, value: unknown = context.body): ReadComboOrder {
  const { store } = context;
  const body = readObject(value, 'ComboOrder', 'Commerce', 'ComboOrderData');
  onlyMembers(body, 'ComboOrderData', orderMembers, store.switches.strictMembers);
  const order = readOrder(context, body.Order);
  const invoiceIds = readInvoices(context, body.Invoices);
  if (invoiceIds.length + order.items.length === 0) refuse('The order contains no items');
  if (new Set(invoiceIds).size < invoiceIds.length) refuse('An invoice is listed twice.', 'Invoices');
  const free = order.items.length > 0 && invoiceIds.length === 0 && totalOf(store, order).isZero();
  const list = body.Payments === undefined && free ? [] : readCollection(body.Payments, 'Payments');
  if (list.length === 0 && !free) refuse('The order has no payment.', 'Payments');
  const remittances = list.map((one) => readRemittance(context, one, invoiceIds));
  const payments = remittances.filter((one): one is NewPayment => !('billMe' in one));
  const billMe = remittances.filter((one): one is BillMe => 'billMe' in one);
  const sum = (amounts: Decimal[]): Decimal => amounts.reduce((total, one) => total.plus(one), dec(0));
  const billed = billMe.length > 0 ? sum(billMe.map((one) => one.billMe)) : undefined;
  if (billed && invoiceIds.length > 0) refuse('BillMe cannot pay an invoice.', 'Payments');
  refuseUncovered(context, order, sum(payments.map((one) => one.amount)), billed);
  return { body, order, invoiceIds, payments, billMe: billed !== undefined };
}
