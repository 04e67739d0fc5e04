/** BatchSummary: accounting batches, and posting them (facts 4.1). */
import type { Answer } from '../http/answer.js';
import { scrub } from '../http/scrub.js';
import type { Imis, Send } from './api.js';
import { entityAddress } from './wire/address.js';
import { executeRequest } from './wire/execute.js';
import { readMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { flag, integer, malformed, oneOf, type Raw, requiredText, sameId, text } from './wire/shape.js';

/** In the vendor's order. */
export const BATCH_STATUSES = [
  'Open',
  'ReadyForReview',
  'Closed',
  'PostingInProgress',
  'Completed',
  'PostingError',
  'Deleted',
  'Loading',
  'Deleting',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export interface Batch {
  /** Such as `200106-1`. */
  batchId: string;
  status: BatchStatus;
  transactionCount: number;
  /** Decimal string; undefined when the API names none. */
  actualAmount?: string;
  /** Scrubbed. */
  postingError?: string;
  isAutoPosted: boolean;
}

/** GET /api/BatchSummary/{BatchId}. undefined when there is none. Throws ReadFailed. */
export async function readBatch(imis: Imis, batchId: string): Promise<Batch | undefined> {
  const { path, query } = entityAddress('BatchSummary', batchId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'BatchSummary');
  if (raw === undefined) return undefined;
  const batch = parseBatch(raw);
  return sameId(batch.batchId, batchId) ? batch : malformed('another BatchSummary came than was asked for');
}

/** Reads BatchSummaryData. Throws ReadFailed when it is something else. */
export function parseBatch(raw: Raw): Batch {
  const postingError = text(raw, 'PostingError');
  return {
    batchId: requiredText(raw, 'BatchId'),
    status: oneOf(raw, 'BatchStatus', BATCH_STATUSES),
    transactionCount: integer(raw, 'TransactionCount'),
    actualAmount: readMoney(raw, 'ActualAmount')?.amount,
    postingError: postingError && scrub(postingError),
    isAutoPosted: flag(raw, 'IsAutoPosted'),
  };
}

/**
 * POST /api/BatchSummary/_execute, Post. The API answers nothing: read the batch until its status tells. What a second
 * Post of the same batch does is unknown.
 */
export async function postBatch(imis: Imis, batchId: string, send: Send = {}): Promise<Answer<void>> {
  const body = executeRequest('BatchSummary', 'Post', [{ $type: 'System.String', $value: batchId }]);
  const answer = await imis.write('POST', 'BatchSummary/_execute', { ...send, body, emptyOk: true });
  return answer.kind === 'ok' ? { ...answer, body: undefined } : answer;
}
