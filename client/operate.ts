/** Operating on flows that are there: list them, decide on parked ones. */
import { WorkflowUpdateFailedError, type Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verb } from '../workflows/contracts/names.js';
import { EXIT, messageOf, Problem } from './problem.js';
import { listFlows, type Listed } from './list.js';
import { isNotFound, unreachable } from './runs.js';

/** A person's decision on a parked step; `by` and `why` are kept in the report. */
export interface Decision {
  by: string;
  why: string;
  /** Name of the parked step: refused when the flow is parked elsewhere by now. */
  step?: string;
  /** Corrected members (`retryWith`), or what later steps need (`skip`). */
  input?: Record<string, unknown>;
  /** Id or reference under which the record can be found (`markDone`). */
  ref?: string;
  /** The same id is carried out once; default random. */
  updateId?: string;
}

/** A worker that runs takes an Update within this time. */
const ACCEPT_MS = 15_000;
/** `markDone` looks at the API's records before it answers. */
const CARRY_OUT_MS = 180_000;

/**
 * Sends an operator's verb to a parked flow and returns what the flow answers.
 * @throws {Problem} exit code 2 when the flow refuses it, with its reason; 5 when no worker takes it.
 */
export async function repair(client: Client, workflowId: string, verb: Verb, decision: Decision): Promise<string> {
  const { updateId = randomUUID(), ...args } = decision;
  const handle = client.workflow.getHandle(workflowId);
  try {
    const update = await client.withDeadline(Date.now() + ACCEPT_MS, () =>
      handle.startUpdate<string, [typeof args]>(verb, { args: [args], updateId, waitForStage: 'ACCEPTED' }),
    );
    return await client.withDeadline(Date.now() + CARRY_OUT_MS, () => update.result());
  } catch (error) {
    throw repairProblem(error, workflowId, verb);
  }
}

/**
 * What a flow said to a decision of this id before, or undefined when it was never taken.
 * @throws {Problem} when the flow had taken it and could not carry it out, as `repair` did.
 */
export async function earlierAnswer(client: Client, workflowId: string, updateId: string): Promise<string | undefined> {
  const update = client.workflow.getHandle(workflowId).getUpdateHandle<string>(updateId);
  try {
    return await client.withDeadline(Date.now() + ACCEPT_MS, () => update.result());
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw repairProblem(error, workflowId, 'It');
    return undefined;
  }
}

function repairProblem(error: unknown, workflowId: string, verb: Verb | 'It'): Problem {
  const see = `\`duesflow report ${workflowId}\` shows where it stands and which verbs fit.`;
  if (error instanceof WorkflowUpdateFailedError) {
    return new Problem(`${verb} was refused: ${messageOf(error.cause ?? error)}`, see, EXIT.usage, error);
  }
  if (isNotFound(error))
    return new Problem(`${workflowId} is not open: there is nothing to decide.`, see, EXIT.usage, error);
  if ((error as Error).name === 'WorkflowUpdateRPCTimeoutOrCancelledError') {
    const cure = `Is a worker running? The same --update-id may be sent again safely. ${see}`;
    return new Problem(`No worker took ${verb} for ${workflowId} in time.`, cure, EXIT.unreachable, error);
  }
  return unreachable(error, workflowId);
}

export interface Many extends Decision {
  /** Only say which flows are meant. */
  dryRun?: boolean;
  /** Default 5. */
  ratePerSecond?: number;
}

export interface ManyResult {
  workflowId: string;
  step: string;
  outcome: 'would' | 'done' | 'refused';
  message: string;
}

/**
 * One verb for every parked flow that a visibility query finds, such as `PartyId = "7"`. One refusal does not stop the
 * others.
 */
export async function* repairWhere(
  client: Client,
  query: string,
  verb: Verb,
  options: Many,
): AsyncIterable<ManyResult> {
  const { dryRun = false, ratePerSecond = 5, updateId = randomUUID(), ...decision } = options;
  // Found first, decided afterwards: a flow that parks again meanwhile is not decided twice.
  const parked: Listed[] = [];
  for await (const flow of listFlows(client, { state: 'parked', query })) parked.push(flow);
  for (const { workflowId, step = '' } of parked) {
    if (dryRun) {
      yield { workflowId, step, outcome: 'would', message: `${verb} at "${step}"` };
      continue;
    }
    const pause = sleep(1000 / ratePerSecond);
    try {
      const message = await repair(client, workflowId, verb, { ...decision, ...(step && { step }), updateId });
      yield { workflowId, step, outcome: 'done', message };
    } catch (error) {
      if (!(error instanceof Problem) || error.exitCode === EXIT.unreachable) throw error;
      yield { workflowId, step, outcome: 'refused', message: error.message };
    }
    await pause;
  }
}
