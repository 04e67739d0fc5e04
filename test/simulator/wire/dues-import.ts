import { Decimal } from 'decimal.js';
import type { ImportParty, ImportProblem, PackageRecord } from '../world/model-imports.js';
import { wireDay, wireMoment } from './dates.js';
import { collection, data } from './json.js';
import type { JsonObject } from './json.js';

const plain = (amount: string): number => new Decimal(amount).toNumber();

/** DuesImportPackagePartyData as a result row echoes it; amounts are plain decimals here. */
function partyData(party: ImportParty): JsonObject {
  const { payment } = party;
  return data('Commerce', 'DuesImportPackagePartyData', {
    ExternalId: party.externalId,
    BillToId: party.billToId,
    PartyId: party.partyId,
    TransactionDate: wireDay(party.transactionDate),
    BillBeginDate: wireDay(party.billBegin),
    BillThruDate: wireDay(party.billThru),
    PaidThruDate: wireDay(party.paidThru),
    Items: collection(
      'Commerce',
      'DuesImportPackagePartyItemDataCollection',
      party.items.map((item) =>
        data('Commerce', 'DuesImportPackagePartyItemData', {
          ProductCode: item.productCode,
          BilledAmount: plain(item.billedAmount),
          PaidAmount: plain(item.paidAmount),
          Copies: item.copies,
        }),
      ),
    ),
    Payment:
      payment &&
      data('Commerce', 'DuesImportPackagePartyPaymentData', {
        Amount: plain(payment.amount),
        BatchId: payment.batchId,
        PaymentMethodId: payment.methodId,
        PaymentReference: payment.reference,
      }),
  });
}

/** One problem row; MessageType is always written, so that Error (0) can be seen (facts 2.2). */
function partyResult(record: PackageRecord, problem: ImportProblem): JsonObject {
  return {
    ...data('Commerce', 'DuesImportPackagePartyResultData', {
      DuesImportPackageErrorId: problem.id,
      DuesImportPackageId: record.packageId,
      DuesImportJobId: record.jobId,
      PartyId: problem.party.partyId,
      DuesImportPackageParty: partyData(problem.party),
      Message: problem.message,
      OccurredOn: wireMoment(problem.occurredOn),
    }),
    MessageType: problem.type,
  };
}

/** DuesImportPackageResultData: problem rows only, and none before the package has finished. */
export function packageResult(
  packageId: number,
  record: PackageRecord | undefined,
  jobIdShown: 'always' | 'finished',
): JsonObject {
  const finished = record !== undefined && record.status > 2;
  const jobId = finished || jobIdShown === 'always' ? record?.jobId : undefined;
  const results = finished && record.problems.map((problem) => partyResult(record, problem));
  return data('Commerce', 'DuesImportPackageResultData', {
    DuesImportPackageId: packageId,
    DuesImportJobId: jobId,
    PartyResults: results ? collection('Commerce', 'DuesImportPackagePartyResultDataCollection', results) : undefined,
    TaskSummaryData: data('Commerce', 'TaskSummaryData', {
      DuesImportPackageId: packageId,
      DuesImportJobId: jobId,
      DuesImportPackageStatus: record?.status,
      StatusMessage: record?.statusMessage,
      CreatedBy: record?.createdBy,
      CreatedOn: wireMoment(record?.createdOn),
    }),
  });
}
