/** One attempt of an activity as the protocol sees it. temporal-attempt.ts is the real one, tests have a model. */
import type { Details } from './details.js';

export interface Attempt {
  /** Id of the flow's run. */
  run: string;
  number: number;
  /** Server times, in milliseconds: of the activity, and of this attempt; the latter no later than its begin by our clock. */
  scheduled: number;
  currentScheduled: number;
  details: unknown;
  /** Records the details; resolves when the server has accepted them. Throws Stale when this attempt is over for the server. */
  acknowledge(details: Details): Promise<void>;
  /** Milliseconds since the last acknowledgement that the server accepted was asked for. */
  acknowledgedAgo(): number;
  /** Milliseconds since it began here. */
  ranFor(): number;
  cancelRequested(): Promise<boolean>;
}

/** The server no longer counts on this attempt: nothing may be sent. */
export class Stale extends Error {
  override readonly name = 'Stale';
}

/** The acknowledgement has become too old between INTENT and SEND. */
export class TooOld extends Error {
  override readonly name = 'TooOld';
}

/** Ends the attempt and asks for another after `delayMs`. */
export class Again extends Error {
  override readonly name = 'Again';
  readonly kind: 'Transient' | 'Unsettled' | 'Busy' | 'NotReady';
  readonly delayMs?: number;
  constructor(kind: Again['kind'], message: string, delayMs?: number) {
    super(message);
    this.kind = kind;
    if (delayMs !== undefined) this.delayMs = delayMs;
  }
}
