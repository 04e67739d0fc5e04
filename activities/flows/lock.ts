/** Who holds a lock, and waiting for its release (workflows/saga/lock.ts). */
import { Context } from '@temporalio/activity';
import { WorkflowNotFoundError } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { RETRY } from '../../workflows/contracts/names.js';

/** The parent of the lock's workflow; null when nobody holds it. */
export async function holderOf(lockId: string): Promise<string | null> {
  try {
    const { status, parentExecution } = await Context.current().client.workflow.getHandle(lockId).describe();
    return status.name === 'RUNNING' ? (parentExecution?.workflowId ?? lockId) : null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

/** Waiting by retries adds no history; the message is what the Web UI shows. */
export async function awaitRelease(lockId: string): Promise<void> {
  const holder = await holderOf(lockId);
  if (holder === null) return;
  throw ApplicationFailure.create({ type: RETRY.busy, message: `held by ${holder}`, category: ApplicationFailureCategory.BENIGN });
}
