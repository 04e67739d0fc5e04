/** The window's activities: on the flows' own queue, no call to an API. */
import { proxyActivities } from '@temporalio/workflow';
import type { WindowActivities } from '../../activities/flows/window.js';

const retry = { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 } as const;

const toDo = (summary: string) => proxyActivities<WindowActivities>({ startToCloseTimeout: '2 minutes', heartbeatTimeout: '30 s', retry, summary });

export const { appendPackages, appendMembers, appendUnbegun } = toDo('write results into the file');
export const { readParties } = toDo('read who comes next');
export const { findFlow } = toDo('how did the flow that was there before end?');

/** Waits by retries, which add no history, and rarer as time goes by: a person may need days. */
export const { awaitFlows } = proxyActivities<WindowActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', maximumInterval: '1 minute', backoffCoefficient: 1.5 },
  summary: 'wait for flows that a person must see to',
});
