/** Starting a flow: the same act is started once. */
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, type WorkflowIdReusePolicy } from '@temporalio/common';
import { differences } from '../workflows/contracts/differences.js';
import type { InputOf } from '../workflows/contracts/inputs.js';
import { keyPolicy } from '../workflows/contracts/keys.js';
import { FLOWS, type FlowName } from '../workflows/contracts/names.js';
import type { Report } from '../workflows/contracts/report.js';
import { inputProblems } from '../workflows/contracts/schemas/problems.js';
import { mayStartAgain, startPlan, type StartPlan } from '../workflows/contracts/start.js';
import { InputConflict, InvalidInput, NeedsALook } from './errors.js';
import { EXIT, Problem } from './problem.js';
import type { ReadingOptions } from './check-dues.js';
import { resolveHere } from './resolve.js';
import { endOf, inputOf, isNotFound, readReport, unreachable } from './runs.js';

export interface Started {
  /** The business key; of a file that only the worker can read a provisional id (`key` of the report is the right one). */
  workflowId: string;
  runId: string;
  startedAt: Date;
  /** True: this act was started before, and this is that flow. */
  earlier: boolean;
  /** The report as it stands. */
  report(): Promise<Report>;
  /** Waits for the end, over parking and restarts. The report of every verdict; a run without one throws a Problem. */
  result(): Promise<Report>;
}

/** Checks an input by its flow's schema. @throws {InvalidInput} naming every wrong member. */
export function parseInput<F extends FlowName>(flow: F, input: unknown): InputOf<F> {
  if (!FLOWS.some((one) => one === flow))
    throw new Problem(`There is no flow "${flow}".`, `Flows: ${FLOWS.join(', ')}.`, EXIT.usage);
  const problems = inputProblems(flow, input);
  if (problems.length === 0) return input as InputOf<F>;
  throw new InvalidInput(flow, problems);
}

/**
 * Starts a flow, or answers with the one that this act already has. Files that are on this machine are read first.
 * @throws {InvalidInput} before anything is started.
 * @throws {InputConflict} when the earlier flow has another input.
 * @throws {NeedsALook} when the earlier flow of a `once` key left something behind.
 */
export async function startFlow<F extends FlowName>(
  client: Client,
  flow: F,
  input: InputOf<F>,
  taskQueue: string,
  reading?: ReadingOptions,
): Promise<Started> {
  const checked = await resolveHere(flow, parseInput(flow, input), reading);
  const { searchAttributes, ...plan } = startPlan(flow, checked);
  // FAIL tells a new run from one that is there; joining it follows at once.
  const begin = async (workflowIdReusePolicy: WorkflowIdReusePolicy): Promise<Started> => {
    const { firstExecutionRunId } = await client.workflow.start(flow, {
      ...plan,
      taskQueue,
      args: [checked],
      workflowIdReusePolicy,
      workflowIdConflictPolicy: 'FAIL',
      typedSearchAttributes: searchAttributes.map(({ name, value }) => ({
        key: defineSearchAttributeKey(name, 'KEYWORD'),
        value,
      })),
    });
    return started(client, plan.workflowId, firstExecutionRunId, new Date(), false);
  };
  try {
    return await (keyPolicy(flow, checked) === 'once' ? beginOnce(client, plan, begin) : begin(plan.workflowIdReusePolicy));
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return join(client, flow, checked, plan.workflowId);
    throw unreachable(error, plan.workflowId);
  }
}

/** A key that was never used is one request; only an earlier run is looked at. */
async function beginOnce(client: Client, { workflowId, workflowIdReusePolicy }: Pick<StartPlan, 'workflowId' | 'workflowIdReusePolicy'>, begin: (policy: WorkflowIdReusePolicy) => Promise<Started>): Promise<Started> {
  try {
    return await begin('REJECT_DUPLICATE');
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await refuseLeftovers(client, workflowId);
    return await begin(workflowIdReusePolicy);
  }
}

/** The earlier flow of this key, if its input is the same. */
async function join(client: Client, flow: FlowName, input: unknown, workflowId: string): Promise<Started> {
  const { runId, startTime } = await client.workflow.getHandle(workflowId).describe();
  const members = differences(flow, await inputOf(client, workflowId, runId), input);
  if (members.length > 0) throw new InputConflict(workflowId, startTime, members);
  return started(client, workflowId, runId, startTime, true);
}

/** A partly compensated or terminated run may be started again as far as the server is concerned; not for us. */
async function refuseLeftovers(client: Client, workflowId: string): Promise<void> {
  const earlier = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw unreachable(error, workflowId);
    });
  if (!earlier || earlier.status.name === 'RUNNING') return;
  const { failed, type, report } = await endOf(client, workflowId, earlier.runId);
  const skipped = report?.steps.some((step) => step.outcome === 'skipped' || step.compensation === 'skipped');
  if (failed ? mayStartAgain(type) : !skipped) return;
  throw new NeedsALook(workflowId, earlier.startTime, report?.verdict ?? earlier.status.name.toLowerCase(), report);
}

function started(client: Client, workflowId: string, runId: string, startedAt: Date, earlier: boolean): Started {
  const result = async () => {
    const { report, message } = await endOf(client, workflowId);
    if (report) return report;
    throw new Problem(
      `${workflowId} ended without a report: ${message}`,
      'See its history in the Web UI.',
      EXIT.otherVerdict,
    );
  };
  return { workflowId, runId, startedAt, earlier, report: () => readReport(client, workflowId), result };
}
