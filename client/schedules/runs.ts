/** Runs that a schedule has started, and how the flow of each period stands now. */
import { WorkflowNotFoundError, type Client, type ScheduleExecutionResult, type WorkflowExecutionDescription } from '@temporalio/client';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { stateOf } from '../list.js';
import { relayedTo } from '../relayed.js';
import { endOf } from '../runs.js';
import { periodOf } from './period.js';
import { holderWaitedFor } from './waits.js';

export interface ScheduledRun {
  /** Of the run that the schedule started; it hands the work on to the flow of the business key. */
  workflowId: string;
  /** The time that the schedule meant, ISO 8601. */
  at: string;
  effectiveDate?: string;
  key?: string;
  /**
   * How the flow of the key stands, whoever started it last: `completed` and the other verdicts, `running`, `parked` ...
   * Without a flow, how the run itself ended; `forgotten` when the server keeps neither.
   */
  state: string;
  /** The flow that holds the billing cycle, while this one is `running` only to wait for it. */
  waitsFor?: string;
  /** Why the run itself failed; of an audit, what it has found. */
  message?: string;
}

/** A run of an earlier time, from the list that the server keeps (the last ten). */
export async function scheduledRun(client: Client, input: RunRenewals, taken: ScheduleExecutionResult): Promise<ScheduledRun> {
  const { workflowId, firstExecutionRunId } = taken.action.workflow;
  const at = nominalTime(workflowId) ?? taken.scheduledAt;
  const own = await described(client, workflowId, firstExecutionRunId);
  const predicted = await periodOf(input, at);
  const key = (own && (await relayedTo(client, workflowId, firstExecutionRunId))) ?? predicted.key;
  const flow = key === undefined ? undefined : await described(client, key);
  const waitsFor = flow && (await holderWaitedFor(client, flow));
  const failed = own?.status.name === 'FAILED' ? await endOf(client, workflowId, firstExecutionRunId) : undefined;
  return {
    ...{ workflowId, at: at.toISOString() },
    ...(predicted.effectiveDate !== undefined && { effectiveDate: predicted.effectiveDate }),
    ...(key !== undefined && { key }),
    state: flow ? stateOf(flow) : own ? stateOf(own) : 'forgotten',
    ...(waitsFor !== undefined && { waitsFor }),
    ...(failed?.failed && { message: failed.message }),
  };
}

/** The server writes it behind the workflow id: `schedule:dues-2027-01-01T05:00:00Z`. */
export function nominalTime(workflowId: string): Date | undefined {
  const [time] = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.exec(workflowId) ?? [];
  return time === undefined ? undefined : new Date(time);
}

/** Undefined when the server does not keep it (any more). */
export async function described(client: Client, workflowId: string, runId?: string): Promise<WorkflowExecutionDescription | undefined> {
  try {
    return await client.workflow.getHandle(workflowId, runId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

const OPEN = ['running', 'parked', 'compensating'];

/** Ended, and neither completed nor gone from the server's memory: somebody must look at it. */
export const isFailed = ({ state }: ScheduledRun): boolean =>
  !OPEN.includes(state) && !['completed', 'completed-with-exceptions', 'forgotten'].includes(state);
