import { describe, expect, test } from '@jest/globals';
import { PACKAGE_STATUSES } from '../../../activities/imis/dues-import-state.js';
import { readPackageResults, readPackageStatus } from '../../../activities/imis/dues-import.js';
import { json } from '../http/tiny-server.js';
import { bench } from './support.js';

const api = bench();

const commerce = (name: string) => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
const response = (more: object) => ({ StatusCode: 0, IsSuccessStatusCode: true, Message: null, ...more });

describe('GetPackageStatus', () => {
  test.each(PACKAGE_STATUSES.map((status, number) => [number, status] as const))('%d is %s', async (Result, status) => {
    api.answer = json(response({ Result }));
    expect(await readPackageStatus(api.imis, 8635)).toBe(status);
    expect(api.sent()).toEqual({
      $type: commerce('DuesImportPackageGetPackageStatusRequest'),
      EntityTypeName: 'DuesImportPackage',
      OperationName: 'GetPackageStatus',
      DuesImportPackageId: 8635,
    });
  });

  test('a good answer without a Result is NotFound', async () => {
    api.answer = json(response({}));
    expect(await readPackageStatus(api.imis, 8635)).toBe('NotFound');
  });

  test.each([
    ['404', json({}, 404), 'absent'],
    ['NotFound of the service', json(response({ StatusCode: 5, IsSuccessStatusCode: false })), 'absent'],
    ['a null', json(response({ Result: null })), 'unknown'],
    ['a number that is not known', json(response({ Result: 9 })), 'unknown'],
    ['an empty object', json({}), 'unknown'],
    ['a server error', json({}, 500), 'unknown'],
  ])('%s is no word about the package', async (_what, script, kind) => {
    api.answer = script;
    await expect(readPackageStatus(api.imis, 8635)).rejects.toMatchObject({ name: 'ReadFailed', answer: { kind } });
  });
});

describe('GetPackageResults', () => {
  const task = (more: object = {}) => ({
    $type: commerce('DuesImportPackageTaskSummaryData'),
    DuesImportPackageId: 8635,
    DuesImportJobId: 'df-1',
    DuesImportPackageStatus: 5,
    StatusMessage: 'Ended. Ask grace@example.org',
    ...more,
  });
  const problem = (more: object) => ({
    $type: commerce('DuesImportPackagePartyResultData'),
    DuesImportPackageErrorId: 1,
    PartyId: '23215',
    DuesImportPackageParty: {
      $type: commerce('DuesImportPackagePartyData'),
      ExternalId: 'L2',
      PartyId: '23215',
      BillBeginDate: '2026-01-01T00:00:00',
      Items: { $values: [{ ProductCode: 'REG' }] },
    },
    Message: 'Grace Example is not billable',
    MessageType: 0,
    ...more,
  });
  const results = (rows: object[], more: object = {}) =>
    response({
      Result: {
        $type: commerce('DuesImportPackageResultData'),
        DuesImportPackageId: 8635,
        DuesImportJobId: 'df-1',
        PartyResults: { $type: commerce('DuesImportPackagePartyResultDataCollection'), $values: rows },
        TaskSummaryData: task(),
        ...more,
      },
    });

  test('gives the problem rows, their words kept and the status scrubbed', async () => {
    const two = { $values: [{ ProductCode: 'REG' }, { ProductCode: 'JOUR' }] };
    api.answer = json(
      results([
        problem({}),
        problem({ MessageType: 1, DuesImportPackageParty: { PartyId: '7', Items: two }, PartyId: undefined }),
        problem({ DuesImportPackageParty: null, PartyId: undefined, Message: undefined }),
      ]),
    );
    const nothing = { externalId: undefined, productCode: undefined, billBegin: undefined };
    const message = 'Grace Example is not billable';
    expect(await readPackageResults(api.imis, 8635)).toEqual({
      packageId: 8635,
      jobId: 'df-1',
      status: 'CompletedWithErrors',
      statusMessage: 'Ended. Ask [e-mail]',
      rows: [
        { partyId: '23215', externalId: 'L2', productCode: 'REG', billBegin: '2026-01-01', message, type: 'error' },
        { partyId: '7', ...nothing, message, type: 'warning' },
        { partyId: '', ...nothing, message: '', type: 'error' },
      ],
    });
    expect(api.sent()).toMatchObject({ OperationName: 'GetPackageResults', DuesImportPackageId: 8635 });
  });

  test('before it has ended: no rows, and perhaps no job id', async () => {
    const TaskSummaryData = task({ DuesImportJobId: undefined, DuesImportPackageStatus: 1, StatusMessage: undefined });
    api.answer = json(results([], { DuesImportJobId: undefined, PartyResults: undefined, TaskSummaryData }));
    expect(await readPackageResults(api.imis, 8635)).toEqual({
      packageId: 8635,
      jobId: undefined,
      status: 'AwaitProcessing',
      statusMessage: undefined,
      rows: [],
    });
  });

  test.each([
    ['no result', response({})],
    ['another package', results([], { DuesImportPackageId: 8636 })],
    ['no task, whose absent status would read as NotFound', results([], { TaskSummaryData: undefined })],
    ['a message type that is not known', results([problem({ MessageType: 7 })])],
  ])('%s is not believed', async (_what, body) => {
    api.answer = json(body);
    const failure: unknown = await readPackageResults(api.imis, 8635).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'ReadFailed', answer: { kind: 'unknown' } });
    expect(String(failure)).not.toContain('Grace');
  });
});
