/** What became of an import package: two operations that are POSTs and only read (facts 3). */
import { scrub } from '../http/scrub.js';
import type { Imis } from './api.js';
import { readDate } from './wire/date.js';
import { child, integer, malformed, members, oneOf, type Raw, record, text } from './wire/shape.js';
import { commerce } from './wire/type.js';

/** DuesImportPackageStatusData, in the vendor's order. */
export const PACKAGE_STATUSES = [
  'NotFound',
  'AwaitProcessing',
  'InProcess',
  'Completed',
  'CompletedWithWarnings',
  'CompletedWithErrors',
  'Failed',
  'Canceled',
] as const;
export type PackageStatus = (typeof PACKAGE_STATUSES)[number];

/** A party with an error or a warning. Parties without a row succeeded, once the package has ended (inferred). */
export interface PackageRow {
  /** Empty when neither the row nor the party it echoes names one. */
  partyId: string;
  externalId?: string;
  /** Only when the party has one product: a row does not say which of several it means. */
  productCode?: string;
  /** `YYYY-MM-DD`. */
  billBegin?: string;
  /** As the API words it. It may hold personal data: for the results file only. */
  message: string;
  type: 'error' | 'warning';
}

export interface PackageResults {
  packageId: number;
  /** Absent when the API does not say it (yet). */
  jobId?: string;
  status: PackageStatus;
  /** Scrubbed. */
  statusMessage?: string;
  rows: PackageRow[];
}

/**
 * GetPackageStatus. `NotFound` is what a good answer says with `Result: 0`, or, since 0 is a default, without `Result`;
 * any failure, 404 included, is no word about the package and throws ReadFailed.
 */
export async function readPackageStatus(imis: Imis, packageId: number): Promise<PackageStatus> {
  const response = await ask(imis, 'GetPackageStatus', packageId);
  if (response.Result === null) malformed('ServiceResponse.Result is null');
  return oneOf(response, 'Result', PACKAGE_STATUSES);
}

/** GetPackageResults: may be asked at any time; it is complete when `status` is a final one. Throws ReadFailed. */
export async function readPackageResults(imis: Imis, packageId: number): Promise<PackageResults> {
  const response = await ask(imis, 'GetPackageResults', packageId);
  const result = child(response, 'Result') ?? malformed('ServiceResponse.Result is missing');
  // Without the task there is no status: an absent one would read as NotFound.
  const task = child(result, 'TaskSummaryData') ?? malformed('DuesImportPackageResultData.TaskSummaryData is missing');
  if ((integer(result, 'DuesImportPackageId') || integer(task, 'DuesImportPackageId')) !== packageId) {
    malformed('the results of another package came than were asked for');
  }
  const statusMessage = text(task, 'StatusMessage');
  return {
    packageId,
    jobId: text(result, 'DuesImportJobId') ?? text(task, 'DuesImportJobId'),
    status: oneOf(task, 'DuesImportPackageStatus', PACKAGE_STATUSES),
    statusMessage: statusMessage && scrub(statusMessage),
    rows: members(result.PartyResults, 'PartyResults').map(packageRow),
  };
}

function packageRow(raw: Raw): PackageRow {
  const sent = child(raw, 'DuesImportPackageParty') ?? {};
  const [item, ...others] = members(sent.Items, 'Items');
  return {
    partyId: text(raw, 'PartyId') ?? text(sent, 'PartyId') ?? '',
    externalId: text(sent, 'ExternalId'),
    productCode: item && others.length === 0 ? text(item, 'ProductCode') : undefined,
    billBegin: readDate(sent, 'BillBeginDate'),
    message: text(raw, 'Message') ?? '',
    type: oneOf(raw, 'MessageType', ['Error', 'Warning']) === 'Error' ? 'error' : 'warning',
  };
}

/** A failure inside the ServiceResponse has thrown by now; what is not even one is malformed. */
async function ask(imis: Imis, operation: 'GetPackageStatus' | 'GetPackageResults', packageId: number): Promise<Raw> {
  const body = await imis.ask('DuesImportPackage/_execute', {
    $type: commerce(`DuesImportPackage${operation}Request`),
    EntityTypeName: 'DuesImportPackage',
    OperationName: operation,
    DuesImportPackageId: packageId,
  });
  const response = record(body, operation);
  return response.IsSuccessStatusCode === true ? response : malformed(`${operation} answered no ServiceResponse`);
}
