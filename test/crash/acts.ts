/** What people and other flows do at a call of the flow. */
import type { Client } from '@temporalio/client';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { AnyInput, InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { isWrite, labelOf, type CallOfScript } from './calls.js';
import { familyOf, terminateRun } from './kin.js';
import type { Lane } from './lane.js';
import { isRefused, type Script } from './scripts/script.js';

/** The flow that an act comes to. */
export interface Around {
  lane: Lane;
  script: Script;
  input: AnyInput;
  workflowId: string;
}

/** A flow that was started beside the one of the case. */
export interface Rival {
  workflowId: string;
  input: AnyInput;
}

/** Comes while the request of a call waits. */
export interface Act {
  name: string;
  /** Does it fit this call? `calls`: those of the whole run. */
  fits(call: CallOfScript, calls: CallOfScript[]): boolean;
  /** Does it, and answers with the flows it has started. */
  act(around: Around): Promise<Rival[]>;
  /** It starts no flow beside the one of the case. */
  alone?: true;
  /** It comes while the effect of this call is on its way, too: an event of several parts. */
  whileLate?(call: CallOfScript): boolean;
}

const ALWAYS = (): boolean => true;

const BEFORE_RIVALS: Act[] = [
  {
    name: 'cancel',
    fits: ALWAYS,
    async act({ lane, workflowId }) {
      await lane.client.workflow.getHandle(workflowId).cancel();
      return [];
    },
  },
  {
    // The same act under another workflow id.
    name: 'second-start',
    fits: ALWAYS,
    act: async ({ lane, script, input, workflowId }) => [await startRival(lane, script.flow, input, `again-${workflowId}`)],
  },
];

const RESETS: Act[] = [
  { name: 'activity-reset', fits: isWrite, act: async ({ lane, workflowId }) => (await resetActivity(lane.client, workflowId), []) },
  { name: 'workflow-reset', fits: isWrite, act: async ({ lane, workflowId }) => (await resetWorkflow(lane.client, workflowId), []) },
];

/**
 * Somebody terminates the flow in the Web UI and starts it again, with the same id and input. Before the change alone: it is made
 * all the same, and the old attempt ends as it would, unheard; after the change there is nothing else to be seen. At a read
 * it leaves behind what earlier steps made, and while a write is landing what no look shows yet. A flow with kin is terminated itself,
 * which is what is asked for and what a person sees first; its kin go on and must be found by their keys.
 *
 * Not on the way back: what is undone by half bears no mark, and no look can know it from what stood before. There the
 * records are put right by hand before the flow is started again (docs/operations.md).
 */
const terminateAndStart = (ofScript: Script): Act => ({
  name: 'terminate-and-start',
  fits: (call, calls) => call.k <= (calls.find((one) => isRefused(ofScript, labelOf(one)))?.k ?? Infinity),
  alone: true,
  whileLate: (call) => isWrite(call) && (!ofScript.standing || labelOf(call) in ofScript.roles),
  async act({ lane, script, input, workflowId }) {
    await terminateRun(lane.client, workflowId);
    await lane.client.workflow.start(script.flow, { workflowId, taskQueue: lane.taskQueue, args: [input] });
    return [];
  },
});

/** Of a flow with kin an own reset says nothing: the call is made by another. */
const resetsOf = ({ kin }: Script): Act[] => RESETS.filter(({ name }) => !kin || name === 'activity-reset');

/** All that may come to a script. */
export const actsOf = (script: Script): Act[] => [...BEFORE_RIVALS, ...script.acts, terminateAndStart(script), ...resetsOf(script)];

/** Starts a flow, under its business key unless another id is given. */
export async function startRival<F extends FlowName>(lane: Lane, flow: F, input: InputOf<F>, id?: string): Promise<Rival> {
  const workflowId = id ?? businessKey(flow, input);
  await lane.client.workflow.start(flow, {
    workflowId,
    taskQueue: lane.taskQueue,
    args: [input],
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  return { workflowId, input };
}

const at = (workflowId: string) => ({ namespace: 'default', execution: { workflowId } });

/** The activity that runs: the flow's own, or that of a flow it has started. */
async function resetActivity(client: Client, workflowId: string): Promise<void> {
  for (const one of await familyOf(client, workflowId)) {
    const { raw } = await client.workflow.getHandle(one).describe();
    const id = raw.pendingActivities?.[0]?.activityId;
    if (!id) continue;
    await client.workflowService.resetActivity({ ...at(one), id, resetHeartbeat: true });
    return;
  }
}

/** Back to the last workflow task: the activity that runs is asked for anew, the old one is forgotten. */
async function resetWorkflow(client: Client, workflowId: string): Promise<void> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const tasks = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId },
    reason: 'crash matrix',
    workflowTaskFinishEventId: tasks.at(-1)!.eventId!,
    requestId: `reset-${workflowId}`,
  });
}
