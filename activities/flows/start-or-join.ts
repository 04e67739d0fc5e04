/** A run under another id than its key starts the right flow, or joins the one that runs or has ended. */
import { Context } from '@temporalio/activity';
import { WorkflowExecutionAlreadyStartedError, WorkflowFailedError, type Client, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory, defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { differences } from '../../workflows/contracts/differences.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { FAILURE, RETRY, type FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { startPlan } from '../../workflows/contracts/start.js';
import { assertInput } from './validate.js';

/** One attempt waits this long for the end of the flow; waiting by retries adds no history. */
const WAIT_MS = 50_000;

export async function startOrJoin<F extends FlowName>(taskQueue: string, flow: F, input: InputOf<F>): Promise<Report> {
  assertInput(flow, input);
  const { client } = Context.current();
  const handle = await start(client, taskQueue, flow, input);
  const differing = differences(flow, await inputOf(client, handle), input);
  if (differing.length > 0)
    throw ApplicationFailure.nonRetryable(`the flow ${handle.workflowId} runs or ran with another ${differing.join(', ')}`, FAILURE.inputConflict);
  return await outcomeOf(handle);
}

async function start<F extends FlowName>(client: Client, taskQueue: string, flow: F, input: InputOf<F>): Promise<WorkflowHandle> {
  const { workflowId, searchAttributes, ...plan } = startPlan(flow, input);
  const pairs = searchAttributes.map(({ name, value }) => ({ key: defineSearchAttributeKey(name, SearchAttributeType.KEYWORD), value }));
  try {
    return await client.workflow.start(flow, {
      ...plan,
      workflowId,
      taskQueue,
      args: [input],
      typedSearchAttributes: new TypedSearchAttributes(pairs),
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return client.workflow.getHandle(workflowId);
    throw error;
  }
}

/** The input a flow was started with. */
export async function inputOf(client: Client, handle: WorkflowHandle): Promise<unknown> {
  const { events } = await client.workflow.getHandle(handle.workflowId).fetchHistory();
  const payloads = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads ?? []);
  return input;
}

async function outcomeOf(handle: WorkflowHandle): Promise<Report> {
  const waiting = new Promise<'waiting'>((resolve) => setTimeout(resolve, WAIT_MS, 'waiting').unref());
  const beating = setInterval(() => Context.current().heartbeat(), 5_000);
  try {
    const ended = await Promise.race([handle.result() as Promise<Report>, waiting]);
    if (ended !== 'waiting') return ended;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    if (cause instanceof ApplicationFailure)
      throw ApplicationFailure.create({ ...(cause.type && { type: cause.type }), message: cause.message, details: cause.details ?? [], nonRetryable: true });
    throw ApplicationFailure.nonRetryable(`the flow ${handle.workflowId} ended without a report: ${error.message}`, FAILURE.partlyCompensated);
  } finally {
    clearInterval(beating);
  }
  throw ApplicationFailure.create({
    type: RETRY.busy,
    message: `the flow ${handle.workflowId} has not ended yet`,
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: '1 s',
  });
}
