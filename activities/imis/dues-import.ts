/** Importing dues rows by package: accepted at once, worked off later and in order (facts 3; RESTRICTED flow 4). */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { built } from './wire/built.js';
import { writeDate } from './wire/date.js';
import { jsonNumber } from './wire/money.js';
import { parsed } from './wire/parsed.js';
import { integer, malformed, type Raw } from './wire/shape.js';
import { collection, commerce } from './wire/type.js';

export {
  type PackageResults,
  type PackageRow,
  type PackageStatus,
  readPackageResults,
  readPackageStatus,
} from './dues-import-state.js';

/** The vendor's limit. */
export const MAX_PARTIES = 100;

export interface DuesPackage {
  /** DuesImportJobId, a label: whether the API refuses one that was used before is unknown. */
  jobId: string;
  /** 1 to 100. */
  parties: readonly DuesRow[];
}

/** Dates `YYYY-MM-DD`, amounts decimal strings: the package names no currency. */
export interface DuesRow {
  externalId: string;
  partyId: string;
  /** Left out when not given; what the API takes then is unknown. */
  billToPartyId?: string;
  transactionDate: string;
  billBegin: string;
  billThrough: string;
  paidThru?: string;
  items: readonly DuesItem[];
  payment?: DuesPayment;
}

export interface DuesItem {
  productCode: string;
  billedAmount: string;
  paidAmount: string;
  copies?: number;
}

export interface DuesPayment {
  amount: string;
  methodId: string;
  reference?: string;
  batchId?: string;
}

/**
 * POST /api/DuesImportPackage/_execute, ImportPackage. Accepted is not imported: see `readPackageStatus`. A lost answer
 * loses the id, and the API has no list of packages. Answers `rejected` with status 0, with nothing sent, when the
 * package has no or too many parties or an amount cannot be written.
 */
export async function importPackage(
  imis: Imis,
  pkg: DuesPackage,
  send: Send = {},
): Promise<Answer<{ packageId: number }>> {
  const made = built(() => importRequest(pkg));
  if ('refusal' in made) return made.refusal;
  return parsed(await imis.write('POST', 'DuesImportPackage/_execute', { ...send, body: made.body }), acceptedAs);
}

function acceptedAs(raw: Raw): { packageId: number } {
  const packageId = integer(raw, 'Result');
  return packageId > 0 ? { packageId } : malformed('ServiceResponse.Result is no package id');
}

/** Body of ImportPackage. Throws RangeError that names the field, never its value. */
export function importRequest({ jobId, parties }: DuesPackage): Raw {
  if (jobId === '') throw new RangeError('a package needs a job id');
  if (parties.length === 0 || parties.length > MAX_PARTIES) {
    throw new RangeError(`a package holds 1 to ${MAX_PARTIES} parties, not ${parties.length}`);
  }
  return {
    $type: commerce('DuesImportPackagePostRequest'),
    EntityTypeName: 'DuesImportPackage',
    OperationName: 'ImportPackage',
    DuesImportPackage: {
      $type: commerce('DuesImportPackageData'),
      DuesImportJobId: jobId,
      DuesImportPackageParties: collection(
        commerce('DuesImportPackagePartyDataCollection'),
        parties.map((row, index) => partyData(row, `parties[${index}]`)),
      ),
    },
  };
}

function partyData(row: DuesRow, at: string): Raw {
  if (row.items.length === 0) throw new RangeError(`${at}.items is empty`);
  return {
    $type: commerce('DuesImportPackagePartyData'),
    ExternalId: row.externalId,
    ...(row.billToPartyId !== undefined && { BillToId: row.billToPartyId }),
    PartyId: row.partyId,
    TransactionDate: writeDate(row.transactionDate),
    BillBeginDate: writeDate(row.billBegin),
    BillThruDate: writeDate(row.billThrough),
    ...(row.paidThru !== undefined && { PaidThruDate: writeDate(row.paidThru) }),
    Items: collection(
      commerce('DuesImportPackagePartyItemDataCollection'),
      row.items.map((item, index) => itemData(item, `${at}.items[${index}]`)),
    ),
    ...(row.payment && { Payment: paymentData(row.payment, `${at}.payment`) }),
  };
}

const itemData = (item: DuesItem, at: string): Raw => ({
  $type: commerce('DuesImportPackagePartyItemData'),
  ProductCode: item.productCode,
  BilledAmount: amount(item.billedAmount, `${at}.billedAmount`),
  PaidAmount: amount(item.paidAmount, `${at}.paidAmount`),
  ...(item.copies !== undefined && { Copies: item.copies }),
});

const paymentData = (payment: DuesPayment, at: string): Raw => ({
  $type: commerce('DuesImportPackagePartyPaymentData'),
  Amount: amount(payment.amount, `${at}.amount`),
  ...(payment.batchId !== undefined && { BatchId: payment.batchId }),
  PaymentMethodId: payment.methodId,
  ...(payment.reference !== undefined && { PaymentReference: payment.reference }),
});

/** Plain decimals here, not MonetaryAmountData (facts 3). */
function amount(value: string, at: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(value)) throw new RangeError(`${at} is no decimal amount such as 95.00`);
  try {
    return jsonNumber(value);
  } catch {
    throw new RangeError(`${at} has too many digits`);
  }
}
