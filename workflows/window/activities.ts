/** The window's activities: on the flows' own queue, no call to an API. */
import { proxyActivities } from '@temporalio/workflow';
import type { WindowActivities } from '../../activities/flows/window.js';

const retry = { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 } as const;

export const { appendPackages, appendMembers, appendUnbegun, readParties, findFlow } = proxyActivities<WindowActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 s',
  retry,
});

/** Waits by retries, which add no history, and rarer as time goes by: a person may need days. */
export const { awaitFlows } = proxyActivities<WindowActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', maximumInterval: '1 minute', backoffCoefficient: 1.5 },
  summary: 'wait for flows that a person must see to',
});
