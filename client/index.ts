/** Duesflow for other services: start flows by business key, follow them, decide on parked ones. */
import type { Client } from '@temporalio/client';
import type { AuditInput, AuditResult } from '../workflows/contracts/audit.js';
import type { InputOf } from '../workflows/contracts/inputs.js';
import { TASK_QUEUE, type FlowName, type Verb } from '../workflows/contracts/names.js';
import type { Report } from '../workflows/contracts/report.js';
import { startAudit, type StartedAudit } from './audit.js';
import { readInbox, type Inbox, type InboxOptions } from './inbox/inbox.js';
import { listFlows, type Listed, type ListFilter } from './list.js';
import { repair, repairWhere, type Decision, type Many, type ManyResult } from './operate.js';
import { readReport } from './runs.js';
import { createSchedules, type Schedules } from './schedules.js';
import { knownKey, readKey as readKeyOf } from './resolve.js';
import { parseInput, startFlow, type Started } from './start.js';

export interface DuesflowOptions {
  client: Client;
  /** Queue of the flows; default DUESFLOW_TASK_QUEUE, else `duesflow`. */
  taskQueue?: string;
}

export interface Duesflow {
  /** Starts a flow, or answers with the earlier one of the same act. Throws InvalidInput, InputConflict, NeedsALook. */
  start<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Started>;
  /** Starts it and waits for its report, whatever the verdict; while it is parked, this waits. */
  execute<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report>;
  report(workflowId: string): Promise<Report>;
  list(filter?: ListFilter): AsyncIterable<Listed>;
  /** The parked flows, each with what is unknown, what to check and which verb fits. */
  inbox(options?: InboxOptions): Promise<Inbox>;
  repair(workflowId: string, verb: Verb, decision: Decision): Promise<string>;
  repairWhere(query: string, verb: Verb, options: Many): AsyncIterable<ManyResult>;
  /** Starts a comparison of closed flows' reports with the records of today. Throws InvalidInput. */
  startAudit(input?: AuditInput): Promise<StartedAudit>;
  /** Starts it and waits for what it finds. */
  audit(input?: AuditInput): Promise<AuditResult>;
  /** Scheduled renewal runs and audits. */
  schedules: Schedules;
}

export function createDuesflow({
  client,
  taskQueue = process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE,
}: DuesflowOptions): Duesflow {
  return {
    start: (flow, input) => startFlow(client, flow, input, taskQueue),
    execute: async (flow, input) => await (await startFlow(client, flow, input, taskQueue)).result(),
    report: (workflowId) => readReport(client, workflowId),
    list: (filter) => listFlows(client, filter),
    inbox: (options) => readInbox(client, options),
    repair: (workflowId, verb, decision) => repair(client, workflowId, verb, decision),
    repairWhere: (query, verb, options) => repairWhere(client, query, verb, options),
    startAudit: (input = {}) => startAudit(client, input, taskQueue),
    audit: async (input = {}) => await (await startAudit(client, input, taskQueue)).result(),
    schedules: createSchedules(client, taskQueue),
  };
}

/**
 * The business key of an input, which is its flow's workflow id. Of files and rules only `readKey` can tell it.
 * @throws {InvalidInput}
 */
export const keyOf = <F extends FlowName>(flow: F, input: InputOf<F>): string =>
  knownKey(flow, parseInput(flow, input));

/** The same, after reading the rows, the parties or the day that it is made of. @throws {InvalidInput} */
export const readKey = async <F extends FlowName>(flow: F, input: InputOf<F>): Promise<string> =>
  await readKeyOf(flow, parseInput(flow, input));

export { connect, type ConnectOptions } from './connect.js';
export { BadRows, InputConflict, InvalidInput, NeedsALook } from './errors.js';
export { checkDues } from './check-dues.js';
export { Problem } from './problem.js';
export { ensureTemporal } from './temporal/ensure.js';
export { startDevServer, type DevServer } from './temporal/dev-server.js';
export type { Calendar, NewAuditSchedule, NewSchedule, Period, ScheduledRun, Schedules, ScheduleView } from './schedules.js';
export type { AuditInput, AuditResult, StartedAudit };
export type { InboxEntry } from './inbox/entry.js';
export type { Decision, Inbox, InboxOptions, Listed, ListFilter, Many, ManyResult, Started };
export type { InputOf, Payment } from '../workflows/contracts/inputs.js';
export type { FlowName, Verb } from '../workflows/contracts/names.js';
export type { Report } from '../workflows/contracts/report.js';
