/**
 * Activities that only read, for longer than one attempt may take: they wait for the API, or read page after page.
 * Waiting and going on by attempts adds no history, and between two attempts the tenant's slot is free for others.
 */
import { performance } from 'node:perf_hooks';
import { Context } from '@temporalio/activity';
import { VERSION, type Call, type Reply } from '../../workflows/contracts/reply.js';
import { assertInput } from '../flows/validate.js';
import { ReadFailed } from '../http/answer.js';
import type { Runtimes, TenantRuntime } from '../tenants/runtime.js';
import { asFailure } from './activity.js';
import { Again } from './attempt.js';
import { replyOf } from './reply.js';

/** One attempt of a reading. Durations in milliseconds of the Temporal server's clock. */
export interface Turn<Position> {
  /** From 1. */
  number: number;
  /** Where the attempt before has left off; undefined: from the beginning. */
  position?: Position;
  /** Since the activity was scheduled. */
  waitedMs: number;
  /** Puts the position on record: the next attempt begins there, also after a crash. */
  keep(position: Position): Promise<void>;
  /** Has it read for so long that others should have the slot? Then it throws Again, and goes on in its next turn. */
  over(): boolean;
  cancelRequested(): Promise<boolean>;
}

/** An attempt holds the tenant's slot: a long reading gives way to others after so many milliseconds. */
const ATTEMPT_MS = 15_000;

type Read<Input, Result, Position> = (runtime: TenantRuntime, call: Call<Input>, turn: Turn<Position>) => Promise<Reply<Result>>;

/** An activity of a reading step. `read` answers, or throws Again for another attempt, or ReadFailed. */
export function readingActivity<Input, Result, Position = never>(
  runtimes: Runtimes,
  read: Read<Input, Result, Position>,
  attemptMs = ATTEMPT_MS,
): (call: Call<Input>) => Promise<Reply<Result>> {
  return async (call) => {
    if (call.validate) assertInput(call.validate.flow, call.validate.input);
    const runtime = runtimes.of(call.tenant);
    const turn = temporalTurn<Position>(runtime.tenant.heartbeatMs, attemptMs);
    try {
      return await read(runtime, call, turn);
    } catch (error) {
      if (error instanceof ReadFailed) return failed(error, turn.withoutProgressMs >= runtime.tenant.patienceMs);
      throw error instanceof Again ? asFailure(error) : error;
    } finally {
      turn.stop();
    }
  };
}

/** The reply to a failed read, or another attempt. */
function failed<Result>({ answer, message }: ReadFailed, impatient: boolean): Reply<Result> {
  const evidence = `the records cannot be read: ${message}`;
  if (answer.kind === 'forbidden' || answer.kind === 'unauthenticated') return replyOf<Result, unknown>('unauthorized', message, { maybeSent: false });
  if (!isPassing(answer.kind) || impatient) return replyOf<Result, unknown>('unavailable', evidence, { maybeSent: false });
  throw asFailure(new Again('Transient', evidence, 'retryAfterMs' in answer ? answer.retryAfterMs : undefined));
}

/** A failure that may be gone at the next attempt. */
export const isPassing = (kind: ReadFailed['answer']['kind']): boolean => kind === 'throttled' || kind === 'not-sent' || kind === 'unknown';

/** Heartbeat details of a reading. */
interface Kept {
  v: number;
  position: unknown;
  /** Server time of the attempt that came so far. */
  at: number;
}

function temporalTurn<Position>(heartbeatMs: number, attemptMs: number): Turn<Position> & { withoutProgressMs: number; stop(): void } {
  const { client, info } = Context.current();
  const now = info.currentAttemptScheduledTimestampMs;
  const former = info.heartbeatDetails as Kept | undefined;
  let kept = former?.v === VERSION ? former : undefined;
  const beat = () => client.activity.heartbeat(info.taskToken, kept);
  // A beat that comes late and is overtaken tells of an earlier place: the next attempt reads a little twice.
  const begun = performance.now();
  const ticker = setInterval(() => void beat().catch(() => undefined), heartbeatMs / 5).unref();
  return {
    number: info.attempt,
    ...(kept && { position: structuredClone(kept.position) as Position }),
    waitedMs: now - info.scheduledTimestampMs,
    withoutProgressMs: now - (kept?.at ?? info.scheduledTimestampMs),
    async keep(position) {
      // What it does with the position afterwards is not on record yet.
      kept = { v: VERSION, position: structuredClone(position), at: now };
      await beat();
    },
    over: () => performance.now() - begun >= attemptMs,
    async cancelRequested() {
      const { workflowId, runId } = info.workflowExecution!;
      const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
      return raw.workflowExtendedInfo?.cancelRequested ?? false;
    },
    stop: () => clearInterval(ticker),
  };
}
