/** A renewMember for each member, so many at a time. */
import { proxyActivities } from '@temporalio/workflow';
import type { FlowActivities } from '../../activities/flows/index.js';
import type { RunRenewals } from '../contracts/inputs.js';
import { DEFAULT_TENANT } from '../contracts/names.js';
import type { Saga } from '../saga/saga.js';
import type { Agreed } from './plan.js';
import { keptResults } from './words.js';

const { beginRenewals } = proxyActivities<FlowActivities>({
  startToCloseTimeout: '20 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 },
  summary: 'begin the results file',
});

/** Members at a time: with one call at a time to the API more would only wait. */
const WINDOW = 8;

/** The parties that were given, or those whom the plan would bill. */
export async function billEach(input: RunRenewals, saga: Saga, { plan, parties, letGo }: Agreed): Promise<void> {
  const { tenant = DEFAULT_TENANT, requestedBy, reference, billingCycleId, effectiveDate, maxFailures, window = WINDOW } = input;
  const { runDate, chapter, options, post, payment } = input;
  const { list, total } = parties ?? { list: plan.list, total: plan.toBill };
  const { resultsFile, offset, earlier } = await saga.part({ name: 'begin results', kind: 'read' }, async () => {
    const result = await beginRenewals({ tenant, key: saga.key, resultsFile: input.resultsFile });
    return { result, note: result.resultsFile };
  });
  if (earlier) saga.note(keptResults(earlier));
  Object.assign(saga.result, { members: total, resultsFile });
  const of = { tenant, requestedBy, reference, billingCycleId, effectiveDate: effectiveDate!, runDate, chapter, options, post, payment };
  const { counts } = await saga.window('renew members', {
    tenant,
    source: { kind: 'members', list, of },
    total,
    size: window,
    ...(maxFailures !== undefined && { maxFailures }),
    resultsFile,
    offset,
  });
  await letGo();
  const { renewed = 0, 'already-done': alreadyDone = 0, exceptions = 0, 'not-begun': notBegun, ...others } = counts;
  Object.assign(saga.result, { renewed, alreadyDone, exceptions, ...others, ...(notBegun && { notBegun }) });
}
