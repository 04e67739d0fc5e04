/** Activities of the flows themselves, on the flows' own queue: they call no membership API. */
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { startOrJoin } from './start-or-join.js';
import { assertInput } from './validate.js';

export interface FlowActivities {
  /** Throws InvalidInput naming each wrong member. */
  validateInput(flow: FlowName, input: unknown): Promise<void>;
  startOrJoin<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report>;
}

export function createFlowActivities(taskQueue: string): FlowActivities {
  return {
    validateInput: async (flow, input) => assertInput(flow, input),
    startOrJoin: (flow, input) => startOrJoin(taskQueue, flow, input),
  };
}
