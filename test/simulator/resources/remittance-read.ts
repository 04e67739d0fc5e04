import type { Decimal } from 'decimal.js';
import type { Context } from '../context.js';
import { today } from '../wire/dates.js';
import { refuse } from '../wire/failures.js';
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
import { releaseAtLeast } from '../options.js';
import { findInvoice } from '../world/invoices.js';
import type { NewPayment } from '../world/payments.js';

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

/** Amount of a remittance that is to be billed. */
export interface BillMe {
  billMe: Decimal;
}

function readPositive(context: Context, value: unknown, what: string): Decimal {
  const read = readMoney(value);
  if (!read.ok) refuse(read.message, what);
  const { currency } = context.store.switches;
  if (read.currency !== undefined && read.currency !== currency) refuse(`The currency must be ${currency}.`, what);
  return read.amount.gt(0) ? read.amount : refuse('The amount must be greater than zero.', what);
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

/** "Pay Later" (NONDUES step 7): method BillMe with a PaymentToken, no PaymentType; an open invoice is made. */
function readBillMe(context: Context, body: Record<string, unknown>, method: Record<string, unknown>): BillMe {
  if (context.store.switches.billMe === 'refused') refuse('The payment method does not exist.', 'PaymentMethodId');
  if (method.PaymentType !== undefined) refuse('The payment type does not fit the method.', 'PaymentType');
  readObject(body.PaymentToken, 'PaymentToken', 'Commerce', 'AutoPayAccountData');
  return { billMe: readPositive(context, body.Amount, 'Amount') };
}

/** Reads one remittance of an order: a payment of its invoices and lines, or the wish to be billed. */
export function readRemittance(context: Context, value: unknown, invoiceIds: string[]): NewPayment | BillMe {
  const body = readObject(value, 'Payments', 'Commerce', 'RemittanceData');
  onlyMembers(body, 'RemittanceData', remittanceMembers, context.store.switches.strictMembers);
  const method = readObject(body.PaymentMethod, 'PaymentMethod', 'Commerce', 'PaymentMethodData');
  if (method.PaymentMethodId === 'BillMe') return readBillMe(context, body, method);
  return readPayment(context, body, method, invoiceIds);
}

function readPayment(
  context: Context,
  body: Record<string, unknown>,
  sent: Record<string, unknown>,
  invoiceIds: string[],
): NewPayment {
  const { store } = context;
  if (body.CreditCardInformation !== undefined) refuse('Raw card data is not accepted.', 'CreditCardInformation');
  const amount = readPositive(context, body.Amount, 'Amount');
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
