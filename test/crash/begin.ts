/** The beginning of every run: the records, what the API does in all runs of the script, the start. */
import { businessKey } from '../../workflows/contracts/keys.js';
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { defaultSwitches } from '../simulator/index.js';
import { requestsOf } from './calls.js';
import type { Lane } from './lane.js';
import type { Script } from './scripts/script.js';

/** Patience, settle times and takeovers together stay below it. */
export const BOUND_MS = 60_000;

/** A tenant as if the case before had not been, and the records of the script. */
export async function arrange({ sim, tenant, folder, dataDir }: Lane, script: Script): Promise<AnyInput> {
  sim.faults.clear();
  Object.assign(sim.switches, defaultSwitches);
  return await script.arrange({ sim, tenant: tenant.name, folder, dataDir });
}

/** After the fault of the case, so that the fault comes first. */
export function standing({ sim }: Lane, { standing: rule }: Script): void {
  if (rule) sim.faults.add({ ...requestsOf(rule.call), times: 0 }, rule.fault);
}

export const idOf = ({ flow }: Script, input: AnyInput): string => businessKey<FlowName>(flow, input);

export async function start(lane: Lane, script: Script, input: AnyInput): Promise<string> {
  const workflowId = idOf(script, input);
  await lane.client.workflow.start(script.flow, { workflowId, taskQueue: lane.taskQueue, args: [input] });
  return workflowId;
}
