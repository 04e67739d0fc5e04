import { contract } from '../wire/json.js';
import type { Simulator } from '../index.js';
import type { Body, Client, Reply } from './client.js';

/** Requests of imports, renewals and batches, as facts 3 and 4 show them. */

export interface Row {
  partyId: string;
  productCode?: string;
  begin?: string;
  thru?: string;
  paidThru?: string | null;
  billed?: number;
  paid?: number;
  reference?: string;
  payment?: Record<string, unknown> | null;
}

/** One party of a package: a REG year with its payment unless said otherwise. */
export function importParty(row: Row): Record<string, unknown> {
  const { partyId, begin = '2026-01-01', thru = '2026-12-31', billed = 95, paid = 95 } = row;
  const item = {
    $type: contract('Commerce', 'DuesImportPackagePartyItemData'),
    ProductCode: row.productCode ?? 'REG',
    BilledAmount: billed,
    PaidAmount: paid,
    Copies: 1,
  };
  const payment = {
    $type: contract('Commerce', 'DuesImportPackagePartyPaymentData'),
    Amount: paid,
    PaymentMethodId: 'CASH',
    PaymentReference: row.reference ?? `R-${partyId}`,
  };
  return {
    $type: contract('Commerce', 'DuesImportPackagePartyData'),
    ExternalId: `X-${partyId}`,
    PartyId: partyId,
    TransactionDate: '2026-01-05T00:00:00',
    BillBeginDate: `${begin}T00:00:00`,
    BillThruDate: `${thru}T00:00:00`,
    PaidThruDate: row.paidThru === null ? null : `${row.paidThru ?? thru}T00:00:00`,
    Items: { $type: contract('Commerce', 'DuesImportPackagePartyItemDataCollection'), $values: [item] },
    ...(row.payment === null ? {} : { Payment: { ...payment, ...row.payment } }),
  };
}

const typed = (name: string, operation: string, members: Record<string, unknown>): Record<string, unknown> => ({
  $type: contract('Commerce', name),
  EntityTypeName: 'DuesImportPackage',
  OperationName: operation,
  ...members,
});

const path = '/api/DuesImportPackage/_execute';

export function importRequest(jobId: string, parties: Record<string, unknown>[]): Record<string, unknown> {
  return typed('DuesImportPackagePostRequest', 'ImportPackage', {
    DuesImportPackage: {
      $type: contract('Commerce', 'DuesImportPackageData'),
      DuesImportJobId: jobId,
      DuesImportPackageParties: {
        $type: contract('Commerce', 'DuesImportPackagePartyDataCollection'),
        $values: parties,
      },
    },
  });
}

export const importRows = (api: Client, jobId: string, rows: Row[]): Promise<Reply> =>
  api.post(path, importRequest(jobId, rows.map(importParty)));

export const packageStatus = (api: Client, id: unknown): Promise<Reply> =>
  api.post(path, typed('DuesImportPackageGetPackageStatusRequest', 'GetPackageStatus', { DuesImportPackageId: id }));

export async function packageResults(api: Client, id: unknown): Promise<Body> {
  const request = { DuesImportPackageId: id };
  const { body } = await api.post(
    path,
    typed('DuesImportPackageGetPackageResultsRequest', 'GetPackageResults', request),
  );
  return body.Result as Body;
}

/** Imports, waits until the package has finished, and gives its id. */
export async function imported(sim: Simulator, api: Client, jobId: string, rows: Row[]): Promise<number> {
  const { body } = await importRows(api, jobId, rows);
  await sim.idle();
  return body.Result as number;
}

/** Regular dues due for this effective date. */
export const billingData = (members: Record<string, unknown> = {}): Record<string, unknown> => ({
  $type: contract('Commerce', 'LegacyBillingData'),
  IsRenewal: true,
  RunDate: '2026-11-01T00:00:00',
  EffectiveDate: '2026-01-01T00:00:00',
  BillingCycleId: 'Regular Membership Fees',
  BillingRunName: 'run-1',
  ...members,
});

const executed = (entity: string, operation: string, parameters: unknown[]): Record<string, unknown> => ({
  $type: contract('Core', 'GenericExecuteRequest'),
  EntityTypeName: entity,
  OperationName: operation,
  Parameters: {
    $type: 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib',
    $values: parameters,
  },
});

export const run = (api: Client, members?: Record<string, unknown>): Promise<Reply> =>
  api.post('/api/LegacyBilling/_execute', executed('LegacyBilling', 'Run', [billingData(members)]));

export const runIndividual = (api: Client, partyId: string, members?: Record<string, unknown>): Promise<Reply> =>
  api.post('/api/LegacyBilling/_execute', executed('LegacyBilling', 'RunIndividual', [billingData(members), partyId]));

export const post = (api: Client, batchId: unknown): Promise<Reply> =>
  api.post(
    '/api/BatchSummary/_execute',
    executed('BatchSummary', 'Post', [{ $type: 'System.String', $value: batchId }]),
  );

/** Key of the run that an answer tells of. */
export const logKeyOf = (reply: Reply): string =>
  (reply.body.LegacyBillingDataUsedByService as { BillingLogKey: string }).BillingLogKey;

/** The one BillingLog of a run name. */
export async function logOf(api: Client, runName: string): Promise<Body> {
  const { body } = await api.get(`/api/BillingLog?BillingRunName=${encodeURIComponent(runName)}`);
  const [log, ...more] = body.Items.$values;
  if (!log || more.length > 0) throw new Error(`not one log of ${runName}`);
  return log;
}
