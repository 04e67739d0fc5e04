/** A world's stage without a server. */
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface.js';
import { EFFECTS_QUERY, FAILURE, REPORT_QUERY } from '../../../workflows/contracts/names.js';
import type { Call } from '../../../workflows/contracts/reply.js';
import type { Report } from '../../../workflows/contracts/report.js';
import type { Answer } from './api.js';
import { failureOf, fromPayload, Machine, toPayload, type Command } from './machine.js';
import type { FlowPlan } from './scenario.js';
import type { Batch, Delivered, Seen, Stage } from './stage.js';

const INPUT = { partyId: '1', itemId: 'REG', beginDate: '2026-01-01' };

export class Offline implements Stage {
  private readonly machine: Machine;
  private readonly plan: FlowPlan;
  private call: { seq: number; call: Call } | undefined;
  private closed: Extract<Seen, { at: 'closed' }> | undefined;
  private updates = 0;

  constructor(creator: WorkflowCreator, plan: FlowPlan) {
    this.machine = new Machine(creator, 'purchaseSubscription:default:1:REG:2026-01-01');
    this.plan = plan;
  }

  async begin(): Promise<Seen> {
    this.take(await this.machine.begin({ ...INPUT, plan: this.plan }));
    return await this.seen();
  }

  async deliver({ words, cancel, answer }: Batch): Promise<Delivered> {
    const sent = words.map(({ verb, said }) => {
      const id = `update-${(this.updates += 1)}`;
      return { id, protocolInstanceId: id, name: verb, input: [toPayload(said)], runValidator: true, headers: {}, meta: { identity: 'model', updateId: id } };
    });
    const seq = this.call?.seq;
    const commands = await this.machine.task([
      ...sent.map((doUpdate) => ({ doUpdate })),
      ...(cancel ? [{ cancelWorkflow: { reason: 'asked for' } }] : []),
      ...(answer !== undefined ? [{ resolveActivity: { seq: seq!, result: resultOf(answer) } }] : []),
    ]);
    if (answer !== undefined) this.call = undefined;
    this.take(commands);
    const accepted = new Set(commands.flatMap(({ updateResponse }) => (updateResponse?.accepted ? [updateResponse.protocolInstanceId] : [])));
    return { seen: await this.seen(), taken: sent.map(({ id }) => accepted.has(id)) };
  }

  evict = async (): Promise<string[]> => await this.machine.replay();
  close = async (): Promise<void> => await this.machine.close();

  private take(commands: Command[]): void {
    for (const { scheduleActivity, completeWorkflowExecution, failWorkflowExecution } of commands) {
      if (scheduleActivity) this.call = { seq: scheduleActivity.seq!, call: fromPayload(scheduleActivity.arguments![0]) as Call };
      if (completeWorkflowExecution) this.closed = { at: 'closed', report: fromPayload(completeWorkflowExecution.result) as Report };
      const failed = failWorkflowExecution?.failure?.applicationFailureInfo;
      if (failed) this.closed = { at: 'closed', report: fromPayload(failed.details!.payloads![0]) as Report, failure: failed.type! };
    }
  }

  private async seen(): Promise<Seen> {
    if (this.closed) return this.closed;
    if (this.call) return { at: 'call', call: this.call.call };
    const [report, effects] = [await this.machine.query(REPORT_QUERY), await this.machine.query(EFFECTS_QUERY)];
    return { at: 'parked', report: report as Report, effects: effects as string[] };
  }
}

function resultOf(answer: Answer) {
  if (typeof answer !== 'string') return { completed: { result: toPayload(answer) } };
  const failure = failureOf(answer === 'fails' ? new Error('the worker was lost') : ApplicationFailure.nonRetryable('colour: is none', FAILURE.invalidInput));
  return { failed: { failure: { message: 'Activity task failed', cause: failure, activityFailureInfo: { activityType: { name: 'act' }, activityId: '1' } } } };
}
