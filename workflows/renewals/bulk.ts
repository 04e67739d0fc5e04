/** One Run for all of a cycle: run once, followed to its end, compared with its plan, posted once. */
import type { RunRenewals } from '../contracts/inputs.js';
import { DEFAULT_TENANT } from '../contracts/names.js';
import { itemsEnded } from '../saga/observe.js';
import type { Run } from '../saga/run.js';
import type { Saga } from '../saga/saga.js';
import { compareBilling, followBilling, postBatch, runBilling } from '../steps/renewals.js';
import type { Agreed } from './plan.js';
import { difference, isPartial, moreRuns } from './words.js';

export async function billAll(run: Run, input: RunRenewals, saga: Saga, { plan, letGo }: Agreed): Promise<void> {
  const { billingCycleId, effectiveDate, runDate, chapter, options, resultsFile } = input;
  const begun = await run(runBilling, { billingCycleId, effectiveDate: effectiveDate!, runDate, chapter, options });
  if (!begun) return;
  const { billingLogKey, billingRunName, otherRuns } = begun;
  Object.assign(saga.result, { billingRunName, billingLogKey });
  if (otherRuns) saga.exception(moreRuns(otherRuns));
  const ended = await run(followBilling, { billingLogKey, billingCycleId });
  if (ended) Object.assign(saga.result, { status: ended.status, ...(ended.batchId && { batchId: ended.batchId }) });
  await letGo();

  const compared = await run(compareBilling, { billingLogKey, planFile: plan.file, resultsFile, partial: isPartial(input) });
  if (compared) {
    Object.assign(saga.result, compared);
    itemsEnded('members', input.tenant ?? DEFAULT_TENANT, { billed: compared.billed, 'not-billed': compared.notBilled });
    const differs = difference(compared);
    if (differs) saga.exception(differs);
  }
  await post(run, input, saga, { billingRunName, batchId: ended?.batchId, tenantPosts: ended?.tenantPosts, compared });
}

interface Ended {
  billingRunName: string;
  batchId: string | undefined;
  tenantPosts: boolean | undefined;
  /** What the batch must hold. */
  compared: { rows: number; amount: string } | undefined;
}

/** Our own batch, once. */
async function post(run: Run, input: RunRenewals, saga: Saga, { billingRunName, batchId, tenantPosts, compared }: Ended): Promise<void> {
  if (batchId === undefined) return;
  if (input.post === 'leave' || !tenantPosts) return saga.note(`Batch ${batchId} is left for others to post; its invoices may come only then.`);
  if (!compared) return saga.exception(`Batch ${batchId} was not posted, since what it must hold was not read.`);
  const posted = await run(postBatch, { billingRunName, batchId, entries: compared.rows, amount: compared.amount });
  if (posted) saga.result['posted'] = posted.posted;
}
