/** What one attempt may conclude from what came before it. Pure: the heart of "a look that shows nothing proves nothing". */
import { VERSION, type Call } from '../../workflows/contracts/reply.js';
import type { Attempt } from './attempt.js';
import { readDetails } from './details.js';

export interface Standing {
  /** Nothing was ever sent for this step. */
  never: boolean;
  /** The attempt before this one ended with nothing sent since `since`. */
  quiet: boolean;
  /** A look that shows no change proves that there is none: nothing can be on its way any more. */
  clean: boolean;
  /** Server time since when nothing was sent; 0: for ever. What a quiet acknowledgement of this attempt records. */
  since: number;
  /** The last record is that of a send. */
  announced: boolean;
  /** How often it may have been sent. */
  sends: number;
  before: unknown;
}

type Facts = Pick<Attempt, 'number' | 'scheduled' | 'currentScheduled' | 'details'>;

/**
 * Settle is counted from the start of the attempt that opened the quiet round, never from the send: whatever was sent
 * before that attempt was given up before it began. Both are times of the Temporal server.
 */
export function standingOf(call: Call, attempt: Facts, settleMs: number): Standing {
  const former = readDetails(attempt.details);
  const untouched = call.v === VERSION && call.prior === 'none' && !call.reset;
  // A reset activity is attempt 1 again, but not scheduled for the first time.
  const first = attempt.number === 1 && !former && untouched && attempt.currentScheduled === attempt.scheduled;
  const quiet = attempt.number > 1 && former?.quiet === attempt.number - 1;
  const never = first || (quiet && former.since === 0);
  const since = never ? 0 : quiet ? former.since : attempt.currentScheduled;
  const clean = never || (quiet && attempt.currentScheduled - since >= settleMs);
  const announced = former?.sending === true;
  return { never, quiet, clean, since, announced, sends: former?.sends ?? 0, before: former?.before ?? call.before };
}
