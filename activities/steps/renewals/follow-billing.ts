/** Follows a billing run by its BillingLog until iMIS has done with it (facts 4). */
import type { Reply } from '../../../workflows/contracts/reply.js';
import { readBillingLog, type BillingLogStatus } from '../../imis/billing-log.js';
import type { Runtimes, TenantRuntime } from '../../tenants/runtime.js';
import { markerOf } from '../../write/marker.js';
import { pollActivity, type Progress } from '../../write/poll.js';
import { replyOf } from '../../write/reply.js';
import { atWorkMs, targetsOf } from './run-billing.js';

export interface FollowBilling {
  billingLogKey: string;
  billingCycleId: string;
}

export interface BillingDone {
  status: BillingLogStatus;
  /** The batch that holds its entries; absent when it billed nobody. */
  batchId?: string;
  /** What the run says about itself. */
  information?: string;
  /** Are batches of this tenant posted by us? (Tenant.postBatches) */
  tenantPosts: boolean;
}

/** A failed run may have billed some members already: a person looks at it. */
export const followBilling = (runtimes: Runtimes) =>
  pollActivity<FollowBilling, BillingDone>(runtimes, async (runtime, { key, input }): Promise<Progress<BillingDone>> => {
    const { imis, tenant } = runtime;
    const marker = markerOf(runtimes.installation, key, 'run billing');
    keepOthersAway(runtime, input, marker);
    const log = await readBillingLog(imis, input.billingLogKey);
    if (!log) return { waiting: `billing run ${input.billingLogKey} is not in BillingLog` };
    const { status, batchId, information, runName = log.billingLogKey } = log;
    const said = information ? `: ${information}` : '';
    if (status === 'Pending' || status === 'Processing') return { waiting: `billing run ${runName}: ${status}${said}` };
    letOthersIn(runtime, input, marker);
    const more: Partial<Reply<BillingDone>> = { owner: 'us', maybeSent: false, ...(batchId && { ids: { batchId } }) };
    if (status === 'Failed')
      return replyOf('unknown', `billing run ${runName} failed${said}. Look in iMIS whom it billed; skip goes on to the comparison`, more);
    const result: BillingDone = { status, ...(batchId && { batchId }), ...(information && { information }), tenantPosts: tenant.postBatches === 'auto' };
    return replyOf('done', `billing run ${runName}: ${status}${said}`, { ...more, result });
  });

/** As the step that began the run does: its marker, and the same targets. One that holds them already has its reasons. */
function keepOthersAway({ claims, tenant }: TenantRuntime, { billingCycleId }: FollowBilling, marker: string): void {
  const targets = targetsOf(billingCycleId);
  const claimed = claims.take(targets, marker);
  if (claimed.held) claims.keep(targets, claimed.turn, atWorkMs(tenant));
}

function letOthersIn({ claims }: TenantRuntime, { billingCycleId }: FollowBilling, marker: string): void {
  const targets = targetsOf(billingCycleId);
  const claimed = claims.take(targets, marker);
  if (claimed.held) claims.free(targets, claimed.turn);
}
