/** For which flow does a run wait, because that one holds its billing cycle? (workflows/saga/lock.ts) */
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { failureText } from '../failure-text.js';

/** The activity that waits for a lock; its last failure names the holder (activities/flows/lock.ts). */
const WAITS = 'awaitRelease';

/**
 * Its workflow id; undefined when the run waits for none, or has only just begun to. Read from the server, so it is known
 * also while no worker runs.
 */
export async function holderWaitedFor(client: Client, { raw }: Pick<WorkflowExecutionDescription, 'raw'>): Promise<string | undefined> {
  const waiting = raw.pendingActivities?.find(({ activityType }) => activityType?.name === WAITS);
  return /^held by (\S+)$/.exec((await failureText(client, waiting?.lastFailure)) ?? '')?.[1];
}
