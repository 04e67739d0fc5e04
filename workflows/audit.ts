/**
 * Compares what closed flows have reported with what the API's records say today. It only reads; it is no flow of its
 * own: no key, no report, and many may run at a time (docs/audit.md).
 */
import { ActivityFailure, ApplicationFailure, proxyActivities, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { FlowActivities } from '../activities/flows/index.js';
import type { StepActivities } from '../activities/steps/index.js';
import type { AuditInput, AuditResult } from './contracts/audit.js';
import { apiQueue, DEFAULT_TENANT } from './contracts/names.js';
import { VERSION } from './contracts/reply.js';
import { now } from './saga/clock.js';
import { heartbeatOf } from './saga/profile.js';

const retry = { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 } as const;

/** A report is read in some milliseconds, and it beats after each. */
const toDo = (summary: string) => proxyActivities<FlowActivities>({ startToCloseTimeout: '2 hours', heartbeatTimeout: '1 minute', retry, summary });
const { gatherAudit } = toDo('read what closed flows have reported');
const { endAudit } = toDo('remove the list of what was compared');

export async function audit(input: AuditInput): Promise<AuditResult> {
  const { tenant = DEFAULT_TENANT } = input;
  upsertSearchAttributes({ Tenant: [tenant] });
  const gathered = await gatherAudit(input, now()).catch(asItsOwn);
  const { auditRecords } = proxyActivities<StepActivities>({
    taskQueue: apiQueue(tenant),
    // Above the longest list of YourMembership, which cannot be read in parts; other attempts end after some seconds.
    startToCloseTimeout: '10 minutes',
    heartbeatTimeout: heartbeatOf(tenant),
    retry,
    summary: `${gathered.flows} closed flows against the records of ${tenant}`,
  });
  const { outcome, result, evidence } = await auditRecords({ v: VERSION, tenant, key: workflowInfo().workflowId, step: 'audit', input: gathered, prior: 'none' });
  await endAudit(gathered);
  if (outcome !== 'done' || !result) throw ApplicationFailure.nonRetryable(evidence, outcome);
  const { since, until, flow, flows, resultsFile } = gathered;
  setCurrentDetails(detailsOf(result.totals));
  return { tenant, since, until, ...(flow !== undefined && { flow }), flows, ...result, resultsFile };
}

/** A wrong input is the audit's own failure: its type stays on top. */
function asItsOwn(error: unknown): never {
  throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
}

const detailsOf = (totals: AuditResult['totals']): string => Object.entries(totals).map(([standing, n]) => `- ${n} ${standing}`).join('\n') || 'No closed flows.';
