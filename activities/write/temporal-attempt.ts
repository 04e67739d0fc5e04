/** An attempt of a real activity: acknowledged heartbeats, and a ticker that keeps the attempt alive. */
import { performance } from 'node:perf_hooks';
import { Context, type Info } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError, ActivityPausedError, ActivityResetError } from '@temporalio/client';
import { Stale, type Attempt } from './attempt.js';
import { beats } from './beats.js';

export interface RunningAttempt extends Attempt {
  stop(): void;
}

const OVER = [ActivityNotFoundError, ActivityCancelledError, ActivityPausedError, ActivityResetError];

/** The SDK's own heartbeat is throttled and lost with the worker; these are requests that the server has answered. */
export function temporalAttempt(heartbeatMs: number): RunningAttempt {
  const context = Context.current();
  const { info } = context;
  const ask = async (details: unknown): Promise<void> => {
    try {
      await context.client.activity.heartbeat(info.taskToken, details);
    } catch (error) {
      if (OVER.some((kind) => error instanceof kind)) throw new Stale((error as Error).message, { cause: error });
      throw error;
    }
  };
  const { tick, acknowledge, acknowledgedAgo } = beats(ask, age, info.heartbeatDetails);
  const ticker = setInterval(tick, heartbeatMs / 5);
  ticker.unref();
  const begunHere = performance.now();

  return {
    run: info.workflowExecution!.runId,
    number: info.attempt,
    scheduled: info.scheduledTimestampMs,
    currentScheduled: begunAt(info),
    details: info.heartbeatDetails as unknown,
    acknowledge,
    acknowledgedAgo,
    ranFor: () => performance.now() - begunHere,
    cancelRequested: async () => {
      const { workflowId, runId } = info.workflowExecution!;
      const { raw } = await context.client.workflow.getHandle(workflowId, runId).describe();
      return raw.workflowExtendedInfo?.cancelRequested ?? false;
    },
    stop: () => clearInterval(ticker),
  };
}

/**
 * When the attempt was to be scheduled, or now when that has not come yet: a server under load may hand out a task twice,
 * and its second copy begins the next attempt in the middle of the wait before it. By its plan alone it would be settled.
 */
const begunAt = ({ attempt, currentAttemptScheduledTimestampMs: planned }: Info): number => (attempt > 1 ? Math.min(planned, Date.now()) : planned);

/** The later of two clocks: the monotonic one does not count a suspended machine everywhere, the wall may be set back. */
const wallOrigin = Date.now() - performance.now();
const age = (): number => Math.max(performance.now(), Date.now() - wallOrigin);
