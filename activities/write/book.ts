/** What one attempt knows of its step, and what it puts on record with the server. */
import { VERSION, type Call, type Reply } from '../../workflows/contracts/reply.js';
import type { Attempt } from './attempt.js';
import type { Claimed } from './claims.js';
import { Ended, replyOf } from './reply.js';
import type { Standing } from './standing.js';
import type { Surroundings } from './surroundings.js';
import type { LookContext, Write } from './write.js';

/** Claims outlive, and patience outlasts, the settle time by this much. */
export const MARGIN = 1.1;
/** The server's timers keep to a grid of 50 ms, and both clocks are one or close: more would only be waited. */
const MOST_MS = 50;

/** A wait is a little longer than the time it waits for. One that ends too early finds that out, and waits again. */
export const waitFor = (ms: number): number => Math.min(ms * MARGIN, ms + MOST_MS);

export class Book<Input, Before, Result> {
  readonly write: Write<Input, Before, Result>;
  readonly call: Call<Input, Before>;
  readonly attempt: Attempt;
  readonly around: Surroundings;
  readonly context: LookContext<Input, Before>;
  readonly standing: Standing;
  readonly targets: string[];
  readonly turn: number;
  /** A request of this attempt went out, and may have been acted on. */
  sentNow = false;
  /** This attempt has seen that there is no effect, when none could be on its way any more. */
  seenNone = false;
  /** What was left of the quarantine when the look began. */
  quarantine = 0;
  /** The server may have it on record that we were about to send. */
  private announced = false;

  constructor(write: Write<Input, Before, Result>, call: Call<Input, Before>, marker: string, attempt: Attempt, around: Surroundings, standing: Standing, claimed: Claimed) {
    this.write = write;
    this.call = call;
    this.attempt = attempt;
    this.around = around;
    this.targets = write.targets(call.input);
    this.turn = claimed.turn;
    this.standing = standing;
    const { never, announced, before } = this.standing;
    // In quarantine nobody of ours has written since the crash, and before it the claim of the send kept others away.
    const alone = around.inQuarantine() && announced;
    if (alone) around.claims.sent(this.targets, this.turn);
    const continuous = claimed.held && (claimed.continuous || alone);
    const { input, reset = false, ref } = call;
    this.context = { input, marker, maybeSent: !never, continuous, reset, ...(ref !== undefined && { ref }) };
    if (before !== undefined) this.context.before = before as Before;
  }

  /** And no later attempt will believe that something is: it could take a rival's effect for ours. */
  get nothingOnItsWay(): boolean {
    return this.standing.clean && !this.sentNow && !this.announced;
  }

  /** May an effect of this step stand, or still come? Not to be seen is not to be absent: only a look can prove that. */
  get maybeOurs(): boolean {
    return this.sentNow || !(this.standing.never || this.seenNone);
  }

  get notToRepeat(): boolean {
    return !this.standing.never && this.write.oneShot?.(this.call.input) === true;
  }

  /** How long the step has been tried, in milliseconds of the server's clock. */
  get elapsed(): number {
    return this.attempt.currentScheduled - this.attempt.scheduled;
  }

  /** INTENT: with the image before the send. */
  async announce(): Promise<void> {
    this.announced = true;
    await this.attempt.acknowledge({ v: VERSION, sending: true, since: 0, before: this.context.before, sends: this.standing.sends + 1 });
  }

  /** Takes the announcement back: should this answer be lost, a rival's effect is not taken for ours. */
  async tookNoEffect(): Promise<void> {
    await this.attempt.acknowledge({ v: VERSION, since: 0, before: this.context.before, sends: this.standing.sends });
    this.announced = false;
  }

  /** Records that nothing was sent since `since`: the next attempt need not start to wait anew. */
  async stayQuiet(): Promise<void> {
    const { since, sends } = this.standing;
    await this.attempt.acknowledge({ v: VERSION, quiet: this.attempt.number, since, before: this.context.before, sends });
    this.announced = false;
  }

  /** The same where it is true: an attempt that has sent, or came after one that may have, says nothing. */
  async keepQuiet(): Promise<void> {
    const { never, quiet } = this.standing;
    if (!this.sentNow && (never || quiet)) await this.stayQuiet();
  }

  /** Ends the step when patience is over, or when a cancel that the flow still heeds waits while nothing is on its way. */
  async checkBudget(evidence: string): Promise<void> {
    if (this.attempt.number === 1) return;
    if (this.elapsed >= this.around.patienceMs)
      throw new Ended(this.reply(this.maybeOurs ? 'unknown' : 'unavailable', `${evidence} (tried for ${Math.round(this.elapsed / 1000)} s)`));
    if (!this.call.goesOn && !this.maybeOurs && (await this.attempt.cancelRequested())) throw new Ended(this.reply('unavailable', `${evidence}; a cancel was asked for`));
  }

  reply(outcome: Reply['outcome'], evidence: string, more: Partial<Reply<Result, Before>> = {}): Reply<Result, Before> {
    return replyOf(outcome, evidence, { maybeSent: this.maybeOurs, before: this.context.before, ...more });
  }
}
