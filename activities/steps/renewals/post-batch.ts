/**
 * Posts the accounting batch of our own run (facts 4.1). The API answers a Post with nothing: the batch's status tells.
 * A large batch may be in posting for long: it is followed like a billing run (follow-billing.ts).
 * A batch that holds a stranger's entries is theirs to post (domain-rules section 3).
 */
import { postBatch as post, readBatch, type Batch } from '../../imis/batch.js';
import { findBillingLogs } from '../../imis/billing-log.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ReadFailed } from '../../http/answer.js';
import { ownerOf, type LookContext, type Polling, type Sight, type Write } from '../../write/write.js';
import { equal } from '../money.js';

export interface PostBatch {
  billingRunName: string;
  /** Absent: the run's log is asked for it. */
  batchId?: string | undefined;
  /** How many bills the run has made, and their sum as a decimal string: what the batch must hold. */
  entries: number;
  amount: string;
}

export interface PostedBatch {
  batchId?: string;
  /** false: nothing needed to be posted, or it is not known. */
  posted: boolean;
}

type Context = LookContext<PostBatch, { status: string }>;
type Seen = Sight<PostedBatch, { status: string }>;

export function postBatch({ imis, tenant }: TenantRuntime): Write<PostBatch, { status: string }, PostedBatch> {
  let batchId = '';
  return {
    targets: ({ batchId, billingRunName }) => [`batch:${batchId ?? billingRunName}`],

    async look(context): Promise<Seen> {
      const named = context.input.batchId ?? (await batchOfRun(context.input.billingRunName));
      if (typeof named !== 'string') return noBatch(named.why);
      batchId = named;
      const batch = await readBatch(imis, batchId);
      return batch ? sight(context, batch, tenant) : unknown(`there is no batch ${batchId}: compare in iMIS`);
    },

    send: (_context, options) => post(imis, batchId, options),
  };

  /** The run's answer was lost: its log names the batch. */
  async function batchOfRun(runName: string): Promise<string | { why: string }> {
    try {
      const [log, ...others] = await findBillingLogs(imis, { runName });
      return (others.length === 0 && log?.batchId) || { why: `the billing run names no batch` };
    } catch (error) {
      if (!(error instanceof ReadFailed) || !['forbidden', 'not-available'].includes(error.answer.kind)) throw error;
      return { why: 'BillingLog cannot be read: whether a batch waits to be posted is not known' };
    }
  }
}

function sight(context: Context, batch: Batch, tenant: Polling): Seen {
  const { batchId, status } = batch;
  const there = (evidence: string, more: { unconfirmed?: boolean; atWork?: Polling } = {}): Seen => ({
    change: 'there',
    owner: ownerOf(context, {}),
    result: { batchId, posted: true },
    ids: { batchId },
    evidence,
    ...more,
  });
  switch (status) {
    case 'Completed':
      return there(`batch ${batchId} is posted`);
    case 'PostingInProgress':
    case 'Loading':
      return there(`batch ${batchId} is being worked on (${status})`, { unconfirmed: true, atWork: tenant });
    case 'PostingError':
      // Ours has failed; one that failed before may be posted again, as a person's retry does.
      if (context.maybeSent) return { change: 'blocked', outcome: 'unavailable', evidence: `posting of batch ${batchId} failed: ${batch.postingError ?? 'no reason given'}` };
      return mayPost(context, batch);
    case 'Open':
    case 'ReadyForReview':
    case 'Closed':
      return mayPost(context, batch);
    case 'Deleted':
    case 'Deleting':
      return unknown(`batch ${batchId} was deleted, and the term stays billed: compare in iMIS`);
  }
}

function mayPost({ input: { entries, amount } }: Context, { batchId, status, transactionCount, actualAmount = '0' }: Batch): Seen {
  if (transactionCount === entries && equal(actualAmount, amount)) return { change: 'none', before: { status }, evidence: `batch ${batchId} is ${status}` };
  return unknown(`a stranger's entries are in batch ${batchId} (${transactionCount} of ${actualAmount}, ours are ${entries} of ${amount}): post it in iMIS, then retry`);
}

const noBatch = (why: string): Seen => ({ change: 'there', owner: 'other', result: { posted: false }, evidence: why });
const unknown = (evidence: string): Seen => ({ change: 'blocked', outcome: 'unknown', evidence });
