/** The report of a flow, taken from its result or from its failure. */
import { WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Report } from '../../workflows/contracts/report.js';

export async function reportOf(handle: WorkflowHandle): Promise<Report> {
  try {
    return (await handle.result()) as Report;
  } catch (error) {
    const cause = error instanceof WorkflowFailedError ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.details?.[0]) return cause.details[0] as Report;
    throw error;
  }
}
