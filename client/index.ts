/** Duesflow for other services: start flows by business key, follow them, decide on parked ones. */
import type { Client } from '@temporalio/client';
import type { InputOf } from '../workflows/contracts/inputs.js';
import { businessKey } from '../workflows/contracts/keys.js';
import { TASK_QUEUE, type FlowName, type Verb } from '../workflows/contracts/names.js';
import type { Report } from '../workflows/contracts/report.js';
import { listFlows, type Listed, type ListFilter } from './list.js';
import { repair, repairWhere, type Decision, type Many, type ManyResult } from './operate.js';
import { readReport } from './runs.js';
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
  repair(workflowId: string, verb: Verb, decision: Decision): Promise<string>;
  repairWhere(query: string, verb: Verb, options: Many): AsyncIterable<ManyResult>;
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
    repair: (workflowId, verb, decision) => repair(client, workflowId, verb, decision),
    repairWhere: (query, verb, options) => repairWhere(client, query, verb, options),
  };
}

/** The business key of an input, which is its flow's workflow id. @throws {InvalidInput} */
export const keyOf = <F extends FlowName>(flow: F, input: InputOf<F>): string =>
  businessKey(flow, parseInput(flow, input));

export { connect, type ConnectOptions } from './connect.js';
export { InputConflict, InvalidInput, NeedsALook } from './errors.js';
export { Problem } from './problem.js';
export { ensureTemporal } from './temporal/ensure.js';
export { startDevServer, type DevServer } from './temporal/dev-server.js';
export type { Decision, Listed, ListFilter, Many, ManyResult, Started };
export type { InputOf, Payment } from '../workflows/contracts/inputs.js';
export type { FlowName, Verb } from '../workflows/contracts/names.js';
export type { Report } from '../workflows/contracts/report.js';
