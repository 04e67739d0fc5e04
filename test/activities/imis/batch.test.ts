import { describe, expect, test } from '@jest/globals';
import { BATCH_STATUSES, postBatch, readBatch } from '../../../activities/imis/batch.js';
import { drop, json } from '../http/tiny-server.js';
import { money } from './fixtures.js';
import { bench } from './support.js';

const api = bench();
const batch = (more: object = {}) => ({
  $type: 'Asi.Soa.Commerce.DataContracts.BatchSummaryData, Asi.Contracts',
  BatchId: '260101-1',
  ...more,
});

describe('a batch', () => {
  test('with all defaults left out', async () => {
    api.answer = json(batch());
    expect(await readBatch(api.imis, '260101-1')).toEqual({
      batchId: '260101-1',
      status: 'Open',
      transactionCount: 0,
      actualAmount: undefined,
      postingError: undefined,
      isAutoPosted: false,
    });
    expect(api.last()?.url).toBe('/api/BatchSummary/260101-1');
  });

  test.each(BATCH_STATUSES.map((status, number) => [number, status] as const))(
    '%d is %s',
    async (BatchStatus, status) => {
      const more = { TransactionCount: 3, ActualAmount: money(285.5), PostingError: 'no period', IsAutoPosted: true };
      api.answer = json(batch({ BatchStatus, ...more }));
      expect(await readBatch(api.imis, '260101-1')).toEqual({
        batchId: '260101-1',
        status,
        transactionCount: 3,
        actualAmount: '285.50',
        postingError: 'no period',
        isAutoPosted: true,
      });
    },
  );

  test('that is not there, or another one', async () => {
    api.answer = json({}, 404);
    expect(await readBatch(api.imis, '260101-1')).toBeUndefined();
    api.answer = json(batch());
    await expect(readBatch(api.imis, '260101-2')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });
});

describe('Post', () => {
  test("is the vendor's body, and an empty answer is a good one", async () => {
    api.answer = json('');
    expect(await postBatch(api.imis, '260101-1')).toEqual({ kind: 'ok', sent: true, status: 200, body: undefined });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/BatchSummary/_execute' });
    expect(api.sent()).toEqual({
      $type: 'Asi.Soa.Core.DataContracts.GenericExecuteRequest, Asi.Contracts',
      OperationName: 'Post',
      EntityTypeName: 'BatchSummary',
      Parameters: {
        $type: 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib',
        $values: [{ $type: 'System.String', $value: '260101-1' }],
      },
      UseJson: false,
    });
  });

  test.each([
    ['a refusal', json({ Message: 'posted already' }, 400), 'rejected'],
    ['a dropped answer', drop, 'unknown'],
    ['501', json({}, 501), 'not-available'],
  ])('%s is told apart, and sent once', async (_what, script, kind) => {
    api.answer = script;
    expect((await postBatch(api.imis, '260101-1')).kind).toBe(kind);
    expect(api.calls()).toHaveLength(1);
  });
});
