import type { Context, Resource } from '../context.js';
import { notFound, Refusal, refuse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { readBoxed, readRequired } from '../wire/read.js';
import { batchData } from '../wire/renewals.js';
import { canPost, postBatch } from '../world/batches.js';
import type { BatchRecord } from '../world/model-renewals.js';

const fields: Fields<BatchRecord> = {
  BatchId: (batch) => batch.batchId,
  Name: (batch) => batch.name,
  BatchStatus: (batch) => String(batch.status),
  BatchDate: (batch) => batch.date,
};

function batchAt(context: Context, id: string): BatchRecord {
  const batch = context.store.batches.get(id);
  if (!batch) throw new Refusal(notFound('The batch'));
  return batch;
}

/** Post returns nothing: the status of the batch tells (facts 4.1). */
function post(context: Context, parameters: unknown[]): Answer {
  const { store, actor } = context;
  if (parameters.length !== 1) refuse('ArgumentFault: Value does not fall within the expected range.', 'Parameters');
  const batch = batchAt(context, readRequired(readBoxed(parameters[0]), 'Parameters[0]'));
  if (batch.status === 6) refuse('The batch is deleted.', 'BatchId');
  if (canPost(batch)) postBatch(store, actor, batch.batchId);
  else if (store.switches.secondPost === 'refused') refuse('The batch is posted already.', 'BatchId');
  return { status: 200 };
}

/** /api/BatchSummary: GET by id, list, and Post. */
export const batchSummaries: Resource = {
  name: 'BatchSummary',
  billing: true,
  list(context) {
    const { store, query } = context;
    const found = filter(store.batches.all(), query, fields);
    const type = { area: 'Commerce', name: 'BatchSummaryData' } as const;
    return { status: 200, body: paged(found, query, type, (batch) => batchData(store, batch)) };
  },
  get: (context, id) => ({ status: 200, body: batchData(context.store, batchAt(context, id)) }),
  operations: { Post: post },
};
