/** Waiting for something that the API works on by itself: a package, a billing run (DESIGN section 7). */
import type { Call, Reply } from '../../workflows/contracts/reply.js';
import { ReadFailed } from '../http/answer.js';
import type { Runtimes, TenantRuntime } from '../tenants/runtime.js';
import { Again } from './attempt.js';
import { pollDelayMs } from './poll-delay.js';
import { isPassing, readingActivity, type Turn } from './reading.js';
import { replyOf } from './reply.js';

/** `waiting`: what it looks like now, such as `billing run R: Processing`; a person sees it in the Web UI. */
export type Progress<Result> = Reply<Result> | { waiting: string };

/**
 * An activity that looks until `lookFor` answers with a reply. After `tenant.pollPatienceMs` it ends as unknown, with
 * what it saw last: a person may let it wait again.
 */
export function pollActivity<Input, Result, Position = never>(
  runtimes: Runtimes,
  lookFor: (runtime: TenantRuntime, call: Call<Input>, turn: Turn<Position>) => Promise<Progress<Result>>,
): (call: Call<Input>) => Promise<Reply<Result>> {
  return readingActivity<Input, Result, Position>(runtimes, async (runtime, call, turn) => {
    const { pollMs, pollPatienceMs } = runtime.tenant;
    const progress = await lookFor(runtime, call, turn).catch(whatFails);
    if ('outcome' in progress) return progress;
    const { waiting } = progress;
    if (call.lookOnly) return replyOf<Result, unknown>('unknown', waiting, { maybeSent: false });
    if (turn.waitedMs >= pollPatienceMs)
      return replyOf<Result, unknown>('unknown', `${waiting} (waited for ${Math.round(turn.waitedMs / 1000)} s)`, { maybeSent: false });
    throw new Again('NotReady', waiting, pollDelayMs(pollMs, turn.number));
  });
}

function whatFails(error: unknown): { waiting: string } {
  if (error instanceof ReadFailed && isPassing(error.answer.kind)) return { waiting: `it cannot be read: ${error.message}` };
  throw error;
}
