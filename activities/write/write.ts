/** One write to a record: how to look at it and how to send the change. The protocol around it is protocol.ts. */
import type { Ids, Outcome, Owner } from '../../workflows/contracts/reply.js';
import type { Answer } from '../http/answer.js';

/** What a look is told. */
export interface LookContext<Input, Before> {
  input: Input;
  /** Short hash of installation, key and step: the same over attempts, repairs and resets. */
  marker: string;
  /** The record before our first send, when that is known. */
  before?: Before;
  /** May a send of this step have reached the API? If not, what stands there is not ours. */
  maybeSent: boolean;
  /** Has nobody else of this installation been able to write to the targets since? */
  continuous: boolean;
  /** The run was reset: only a marker tells ours from theirs. */
  reset: boolean;
  /** The answer to the send of this very attempt, when this is the look after it. */
  answer?: Answer;
  /** A person's reference, when a `markDone` is being checked. */
  ref?: string;
}

/** What a look saw. `evidence` is one plain sentence for a person. */
export type Sight<Result, Before> =
  /** Not as wanted: the write would be sent. */
  | { change: 'none'; before: Before; evidence: string }
  /**
   * As wanted. `provisional`: believed only after the settle time (an undo that finds nothing to undo).
   * `unconfirmed`: the write itself is proven, a side effect is not to be seen yet; it is waited for as long as a write
   * takes to settle, or, `atWork`, with the tenant's patience for work of the API. `records`: what was made, and may be
   * undone by its maker, where that is other than the targets.
   */
  | {
      change: 'there';
      owner: Owner;
      result: Result;
      ids?: Ids;
      evidence: string;
      provisional?: boolean;
      unconfirmed?: boolean;
      atWork?: Polling;
      records?: string[];
    }
  /** Must not be sent. */
  | { change: 'blocked'; outcome: Extract<Outcome, 'rejected' | 'unavailable' | 'unknown'>; evidence: string; ids?: Ids };

/** How the tenant waits for what the API works on by itself. Milliseconds. */
export interface Polling {
  pollMs: number;
  pollPatienceMs: number;
}

export interface SendOptions {
  /** Called at the last moment before the request goes out; throws when it must not. */
  beforeSend: () => void;
}

export interface Write<Input, Before, Result> {
  /** The records it touches, such as `invoice:1234`: one writer at a time each. */
  targets(input: Input): string[];
  /** Throws ReadFailed when the API gives no usable answer. */
  look(context: LookContext<Input, Before>): Promise<Sight<Result, Before>>;
  /** Sends the change once, as the look saw it just now. */
  send(context: LookContext<Input, Before>, options: SendOptions): Promise<Answer>;
  /** Other flows may make the same effect, and undo it: theirs counts only when they have ended. */
  shared?: boolean;
  /** A clean look proves nothing (a card was perhaps charged): never sent twice. */
  oneShot?(input: Input): boolean;
  /** The API goes on working after its answer: for how many milliseconds the claims stand when the step has ended well. */
  lastingMs?(result: Result): number;
}

/**
 * Whose effect a look sees (write-protocol 1.5 and 1.9). `marked`: our marker stands there (true), another's or none
 * where ours would be (false), or the record can hold no marker (undefined). `byUs`: last changed by the API user we log in as.
 */
export function ownerOf(context: LookContext<unknown, unknown>, signs: { marked?: boolean; byUs?: boolean }): Owner {
  if (signs.marked === true) return 'us';
  if (!context.maybeSent || signs.marked === false) return 'other';
  if (context.reset) return 'unknown';
  // Without the image before our send it may have stood there all along: a takeover alone proves nothing.
  if (context.before === undefined) return 'unknown';
  if (context.answer?.kind === 'ok') return 'us';
  // Another was the last to touch it: made by them, or made by us and changed since.
  if (signs.byUs === false) return 'unknown';
  return context.continuous ? 'us' : 'unknown';
}
