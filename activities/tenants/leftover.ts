/**
 * What earlier runs of the same key may have left: a run that was terminated, or that a person ended with something left.
 * What stands there after it is no "was there before" (domain-rules section 1), until a later run has settled it.
 */
import { Context } from '@temporalio/activity';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { FAILURE } from '../../workflows/contracts/names.js';
import type { Call } from '../../workflows/contracts/reply.js';
import type { Report, StepOutcome } from '../../workflows/contracts/report.js';
import { quoted } from './visibility.js';

interface ClosedRun {
  runId: string;
  status: string;
  closedAt: Date;
}

/** Why an earlier run of the flow may have left what this step finds; undefined: none has, or a later one has settled it. */
export async function leftoverOf(client: Client, { key, step }: Pick<Call, 'key' | 'step'>): Promise<string | undefined> {
  for (const { runId, status, closedAt } of await closedRuns(client, key)) {
    const on = closedAt.toISOString();
    if (status === 'TERMINATED' || status === 'TIMED_OUT')
      return `an earlier run of this flow was terminated on ${on} and may have left it: compare in iMIS, then mark done or compensate`;
    if (status !== 'COMPLETED' && status !== 'FAILED') continue;
    const end = await endOf(client, key, runId);
    if (end === FAILURE.partlyCompensated)
      return `an earlier run of this flow was partly compensated on ${on} and may have left it: compare in iMIS, then mark done`;
    if (typeof end === 'object' && settles(end, step)) return undefined;
  }
  return undefined;
}

/**
 * Has a run that completed settled what older runs of its key may have left for this step? It has met what they left, and
 * ended the step well: what is found since is its own word. Not so after a correction: that may have been of another record.
 */
export function settles({ steps, operator }: Pick<Report, 'steps' | 'operator'>, step: string): boolean {
  const ofStep = steps.filter(({ name }) => name === step);
  return ofStep.length > 0 && ofStep.every(({ outcome }) => WELL.includes(outcome)) && !operator.some((act) => act.verb === 'retryWith' && act.step === step);
}

const WELL: StepOutcome[] = ['done', 'already-done', 'marked-done'];

/** The last to close comes first. One run of an id is open at a time: what closed later began after the others' end. */
async function closedRuns(client: Client, key: string): Promise<ClosedRun[]> {
  const own = Context.current().info.workflowExecution?.runId;
  const runs: ClosedRun[] = [];
  for await (const listed of client.workflow.list({ query: `WorkflowId = ${quoted(key)}` })) {
    const { runId } = listed;
    if (runId === own) continue;
    // Lists come later than what they list: a run that was terminated just now is called running there.
    const { status, closeTime } = listed.status.name === 'RUNNING' ? await client.workflow.getHandle(key, runId).describe() : listed;
    if (closeTime) runs.push({ runId, status: status.name, closedAt: closeTime });
  }
  runs.sort((one, other) => other.closedAt.getTime() - one.closedAt.getTime());
  // What completed before anything went wrong need not be read.
  while (runs.at(-1)?.status === 'COMPLETED') runs.pop();
  return runs;
}

/** The report of a run that completed, or the type of the failure it ended with. */
async function endOf(client: Client, workflowId: string, runId: string): Promise<Report | string | undefined> {
  try {
    return (await client.workflow.getHandle(workflowId, runId).result()) as Report;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    return cause instanceof ApplicationFailure ? (cause.type ?? undefined) : undefined;
  }
}
