/** The flows that a flow has started, package by package, member by member, through a window, and those it joins. */
import { isGrpcServiceError, type Client, type WorkflowHandle } from '@temporalio/client';
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import { FLOWS, INNER_FLOWS, REPORT_QUERY, type FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { isParked } from './temporal.js';

export interface Kin {
  report: Report;
  input: Record<string, unknown>;
}

/** The activity with which a flow starts or joins another one under its own key. Its input is the flow and what is asked of it. */
const JOINS = 'startOrJoin';

/** Runs that were terminated: what they have started goes on, and the run that came after them finds it. */
const terminated = new Map<string, string[]>();

/** Terminates the present run of a flow; its kin stay its kin. */
export async function terminateRun(client: Client, workflowId: string): Promise<void> {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  terminated.set(workflowId, [...(terminated.get(workflowId) ?? []), runId]);
  await client.workflow.getHandle(workflowId, runId).terminate('crash matrix');
}

/** Workflow ids of a flow and of all that it and its own have started or joined so far, the eldest first. */
export async function familyOf(client: Client, workflowId: string): Promise<string[]> {
  const runs = [...(terminated.get(workflowId) ?? []), undefined];
  const histories = await Promise.all(runs.map((runId) => client.workflow.getHandle(workflowId, runId).fetchHistory()));
  const all = new Set([workflowId]);
  for (const one of new Set(histories.flatMap(({ events }) => (events ?? []).flatMap(startedBy))))
    for (const each of await familyOf(client, one).catch(noneYet)) all.add(each);
  return [...all];
}

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

function startedBy({ childWorkflowExecutionStartedEventAttributes: child, activityTaskScheduledEventAttributes: activity }: HistoryEvent): string[] {
  if (activity?.activityType?.name === JOINS) {
    const [flow, input] = (activity.input?.payloads ?? []).map(valueOf);
    return [businessKey(flow as FlowName, input as AnyInput)];
  }
  const childId = child?.workflowExecution?.workflowId;
  return childId ? [childId] : [];
}

const valueOf = ({ data }: { data?: Uint8Array | null }): unknown => JSON.parse(Buffer.from(data ?? new Uint8Array()).toString() || '{}');

const NOT_FOUND = 5;

/** To be joined, and not started yet. A history is asked for without the client's own error for this. */
function noneYet(error: unknown): string[] {
  if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return [];
  throw error;
}

const IS_FLOW: readonly string[] = [...FLOWS, ...INNER_FLOWS];

/** The kin of a flow as they stand: what was asked of each, and its report. */
export async function kinOf(client: Client, workflowId: string): Promise<Kin[]> {
  const [, ...kin] = await familyOf(client, workflowId);
  const told = await Promise.all(kin.map((one) => tell(client, one)));
  return told.filter((one) => one !== undefined);
}

async function tell(client: Client, workflowId: string): Promise<Kin | undefined> {
  const handle = client.workflow.getHandle(workflowId);
  const { events } = await handle.fetchHistory();
  const { workflowType, input } = events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
  if (!IS_FLOW.includes(workflowType?.name ?? '')) return undefined;
  return { report: await handle.query<Report>(REPORT_QUERY), input: valueOf(input?.payloads?.[0] ?? {}) as Record<string, unknown> };
}

/** Does one of a flow's kin wait for a person? Packages that wait do not park the import. */
export async function kinIsParked(client: Client, workflowId: string): Promise<boolean> {
  const [, ...kin] = await familyOf(client, workflowId);
  const parked = await Promise.all(kin.map((one) => isParked(client.workflow.getHandle(one))));
  return parked.includes(true);
}

/** Ends a flow and its kin, so that what is left of a case that is lost does not come to the next one. */
export async function endFamily(client: Client, workflowId: string): Promise<void> {
  for (const one of await familyOf(client, workflowId))
    await client.workflow
      .getHandle(one)
      .terminate('its case is over')
      .catch(() => undefined);
}

/** History events of a flow and its kin. */
export async function eventsOf(client: Client, workflowId: string): Promise<number> {
  const histories = await Promise.all((await familyOf(client, workflowId)).map((one) => client.workflow.getHandle(one).fetchHistory()));
  return histories.reduce((sum, { events }) => sum + (events?.length ?? 0), 0);
}
