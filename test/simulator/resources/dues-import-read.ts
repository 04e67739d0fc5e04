import { Decimal } from 'decimal.js';
import type { Context } from '../context.js';
import type { Complaint } from '../wire/failures.js';
import { refuse } from '../wire/failures.js';
import { fixed } from '../wire/money.js';
import { onlyMembers, readCollection, readDate, readObject, readText } from '../wire/read.js';
import type { ImportItem, ImportParty, ImportPayment } from '../world/model-imports.js';

/** A plain decimal of at most two places; absent means 0. */
function readDecimal(value: unknown, what: string): string {
  if (value === undefined || value === null) return '0.00';
  if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(`${what} must be a number.`, what);
  const amount = new Decimal(value);
  return amount.decimalPlaces() > 2 ? refuse(`${what} has more than two decimal places.`, what) : fixed(amount);
}

function readCount(value: unknown, what: string): number {
  if (value === undefined || value === null) return 1;
  return Number.isInteger(value) ? (value as number) || 1 : refuse(`${what} must be a whole number.`, what);
}

/** The package as sent: its job, its parties, and what the basic validation says about it (facts 3). */
export interface SentPackage {
  jobId: string;
  parties: ImportParty[];
  complaints: Complaint[];
}

/** Reads a DuesImportPackageData. A wrong shape is refused at once; what is missing in a right one is a complaint. */
export function readPackage(context: Context, value: unknown): SentPackage {
  const strict = context.store.switches.strictMembers;
  const complaints: Complaint[] = [];
  const needed = (text: string | undefined, field: string): string => {
    if (!text) complaints.push({ field, message: `${field} is required.` });
    return text ?? '';
  };
  const contract = (sent: unknown, name: string, members: string[]): Record<string, unknown> => {
    const body = readObject(sent, name, 'Commerce', `DuesImportPackage${name}Data`);
    onlyMembers(body, `DuesImportPackage${name}Data`, members, strict);
    return body;
  };

  const readItem = (sent: unknown): ImportItem => {
    const body = contract(sent, 'PartyItem', ['ProductCode', 'BilledAmount', 'PaidAmount', 'Copies']);
    return {
      productCode: needed(readText(body.ProductCode, 'ProductCode'), 'ProductCode'),
      billedAmount: readDecimal(body.BilledAmount, 'BilledAmount'),
      paidAmount: readDecimal(body.PaidAmount, 'PaidAmount'),
      copies: readCount(body.Copies, 'Copies'),
    };
  };
  const readPayment = (sent: unknown): ImportPayment => {
    const body = contract(sent, 'PartyPayment', ['Amount', 'BatchId', 'PaymentMethodId', 'PaymentReference']);
    const batchId = readText(body.BatchId, 'BatchId');
    return {
      amount: readDecimal(body.Amount, 'Amount'),
      methodId: readText(body.PaymentMethodId, 'PaymentMethodId') ?? '',
      reference: readText(body.PaymentReference, 'PaymentReference') ?? '',
      ...(batchId ? { batchId } : {}),
    };
  };
  const readParty = (sent: unknown): ImportParty => {
    const dates = ['TransactionDate', 'BillBeginDate', 'BillThruDate', 'PaidThruDate'];
    const body = contract(sent, 'Party', ['ExternalId', 'BillToId', 'PartyId', ...dates, 'Items', 'Payment']);
    const externalId = readText(body.ExternalId, 'ExternalId');
    const billToId = readText(body.BillToId, 'BillToId');
    const paidThru = readDate(body.PaidThruDate, 'PaidThruDate');
    const items = body.Items === undefined || body.Items === null ? [] : readCollection(body.Items, 'Items');
    return {
      ...(externalId ? { externalId } : {}),
      ...(billToId ? { billToId } : {}),
      partyId: needed(readText(body.PartyId, 'PartyId'), 'PartyId'),
      transactionDate: needed(readDate(body.TransactionDate, 'TransactionDate'), 'TransactionDate'),
      billBegin: needed(readDate(body.BillBeginDate, 'BillBeginDate'), 'BillBeginDate'),
      billThru: needed(readDate(body.BillThruDate, 'BillThruDate'), 'BillThruDate'),
      ...(paidThru ? { paidThru } : {}),
      items: items.map(readItem),
      ...(body.Payment === undefined || body.Payment === null ? {} : { payment: readPayment(body.Payment) }),
    };
  };

  const body = readObject(value, 'DuesImportPackage', 'Commerce', 'DuesImportPackageData');
  const members = ['DuesImportPackageId', 'DuesImportJobId', 'DuesImportPackageParties'];
  onlyMembers(body, 'DuesImportPackageData', members, strict);
  const jobId = needed(readText(body.DuesImportJobId, 'DuesImportJobId'), 'DuesImportJobId');
  const parties = readCollection(body.DuesImportPackageParties, 'DuesImportPackageParties').map(readParty);
  const field = 'DuesImportPackageParties';
  if (parties.length === 0) complaints.push({ field, message: 'The package has no parties.' });
  if (parties.length > 100) complaints.push({ field, message: 'A package may hold at most 100 parties.' });
  return { jobId, parties, complaints };
}
