/** How a run of the test flow ended. */
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Report } from '../../../workflows/contracts/report.js';
import type { Seen } from './stage.js';

export async function endOfRun(handle: WorkflowHandle): Promise<Extract<Seen, { at: 'closed' }>> {
  try {
    return { at: 'closed', report: (await handle.result()) as Report };
  } catch (error) {
    const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.details?.[0]) return { at: 'closed', report: cause.details[0] as Report, failure: cause.type! };
    throw error;
  }
}
