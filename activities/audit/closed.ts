/** Closed flows by Temporal's visibility, each with its report and its input. */
import { WorkflowFailedError, type Client, type WorkflowExecutionInfo } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { FAILURE, FLOWS, INNER_FLOWS, type FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { isUnreadable } from '../unreadable.js';
import { markerOf } from '../write/marker.js';
import type { ClosedFlow, RunOf } from './claim.js';
import { claimsOf } from './claims/index.js';

export const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

/**
 * All flows that closed from then on and may be the tenant's: those after the audited time tell of later changes. A flow
 * that was started by type name alone, and refused at once, bears no Tenant; its report does.
 */
export const closedQuery = (tenant: string, since: string): string =>
  `WorkflowType IN (${[...FLOWS, ...INNER_FLOWS].map(quoted).join(', ')}) AND (Tenant = ${quoted(tenant)} OR Tenant IS NULL) AND ExecutionStatus != "Running" AND CloseTime >= ${quoted(since)}`;

/** A run that only began nothing: its input was wrong, or it was the same act as another flow. */
type Ended = { report: Report } | { nothing: true } | { unreadable: string };

/** Undefined: nothing was begun, or the report is another run's or another tenant's. */
export async function readClosed(client: Client, run: WorkflowExecutionInfo, { tenant, installation }: { tenant: string; installation: string }): Promise<Omit<ClosedFlow, 'judged'> | undefined> {
  const { workflowId, runId, startTime, closeTime } = run;
  const flow = run.type as FlowName;
  const common = { flow, workflowId, runId, startedAt: startTime.toISOString(), closedAt: (closeTime ?? startTime).toISOString() };
  const ended = await read(client, run);
  if ('nothing' in ended) return undefined;
  if ('unreadable' in ended && !workflowId.startsWith(`${flow}:${tenant}:`)) return undefined;
  if ('unreadable' in ended) return { ...common, verdict: null, claims: [], changes: [], unreadable: ended.unreadable };
  const { report, input } = ended;
  // It had another id than its business key, and handed the work on to the flow of that.
  if (report.workflowId !== workflowId || report.tenant !== tenant) return undefined;
  const { startedAt } = common;
  const said = claimsOf(flow, { report, input, run: { workflowId, runId }, startedAt, markerOf: (step) => markerOf(installation, report.key, step) });
  return { ...common, verdict: report.verdict, ...said };
}

/** Its key may be gone for good: that is told of the one flow, and the others are read. */
async function read(client: Client, run: WorkflowExecutionInfo): Promise<{ report: Report; input: unknown } | Exclude<Ended, { report: Report }>> {
  try {
    const ended = await endOf(client, run);
    return 'report' in ended ? { ...ended, input: await inputOf(client, run) } : ended;
  } catch (error) {
    if (isUnreadable(error)) return { unreadable: error.message };
    throw error;
  }
}

async function endOf(client: Client, { workflowId, runId, status }: WorkflowExecutionInfo): Promise<Ended> {
  try {
    const report = (await client.workflow.getHandle(workflowId, runId, { followRuns: false }).result()) as Report;
    return isReport(report) ? { report } : { unreadable: 'its result is no report' };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) return { unreadable: `it was ${status.name.toLowerCase().replace('_', ' ')}, and left no report: what its steps did stands` };
    const report = cause.details?.find(isReport);
    if (report) return { report };
    const begun = cause.type !== FAILURE.invalidInput && cause.type !== FAILURE.inputConflict;
    return begun ? { unreadable: `it left no report: ${cause.type ?? 'it failed'}` } : { nothing: true };
  }
}

const isReport = (value: unknown): value is Report => {
  const report = value as Partial<Report> | null | undefined;
  return typeof report?.flow === 'string' && typeof report.workflowId === 'string' && Array.isArray(report.steps);
};

/** What a run was started with: only its first event is asked for. */
export async function inputOf(client: Client, { workflowId, runId }: RunOf): Promise<unknown> {
  const { namespace, loadedDataConverter } = client.options;
  const { history } = await client.workflowService.getWorkflowExecutionHistory({ namespace, execution: { workflowId, runId }, maximumPageSize: 1 });
  const payloads = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(loadedDataConverter, payloads);
  return input ?? {};
}
