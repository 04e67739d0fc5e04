/** How far a flow of many flows is: asked of its window, of visibility, and of what it waits for. */
import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { PROGRESS_QUERY, windowId, type FlowName } from '../workflows/contracts/names.js';
import type { WindowProgress } from '../workflows/contracts/window.js';
import { failureText } from './failure-text.js';
import { listFlows } from './list.js';

/** Flows that start a flow for each of many. */
export const isLong = (flow: FlowName): boolean => flow === 'importDues' || flow === 'runRenewals';

/** Counts of the window of a flow; undefined before it begins, and when no worker answers. */
export async function windowProgress(client: Client, key: string, timeoutMs = 5_000): Promise<WindowProgress | undefined> {
  const handle = client.workflow.getHandle(windowId(key));
  try {
    return await client.withDeadline(Date.now() + timeoutMs, () => handle.query<WindowProgress>(PROGRESS_QUERY));
  } catch {
    return undefined;
  }
}

const childrenOf = (key: string): string => `ParentWorkflowId = "${windowId(key).replace(/["\\]/g, '\\$&')}"`;

/** A flow that a person must see to, so that the whole can come to its end. */
export interface Waiting {
  workflowId: string;
  /** Where it is parked; unknown of one that runs under another's hand. */
  step?: string;
}

/** Parked children of a flow's window, and flows of others that it waits for. Visibility follows within a second. */
export async function waitingFlows(client: Client, key: string, progress?: WindowProgress): Promise<Waiting[]> {
  const found = new Map<string, Waiting>((progress?.waiting ?? []).map(({ workflowId }) => [workflowId, { workflowId }]));
  for await (const { workflowId, step } of listFlows(client, { state: 'parked', query: childrenOf(key) }))
    found.set(workflowId, { workflowId, ...(step !== undefined && { step }) });
  return [...found.values()];
}

/** Does every flow that the window has open wait for a person? Packages go in order: then nothing moves any more. */
export async function allOpenWait(client: Client, key: string): Promise<boolean> {
  const open = `${childrenOf(key)} AND ExecutionStatus = "Running"`;
  const [{ count: all }, { count: parked }] = await Promise.all([
    client.workflow.count(open),
    client.workflow.count(`${open} AND SagaState = "parked"`),
  ]);
  return parked > 0 && all === parked;
}

/** The last word of what a flow waits for: a status it polls, or rows it has read. Undefined when there is none. */
export async function pendingWord(client: Client, workflowId: string, unit = 'rows'): Promise<string | undefined> {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  for (const { heartbeatDetails, lastFailure } of raw.pendingActivities ?? []) {
    const [details] = await decodeArrayFromPayloads(client.options.loadedDataConverter, heartbeatDetails?.payloads);
    const { rows } = (details ?? {}) as { rows?: unknown };
    if (typeof rows === 'number') return `${rows} ${unit} so far`;
    const word = await failureText(client, lastFailure);
    if (word) return word;
  }
  return undefined;
}
