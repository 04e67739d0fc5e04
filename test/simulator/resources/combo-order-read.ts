import type { Decimal } from 'decimal.js';
import type { Context } from '../context.js';
import { today } from '../wire/dates.js';
import { refuse } from '../wire/failures.js';
import { contract, isObject } from '../wire/json.js';
import { dec, readMoney } from '../wire/money.js';
import {
  onlyMembers,
  readCollection,
  readDate,
  readObject,
  readPartyId,
  readRequired,
  readText,
} from '../wire/read.js';
import { summaryType } from '../wire/invoice.js';
import { releaseAtLeast } from '../options.js';
import { findInvoice, readInvoice } from '../world/invoices.js';
import type { NewPayment } from '../world/payments.js';

const orderMembers = [
  'ComboOrderId',
  'Currency',
  'Order',
  'Invoices',
  'Payments',
  'AdditionalAttributes',
  'OrderTypeCode',
];
const remittanceMembers = [
  ...['Amount', 'PaymentMethod', 'PayorParty', 'ReferenceNumber', 'PaymentDate', 'Note', 'Message'],
  ...['CreditCardInformation', 'BankDraftInformation', 'OpenCreditInformation', 'PaymentToken', 'Applications'],
  ...['AdditionalAttributes', 'PaymentId', 'ThreeDSJWT', 'DataVaultPaymentBatchDetailId', 'DataVaultPaymentIntentId'],
  'StoreOneTimePaymentMethod',
];
const applicationMembers = [
  'RemittanceApplicationId',
  'ApplicationAmount',
  'InvoiceId',
  'InvoiceLineId',
  'DoNotReceipt',
];

function readPositive(context: Context, value: unknown, what: string): Decimal {
  const read = readMoney(value);
  if (!read.ok) refuse(read.message, what);
  const { currency } = context.store.switches;
  if (read.currency !== undefined && read.currency !== currency) refuse(`The currency must be ${currency}.`, what);
  return read.amount.gt(0) ? read.amount : refuse('The amount must be greater than zero.', what);
}

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

/** RemittanceApplicationData: what goes to which invoice line (from 20.3.131). */
function readApplications(
  context: Context,
  value: unknown,
  invoiceIds: string[],
  total: Decimal,
): NewPayment['applications'] {
  if (value === undefined) return undefined;
  const list = readCollection(value, 'Applications');
  if (list.length === 0) return undefined;
  const { release, strictMembers } = context.store.switches;
  if (!releaseAtLeast(release, '20.3.131')) refuse('RemittanceData has no member Applications.', 'Applications');
  const read = list.map((one) => {
    const body = readObject(one, 'Applications', 'Commerce', 'RemittanceApplicationData');
    onlyMembers(body, 'RemittanceApplicationData', applicationMembers, strictMembers);
    const invoiceId = readRequired(body.InvoiceId, 'InvoiceId');
    if (!invoiceIds.includes(invoiceId)) refuse('The invoice is not part of the order.', 'InvoiceId');
    const invoiceLineId = readRequired(body.InvoiceLineId, 'InvoiceLineId');
    const lines = findInvoice(context.store, invoiceId)?.lines ?? [];
    if (!lines.some((line) => line.invoiceLineId === invoiceLineId))
      refuse('The invoice line does not exist.', 'InvoiceLineId');
    return { invoiceId, invoiceLineId, amount: readPositive(context, body.ApplicationAmount, 'ApplicationAmount') };
  });
  const applied = read.reduce((sum, one) => sum.plus(one.amount), dec(0));
  if (applied.gt(total)) refuse('The applications exceed the payment amount.', 'ApplicationAmount');
  return read;
}

function readPayment(context: Context, value: unknown, invoiceIds: string[]): NewPayment {
  const { store } = context;
  const body = readObject(value, 'Payments', 'Commerce', 'RemittanceData');
  onlyMembers(body, 'RemittanceData', remittanceMembers, store.switches.strictMembers);
  if (body.CreditCardInformation !== undefined) refuse('Raw card data is not accepted.', 'CreditCardInformation');
  const amount = readPositive(context, body.Amount, 'Amount');
  const sent = readObject(body.PaymentMethod, 'PaymentMethod', 'Commerce', 'PaymentMethodData');
  const methodId = readRequired(sent.PaymentMethodId, 'PaymentMethodId');
  const method = store.paymentMethods.get(methodId) ?? refuse('The payment method does not exist.', 'PaymentMethodId');
  if (sent.PaymentType !== method.paymentType) refuse('The payment type does not fit the method.', 'PaymentType');
  const card = method.paymentType === 'CreditCard';
  if (card) readObject(body.PaymentToken, 'PaymentToken', 'Commerce', 'AutoPayAccountData');
  const payor = readPartyId(body.PayorParty, 'PayorParty');
  if (!store.parties.get(payor)) refuse('The payor does not exist.', 'PayorParty');
  const applications = readApplications(context, body.Applications, invoiceIds, amount);
  const note = readText(body.Note, 'Note');
  return {
    payor,
    amount,
    methodId,
    card,
    reference: readText(body.ReferenceNumber, 'ReferenceNumber') ?? '',
    date: readDate(body.PaymentDate, 'PaymentDate') ?? today(),
    currency: store.switches.currency,
    invoiceIds,
    ...(applications ? { applications } : {}),
    ...(note ? { note } : {}),
  };
}

/** Reads a ComboOrder that pays invoices (RESTRICTED flow 1, step 3): no lines, invoices, payments. */
export function readComboOrder(context: Context): {
  body: Record<string, unknown>;
  payments: NewPayment[];
  invoiceIds: string[];
} {
  const { store } = context;
  const body = readObject(context.body, 'ComboOrder', 'Commerce', 'ComboOrderData');
  onlyMembers(body, 'ComboOrderData', orderMembers, store.switches.strictMembers);
  const order = readObject(body.Order, 'Order', 'Commerce', 'OrderData');
  for (const role of ['BillToCustomerParty', 'SoldToCustomerParty']) {
    const partyId = readPartyId(order[role], role);
    if (!store.parties.get(partyId)) refuse('The party does not exist.', role);
  }
  const lines = order.Lines === undefined ? [] : readCollection(order.Lines, 'Lines');
  if (lines.length > 0) refuse('Order lines are not supported here; this simulator pays invoices only.', 'Lines');
  const invoiceIds = readInvoices(context, body.Invoices);
  if (invoiceIds.length === 0) refuse('The order contains no items');
  if (new Set(invoiceIds).size < invoiceIds.length) refuse('An invoice is listed twice.', 'Invoices');
  const list = readCollection(body.Payments, 'Payments');
  if (list.length === 0) refuse('The order has no payment.', 'Payments');
  return { body, invoiceIds, payments: list.map((one) => readPayment(context, one, invoiceIds)) };
}
