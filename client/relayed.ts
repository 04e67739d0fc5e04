/** A run under another id than its business key hands the work on to the flow of that key (workflows/saga/key.ts). */
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { InputOf } from '../workflows/contracts/inputs.js';
import { businessKey } from '../workflows/contracts/keys.js';
import type { FlowName } from '../workflows/contracts/names.js';

/** The activity with which it does so; its input is the flow and what was read. */
const HANDS_ON = 'startOrJoin';

/** The business key that a run has handed on to; undefined while it still reads, or when it never did. */
export async function relayedTo(client: Client, workflowId: string, runId?: string): Promise<string | undefined> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId, ...(runId && { runId }) },
  });
  const scheduled = history?.events?.map(({ activityTaskScheduledEventAttributes: activity }) => activity);
  const payloads = scheduled?.find((activity) => activity?.activityType?.name === HANDS_ON)?.input?.payloads;
  if (!payloads) return undefined;
  const [flow, input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  return businessKey(flow as FlowName, input as InputOf<FlowName>);
}
