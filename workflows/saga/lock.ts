/**
 * One flow at a time: the lock is a child workflow whose id is the lock's, of which the server lets only one be open.
 * It ends with the flow that holds it, however that ends, so that no lease is needed and no dead holder blocks others.
 */
import { CancellationScope, condition, defineSignal, ParentClosePolicy, patched, proxyActivities, setHandler, startChild, type ChildWorkflowHandle } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { FlowActivities } from '../../activities/flows/index.js';
import { oneLine } from '../contracts/one-line.js';
import { announce } from './announce.js';
import { display } from './display.js';
import { newEntry } from './entry.js';
import { TurnBack } from './errors.js';
import { finish } from './part.js';
import type { SagaData } from './state.js';

const { holderOf, awaitRelease } = proxyActivities<FlowActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 s', maximumInterval: '1 minute', backoffCoefficient: 1.5 },
  summary: 'wait for the flow that holds the lock',
});

const release = defineSignal('release');

/** The lock itself: open until its holder lets go or ends. */
export async function lock(): Promise<void> {
  let released = false;
  setHandler(release, () => void (released = true));
  await condition(() => released);
}

/** Lets go of a lock. */
export type Release = () => Promise<void>;

/** Waits until the lock is free, and holds it. Throws TurnBack when a cancel is asked for meanwhile. */
export async function hold(data: SagaData, name: string, lockId: string): Promise<Release> {
  const entry = newEntry(data, { name, kind: 'read' }, undefined);
  for (;;) {
    entry.report.attempts += 1;
    display(data);
    const child = await tryToHold(data, name, lockId);
    if (child) {
      finish(data, entry, 'held: others wait until this flow lets go');
      // Somebody may have ended it by hand.
      return () => child.signal(release).catch(() => undefined);
    }
    // It may wait for days, for a flow that waits for a person. Runs from before replay as they went.
    if (data.announced === undefined && patched('found while it waits for a lock')) announce(data);
    entry.report.note = `waits for ${(await holderOf(lockId)) ?? 'its release'}`;
    display(data);
    if (await waitFor(data, lockId)) continue;
    Object.assign(entry.report, { outcome: 'rejected', note: 'a cancel was asked for' });
    data.cause ??= { step: name, type: 'cancelled', message: 'a cancel was asked for' };
    throw new TurnBack(true);
  }
}

async function tryToHold(data: SagaData, name: string, lockId: string): Promise<ChildWorkflowHandle<typeof lock> | undefined> {
  try {
    return await startChild<typeof lock>('lock', {
      workflowId: lockId,
      parentClosePolicy: ParentClosePolicy.TERMINATE,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: oneLine(`${name} for ${data.key}: others wait`, 200),
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

/** False: a cancel was asked for first. */
async function waitFor(data: SagaData, lockId: string): Promise<boolean> {
  const scope = new CancellationScope();
  const free = await scope.run(() => Promise.race([awaitRelease(lockId).then(() => true), condition(() => data.cancelRequested).then(() => false)]));
  scope.cancel();
  return free;
}
