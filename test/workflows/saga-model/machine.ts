/**
 * A workflow run in the SDK's own runtime (its sandbox, its scopes, its handling of Updates and replays) without a server: the
 * tasks that a server would give are made here. The module is internal to the SDK, whose version package.json pins.
 */
import { createRequire } from 'node:module';
import { defaultFailureConverter, defaultPayloadConverter, TypedSearchAttributes, type Payload } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { coresdk } from '@temporalio/proto';
import type { Workflow, WorkflowCreator } from '@temporalio/worker/lib/workflow/interface.js';
import type * as WorkerModule from '@temporalio/worker/lib/worker.js';
import type * as ReusableVm from '@temporalio/worker/lib/workflow/reusable-vm.js';
import type * as VmShared from '@temporalio/worker/lib/workflow/vm-shared.js';
import { FLOW } from './bundle.js';

const require = createRequire(import.meta.url);
type Job = coresdk.workflow_activation.IWorkflowActivationJob;
export type Command = coresdk.workflow_commands.IWorkflowCommand;

export const toPayload = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
export const fromPayload = (payload: unknown): unknown => defaultPayloadConverter.fromPayload(payload as Payload);
export const failureOf = (error: Error) => defaultFailureConverter.errorToFailure(error, defaultPayloadConverter);

export async function openRuntime(code: string): Promise<WorkflowCreator> {
  const { ReusableVMWorkflowCreator } = require('@temporalio/worker/lib/workflow/reusable-vm.js') as typeof ReusableVm;
  const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared.js') as typeof VmShared;
  const { parseWorkflowCode } = require('@temporalio/worker/lib/worker.js') as typeof WorkerModule;
  // They note the stack of every promise, for a query that is not asked here.
  globalHandlers.installed = true;
  return await ReusableVMWorkflowCreator.create(parseWorkflowCode(code), 60_000, new Set());
}

let runs = 0;

/** One run. Its tasks are kept, so that it can be played again. */
export class Machine {
  private readonly runId = `run-${(runs += 1)}`;
  private readonly creator: WorkflowCreator;
  private readonly workflowId: string;
  private workflow!: Workflow;
  private readonly past: { at: number; jobs: Job[]; commands: string }[] = [];
  private time = 1_000_000;

  constructor(creator: WorkflowCreator, workflowId: string) {
    this.creator = creator;
    this.workflowId = workflowId;
  }

  async begin(input: unknown): Promise<Command[]> {
    await this.create();
    const { workflowId } = this;
    const start = { workflowType: FLOW, workflowId, arguments: [toPayload(input)], attempt: 1, startTime: msToTs(this.time), firstExecutionRunId: this.runId };
    return await this.task([{ initializeWorkflow: start }]);
  }

  /** One workflow task. What a validator refuses leaves no trace in a history, and is not played again. */
  async task(jobs: Job[]): Promise<Command[]> {
    this.time += 10;
    const commands = await this.activate(this.workflow, this.time, jobs, false);
    const refused = new Set(commands.flatMap(({ updateResponse }) => (updateResponse?.rejected && !this.accepted.has(updateResponse.protocolInstanceId!) ? [updateResponse.protocolInstanceId] : [])));
    for (const { updateResponse } of commands) if (updateResponse?.accepted) this.accepted.add(updateResponse.protocolInstanceId!);
    const kept = jobs.filter(({ doUpdate }) => !doUpdate || !refused.has(doUpdate.protocolInstanceId)).map(({ doUpdate, ...job }) => (doUpdate ? { doUpdate: { ...doUpdate, runValidator: false } } : job));
    // What was patched is told to a replay before it comes there.
    kept.unshift(...commands.flatMap(({ setPatchMarker }) => (setPatchMarker ? [{ notifyHasPatch: { patchId: setPatchMarker.patchId! } }] : [])));
    if (kept.length > 0) this.past.push({ at: this.time, jobs: kept, commands: textOf(commands.filter(({ updateResponse }) => !refused.has(updateResponse?.protocolInstanceId))) });
    return commands;
  }

  private readonly accepted = new Set<string>();

  async query(queryType: string): Promise<unknown> {
    const done = await this.activate(this.workflow, this.time, [{ queryWorkflow: { queryId: queryType, queryType, arguments: [] } }], false);
    const { succeeded, failed } = done[0]!.respondToQuery!;
    if (!succeeded) throw new Error(`${queryType}: ${failed?.message}`);
    return fromPayload(succeeded.response);
  }

  /** Forgets the run and plays its tasks again. Answers where the commands differ. */
  async replay(): Promise<string[]> {
    await this.workflow.dispose();
    await this.create();
    const wrong: string[] = [];
    for (const { at, jobs, commands } of this.past) {
      const again = textOf(await this.activate(this.workflow, at, jobs, true));
      if (again !== commands) wrong.push(`a replay commands ${again}, not ${commands}`);
    }
    return wrong;
  }

  async close(): Promise<void> {
    await this.workflow.dispose();
  }

  private async activate(workflow: Workflow, at: number, jobs: Job[], isReplaying: boolean): Promise<Command[]> {
    const { successful, failed } = await workflow.activate(
      coresdk.workflow_activation.WorkflowActivation.fromObject({ runId: this.runId, timestamp: msToTs(at), isReplaying, historyLength: this.past.length, jobs }),
    );
    if (failed) throw new Error(`the task failed: ${failed.failure?.message}\n${failed.failure?.stackTrace}`);
    return successful?.commands ?? [];
  }

  private async create(): Promise<void> {
    const { runId, workflowId } = this;
    const startTime = new Date(1_000_000);
    const ids = { workflowId, runId, firstExecutionRunId: runId, originalExecutionRunId: runId, workflowType: FLOW, taskQueue: 'model', namespace: 'default' };
    const sizes = { attempt: 1, historyLength: 0, historySize: 0, continueAsNewSuggested: false, startTime, runStartTime: startTime };
    const info = { ...ids, ...sizes, searchAttributes: {}, typedSearchAttributes: new TypedSearchAttributes([]), unsafe: { now: () => 0, isReplaying: false, isReplayingHistoryEvents: false } };
    this.workflow = await this.creator.createWorkflow({ info: info as never, randomnessSeed: [1, 2, 3, 4], now: 1_000_000, showStackTraceSources: false });
  }
}

const textOf = (commands: Command[]): string => JSON.stringify(commands, (_key, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value));
