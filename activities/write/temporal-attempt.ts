/** An attempt of a real activity: acknowledged heartbeats, and a ticker that keeps the attempt alive. */
import { performance } from 'node:perf_hooks';
import { Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError, ActivityPausedError, ActivityResetError } from '@temporalio/client';
import { Stale, type Attempt } from './attempt.js';

export interface RunningAttempt extends Attempt {
  stop(): void;
}

const OVER = [ActivityNotFoundError, ActivityCancelledError, ActivityPausedError, ActivityResetError];

/**
 * The SDK's own heartbeat is throttled and lost with the worker; this one is a request of its own that the server has
 * answered. All go out one after another, so that an older one never overwrites a newer.
 */
export function temporalAttempt(heartbeatMs: number): RunningAttempt {
  const context = Context.current();
  const { info } = context;
  let details: unknown = info.heartbeatDetails;
  let acknowledgedAt = -Infinity;
  let last: Promise<unknown> = Promise.resolve();

  // What is sent is asked for when its turn has come: a tick behind an acknowledgement must not bring older details back.
  const beat = (next: () => unknown): Promise<void> => {
    const mine = last.then(async () => {
      const askedAt = age();
      const sent = next();
      try {
        await context.client.activity.heartbeat(info.taskToken, sent);
      } catch (error) {
        if (OVER.some((kind) => error instanceof kind)) throw new Stale((error as Error).message, { cause: error });
        throw error;
      }
      details = sent;
      acknowledgedAt = askedAt;
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  // A failing tick needs no care: the next acknowledgement tells the same.
  const ticker = setInterval(() => void beat(() => details).catch(() => undefined), heartbeatMs / 5);
  ticker.unref();

  return {
    number: info.attempt,
    scheduled: info.scheduledTimestampMs,
    currentScheduled: info.currentAttemptScheduledTimestampMs,
    details: info.heartbeatDetails as unknown,
    acknowledge: (next) => beat(() => next),
    acknowledgedAgo: () => age() - acknowledgedAt,
    cancelRequested: async () => {
      const { workflowId, runId } = info.workflowExecution!;
      const { raw } = await context.client.workflow.getHandle(workflowId, runId).describe();
      return raw.workflowExtendedInfo?.cancelRequested ?? false;
    },
    stop: () => clearInterval(ticker),
  };
}

/** The later of two clocks: the monotonic one does not count a suspended machine everywhere, the wall may be set back. */
const wallOrigin = Date.now() - performance.now();
const age = (): number => Math.max(performance.now(), Date.now() - wallOrigin);
