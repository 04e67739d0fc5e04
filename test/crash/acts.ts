/** What people and other flows do at a call of the flow. */
import type { Client } from '@temporalio/client';
import { businessKey } from '../../workflows/contracts/keys.js';
import type { EnrolMember, InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { isWrite, type CallOfScript } from './calls.js';
import type { Lane } from './lane.js';

/**
 * `second-start`: the same act under another workflow id. `rival-purchase`, `rival-payment`: another flow for the same
 * party and item, or for the same invoice. `staff-payment`: the office pays the invoice. All come while the
 * request waits.
 */
export const ACTS = [
  'cancel',
  'second-start',
  'rival-purchase',
  'rival-payment',
  'staff-payment',
  'activity-reset',
  'workflow-reset',
] as const;
export type Act = (typeof ACTS)[number];

/** A flow that was started beside the one of the case. */
export interface Rival {
  workflowId: string;
  input: EnrolMember | InputOf<'purchaseSubscription'> | InputOf<'payInvoice'>;
}

/** Before the bill there is no invoice to be paid by others; resets matter where something is changed. */
export function actsOf(call: CallOfScript, afterBill: boolean): Act[] {
  return ACTS.filter((act) => {
    if (act === 'rival-payment' || act === 'staff-payment') return afterBill && call.entity !== 'GroupMember';
    return act.endsWith('reset') ? isWrite(call) : true;
  });
}

/** Does it, and answers with the flows it has started. */
export async function doAct(lane: Lane, act: Act, workflowId: string, input: EnrolMember): Promise<Rival[]> {
  const { client, sim } = lane;
  const { tenant, partyId, itemId, beginDate, payment } = input;
  const open = sim.world
    .invoicesOf(partyId)
    .find((one) => one.lines.some((line) => line.itemId === itemId && line.balance.gt(0)));
  switch (act) {
    case 'cancel':
      await client.workflow.getHandle(workflowId).cancel();
      return [];
    case 'second-start':
      return [await start(lane, 'enrolMember', input, `again-${workflowId}`)];
    case 'rival-purchase':
      return [await start(lane, 'purchaseSubscription', { tenant, partyId, itemId, beginDate, payment })];
    case 'rival-payment': {
      if (!open) return [];
      return [
        await start(lane, 'payInvoice', {
          tenant,
          partyId,
          invoiceId: open.invoiceId,
          payment: { methodId: 'CASH', type: 'Cash' },
        }),
      ];
    }
    case 'staff-payment':
      if (open) sim.staff.payInvoice(open.invoiceId, 'DESK');
      return [];
    case 'activity-reset':
      await resetActivity(client, workflowId);
      return [];
    case 'workflow-reset':
      await resetWorkflow(client, workflowId);
      return [];
  }
}

async function start<F extends FlowName>(
  lane: Lane,
  flow: F,
  input: InputOf<F> & Rival['input'],
  id?: string,
): Promise<Rival> {
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

async function resetActivity(client: Client, workflowId: string): Promise<void> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  const id = raw.pendingActivities?.[0]?.activityId;
  if (id) await client.workflowService.resetActivity({ ...at(workflowId), id, resetHeartbeat: true });
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
