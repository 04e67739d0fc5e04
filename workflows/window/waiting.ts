/** Waiting for flows that a person must see to, or that run under another's hand. */
import { CancellationScope, condition } from '@temporalio/workflow';
import type { FlowEnd } from '../contracts/window.js';
import { awaitFlows } from './activities.js';

/** Answers when some of them have ended, or with none as soon as nobody wants to wait any more. */
export async function someEnd(workflowIds: string[], unwanted: () => boolean): Promise<FlowEnd[]> {
  const scope = new CancellationScope();
  const ends = await scope.run(() => Promise.race([awaitFlows(workflowIds), condition(unwanted)]));
  scope.cancel();
  return ends ?? [];
}
