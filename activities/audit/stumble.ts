/** What a record that cannot be read means for the audit: try again, leave this flow, or give up. Pure. */
import type { ReadFailed } from '../http/answer.js';
import { isPassing } from '../write/reading.js';

/** Failures at one flow, one after another; kept between attempts. */
export interface Stumbles {
  times: number;
  /** Milliseconds since the activity was scheduled, at the first of them. */
  sinceMs: number;
}

export type Reaction = { again: number; stumbles: Stumbles } | 'leave' | 'give up';

/** An answer that is odd each time is the record's own fault, not the API's. */
const MOST = 3;
const LONGEST_MS = 30_000;

export function reactionTo({ answer }: ReadFailed, stumbles: Stumbles | undefined, waitedMs: number, patienceMs: number): Reaction {
  // A wrong password is not tried again for every flow: the account would be locked.
  if (answer.kind === 'unauthenticated') return 'give up';
  if (!isPassing(answer.kind)) return 'leave';
  const { times, sinceMs } = stumbles ?? { times: 0, sinceMs: waitedMs };
  if (answer.kind === 'unknown' && times + 1 >= MOST) return 'leave';
  if (waitedMs - sinceMs >= patienceMs) return 'give up';
  const asked = 'retryAfterMs' in answer ? answer.retryAfterMs : undefined;
  return { again: asked ?? Math.min(1000 * 2 ** times, LONGEST_MS), stumbles: { times: times + 1, sinceMs } };
}
