/** One log line for each attempt of an activity: whose, which step, how it ended, how long it took. */
import { performance } from 'node:perf_hooks';
import type { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Call, Outcome } from '../workflows/contracts/reply.js';

type Level = 'debug' | 'info' | 'warn';

/** A step that has come to its end is info; what a person may have to see to is a warning. */
const LEVELS: Record<Outcome, Level> = {
  done: 'info',
  'already-done': 'info',
  rejected: 'warn',
  unavailable: 'warn',
  unauthorized: 'warn',
  unknown: 'warn',
};

export const activityLog = (log: Logger): ActivityInterceptorsFactory => ({ info }: Context) => ({
  inbound: {
    async execute(input, next) {
      const begun = performance.now();
      const call = callOf(input.args[0]);
      const tell = (level: Level, outcome: string): void =>
        log[level](
          {
            flow: info.workflowType,
            workflowId: info.workflowExecution?.workflowId,
            ...call,
            activity: info.activityType,
            attempt: info.attempt,
            outcome,
            ms: Math.round(performance.now() - begun),
          },
          'activity',
        );
      try {
        const result = await next(input);
        const outcome = outcomeOf(result);
        tell(outcome ? LEVELS[outcome] : 'debug', outcome ?? 'done');
        return result;
      } catch (error) {
        // An attempt that only waits (settle time, a package, the lock of another) asks for the next one.
        tell(isWaiting(error) ? 'debug' : 'warn', typeOf(error));
        throw error;
      }
    },
  },
});

/** The steps' activities are asked with a Call; those of the flows themselves are not. */
function callOf(argument: unknown): { tenant?: string; step?: string; undo?: string } {
  const { tenant, step, undo } = (argument ?? {}) as Partial<Call>;
  return {
    ...(typeof tenant === 'string' && { tenant }),
    ...(typeof step === 'string' && { step }),
    ...(typeof undo === 'string' && { undo }),
  };
}

function outcomeOf(result: unknown): Outcome | undefined {
  const outcome = (result as { outcome?: unknown } | null | undefined)?.outcome;
  return typeof outcome === 'string' && outcome in LEVELS ? (outcome as Outcome) : undefined;
}

const isWaiting = (error: unknown): boolean => error instanceof ApplicationFailure && error.category === ApplicationFailureCategory.BENIGN;

/** Its message may quote the API, and stands in the history. */
const typeOf = (error: unknown): string => (error instanceof ApplicationFailure ? error.type : undefined) ?? (error as Error)?.name ?? 'failed';
