/** Asks a step's activity, with the options every write of the write protocol needs. */
import { ActivityFailure, ApplicationFailure, createEventGroup, isCancellation, proxyActivities } from '@temporalio/workflow';
import { apiQueue, FAILURE } from '../contracts/names.js';
import { VERSION, type Call, type Reply } from '../contracts/reply.js';
import { heartbeatOf } from './profile.js';
import type { ActName } from './step.js';

/**
 * Above the longest write (60 s) with its looks. No schedule-to-close and no schedule-to-start: they count the wait
 * for the tenant's slot and would cut a request in flight. The activity owns its budget.
 */
export const START_TO_CLOSE = '150 s';

/** One activity of a step. Any failure of the activity itself means: unknown, perhaps sent. */
export function ask(act: ActName, call: Call, summary: string): Promise<Reply> {
  const activities = proxyActivities<Record<ActName, (call: Call) => Promise<Reply>>>({
    taskQueue: apiQueue(call.tenant),
    startToCloseTimeout: START_TO_CLOSE,
    heartbeatTimeout: heartbeatOf(call.tenant),
    retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s' },
    summary,
    // Experimental, and kept by no server that was tried (docs/web-ui.md): a step and its undo are one group.
    eventGroups: [createEventGroup(call.step)],
  });
  return activities[act]!(call).catch((error: unknown) => withoutAnswer(call, error));
}

function withoutAnswer(call: Call, error: unknown): Reply {
  if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  if (cause instanceof ApplicationFailure && cause.type === FAILURE.invalidInput) throw cause;
  return {
    v: VERSION,
    outcome: 'unknown',
    owner: 'unknown',
    maybeSent: true,
    before: call.before,
    evidence: `the activity ended without an answer (${cause?.message ?? error.message})`,
  };
}

