/**
 * How one write changes a record exactly once, over an API that cannot deduplicate: look, act, look again
 * (DESIGN section 5; docs/write-protocol.md). Every write of every flow goes through here and nowhere else.
 */
import { VERSION, type Call, type Reply } from '../../workflows/contracts/reply.js';
import { ReadFailed, type Answer } from '../http/answer.js';
import { Again, TooOld, type Attempt } from './attempt.js';
import type { Claimed } from './claims.js';
import { Ended, replyOf } from './reply.js';
import { standingOf, type Standing } from './standing.js';
import type { Surroundings } from './surroundings.js';
import type { LookContext, Sight, Write } from './write.js';

const MAX_SENDS = 3;
/** Waits are a little longer than the time they wait for. */
const MARGIN = 1.1;
const NO_PROOF = 'no look can prove that the first send had no effect';

type There<Result> = Extract<Sight<Result, unknown>, { change: 'there' }>;

/** Runs one attempt. Returns the reply, or throws Again (another attempt, later) or Stale (this one is over). */
export async function exactlyOnce<Input, Before, Result>(
  write: Write<Input, Before, Result>,
  call: Call<Input, Before>,
  marker: string,
  attempt: Attempt,
  around: Surroundings,
): Promise<Reply<Result, Before>> {
  const targets = write.targets(call.input);
  const claimed = around.claims.take(targets, marker);
  const { turn } = claimed;
  const one = new OneAttempt(write, call, marker, attempt, around, claimed);
  try {
    const reply = claimed.held ? await one.run() : await one.busy(claimed.waitMs);
    if (reply.maybeSent) around.claims.keep(targets, turn, around.settleMs * MARGIN);
    else around.claims.free(targets, turn);
    return reply;
  } catch (error) {
    // Unless it is certain that nothing is on its way, nobody else writes here until that has settled.
    if (one.nothingOnItsWay) around.claims.free(targets, turn);
    else around.claims.keep(targets, turn, around.settleMs * MARGIN * 2);
    if (error instanceof Ended) return error.reply as Reply<Result, Before>;
    throw error;
  }
}

class OneAttempt<Input, Before, Result> {
  private readonly write: Write<Input, Before, Result>;
  private readonly call: Call<Input, Before>;
  private readonly attempt: Attempt;
  private readonly around: Surroundings;
  private readonly context: LookContext<Input, Before>;
  private readonly standing: Standing;
  private readonly targets: string[];
  private readonly turn: number;
  private sends: number;
  private sentNow = false;
  /** The server may have it on record that we were about to send. */
  private announced = false;
  /** This attempt has seen that there is no effect, when none could be on its way any more. */
  private seenNone = false;
  /** What was left of the quarantine when the look began. */
  private quarantine = 0;

  constructor(
    write: Write<Input, Before, Result>,
    call: Call<Input, Before>,
    marker: string,
    attempt: Attempt,
    around: Surroundings,
    claimed: Claimed,
  ) {
    this.write = write;
    this.call = call;
    this.attempt = attempt;
    this.around = around;
    this.targets = write.targets(call.input);
    this.standing = standingOf(call, attempt, around.settleMs);
    this.sends = this.standing.sends;
    this.turn = claimed.turn;
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
  private get maybeOurs(): boolean {
    return this.sentNow || !(this.standing.never || this.seenNone);
  }

  private get notToRepeat(): boolean {
    return !this.standing.never && this.write.oneShot?.(this.call.input) === true;
  }

  async busy(waitMs: number): Promise<never> {
    await this.stayQuiet();
    await this.checkBudget('another flow is writing to the same record');
    throw new Again('Busy', 'another flow is writing to the same record', Math.min(Math.max(waitMs, 250), 15_000));
  }

  async run(): Promise<Reply<Result, Before>> {
    const { clean } = this.standing;
    this.quarantine = this.around.quarantineMs();
    const sight = await this.look();
    if (sight.change === 'there' && (clean || !sight.provisional || this.call.lookOnly)) return await this.there(sight);
    if (this.call.lookOnly) return this.reply('unknown', sight.evidence);
    if (!clean) return await this.waitUntilSettled(sight.evidence);
    if (sight.change === 'none') return await this.act(sight.evidence);
    const { outcome, evidence, ids } = sight as Extract<typeof sight, { change: 'blocked' }>;
    if (this.notToRepeat) return this.reply('unknown', `${evidence}; ${NO_PROOF}`);
    // What is not known may be our own earlier send: forgetting it would make the next try a first one.
    return this.reply(outcome, evidence, { maybeSent: outcome === 'unknown' && !this.standing.never, ids });
  }

  // LOOK

  private async look(): Promise<Sight<Result, Before>> {
    try {
      const sight = await this.write.look(this.context);
      // While a send may be on its way the first image counts; once nothing can be, the present one does.
      if (sight.change === 'none' && (this.standing.clean || this.context.before === undefined)) this.context.before = sight.before;
      this.seenNone = this.standing.clean && sight.change === 'none';
      return sight;
    } catch (error) {
      if (!(error instanceof ReadFailed)) throw error;
      return await this.lookFailed(error.answer);
    }
  }

  private async lookFailed(answer: ReadFailed['answer']): Promise<never> {
    const { never, quiet } = this.standing;
    if (never || quiet) await this.stayQuiet();
    const evidence = `the record cannot be read: ${answer.message}`;
    switch (answer.kind) {
      case 'forbidden':
      case 'unauthenticated':
        throw new Ended(this.reply('unauthorized', answer.message));
      case 'rejected':
      case 'absent':
      case 'not-available':
        throw new Ended(this.reply(this.maybeOurs ? 'unknown' : 'unavailable', evidence));
      case 'throttled':
      case 'not-sent':
      case 'unknown':
        await this.checkBudget(evidence);
        throw new Again('Transient', evidence, 'retryAfterMs' in answer ? answer.retryAfterMs : undefined);
    }
  }

  private async there(sight: There<Result>): Promise<Reply<Result, Before>> {
    const { owner, result, ids, evidence, unconfirmed } = sight;
    const { settleMs } = this.around;
    if (unconfirmed && this.elapsed < settleMs * MARGIN) {
      if (!this.sentNow && (this.standing.never || this.standing.quiet)) await this.stayQuiet();
      throw new Again('Unsettled', evidence, Math.min(settleMs / 5, 10_000));
    }
    if (owner === 'other' && this.write.shared) await this.waitForItsMaker(evidence);
    if (owner === 'us' && !unconfirmed) this.around.makers?.made(this.targets, this.call.key);
    const outcome = unconfirmed ? 'unknown' : owner === 'us' ? 'done' : 'already-done';
    // What is not confirmed is ours all the same: forgetting it would call it another's, or open the way back after a payment.
    const maybeSent = unconfirmed === true && this.maybeOurs;
    return this.reply(outcome, evidence, { owner, result, ids, maybeSent, ...(owner === 'us' && { targets: this.targets }) });
  }

  /** What a flow made that is still open may yet be undone: "already done" would be a false word (write-protocol 1.9). */
  private async waitForItsMaker(evidence: string): Promise<void> {
    const { open, leftover } = (await this.around.makers?.find(this.call, this.targets)) ?? {};
    if (leftover) throw new Ended(this.reply('unknown', `${evidence}; ${leftover}`));
    if (!open) return;
    const waiting = `${evidence}: made by the flow ${open}, which has not ended`;
    if (!this.sentNow && (this.standing.never || this.standing.quiet)) await this.stayQuiet();
    await this.checkBudget(waiting);
    throw new Again('Busy', waiting, Math.min(this.around.settleMs / 2, 5000));
  }

  private async waitUntilSettled(evidence: string): Promise<never> {
    await this.stayQuiet();
    const rest = this.around.settleMs - (this.attempt.currentScheduled - this.standing.since);
    throw new Again('Unsettled', `${evidence}; a change may still be on its way`, rest * MARGIN);
  }

  // INTENT, SEND, ANSWER

  private async act(evidence: string): Promise<Reply<Result, Before>> {
    if (this.sends >= MAX_SENDS) return this.reply('unavailable', `${evidence}; sent ${this.sends} times without effect`);
    if (this.notToRepeat) return this.reply('unknown', `${evidence}; not sent again: ${NO_PROOF}`, { maybeSent: true });
    await this.checkBudget(evidence);
    let answer = await this.send();
    if (answer.kind === 'unauthenticated') {
      await this.around.relogin();
      answer = await this.send();
    }
    return answer.sent ? await this.lookAgain(answer) : await this.notSent(answer);
  }

  /** INTENT is acknowledged by the server right before the send: a worker that was stopped meanwhile is refused. */
  private async send(): Promise<Answer> {
    const beforeSend = () => {
      if (this.attempt.acknowledgedAgo() > this.around.windowMs) throw new TooOld();
      // The quarantine of the next holder begins when the slot is lost: later than that nothing may go out.
      if (this.around.quarantineMs() > 0) throw new TooOld();
      this.sentNow = true;
      this.around.claims.sent(this.targets, this.turn);
    };
    for (;;) {
      await this.outOfQuarantine();
      this.announced = true;
      await this.attempt.acknowledge({ v: VERSION, sending: true, since: 0, before: this.context.before, sends: this.sends + 1 });
      try {
        const answer = await this.write.send(this.context, { beforeSend });
        if (!answer.sent) this.sentNow = false;
        return answer;
      } catch (error) {
        if (!(error instanceof TooOld)) throw error;
      }
    }
  }

  /** A look from within the quarantine proves nothing of what has landed since. */
  private async outOfQuarantine(): Promise<void> {
    const quarantine = Math.max(this.quarantine, this.around.quarantineMs());
    if (quarantine > 0) {
      await this.stayQuiet();
      throw new Again('Unsettled', 'taken over after a crash: nothing is written until the last writes have settled', quarantine * MARGIN);
    }
  }

  private async lookAgain(answer: Extract<Answer, { sent: true }>): Promise<Reply<Result, Before>> {
    // The claim was held from the look before to this one: what has changed meanwhile, and was not refused, is ours.
    const held = this.around.quarantineMs() === 0;
    const continuous = held && (this.context.continuous || answer.kind === 'unknown');
    const context = { ...this.context, answer, maybeSent: true, continuous };
    const sight = await this.write.look(context).catch((error: unknown) => {
      if (error instanceof ReadFailed) return undefined;
      throw error;
    });
    const said = answer.kind === 'ok' ? 'the API said it was done' : answer.message;
    if (sight?.change === 'there') return await this.there(sight);
    const refused = answer.kind === 'rejected' || answer.kind === 'absent';
    if (sight && refused && !(sight.change === 'blocked' && sight.outcome === 'unknown')) await this.tookNoEffect();
    // While our own write may be landing, "must not be sent" says nothing of it: then it is settled like no change.
    if (sight?.change === 'blocked' && (refused || sight.outcome === 'unknown'))
      return this.reply(sight.outcome, sight.evidence, { maybeSent: sight.outcome === 'unknown', ids: sight.ids });
    if (sight && refused) return this.reply('rejected', said, { maybeSent: false });
    // Without details: the next attempt opens a quiet round and waits for the settle time.
    throw new Again('Unsettled', `sent (${said}), but the record does not show it yet`);
  }

  private async notSent(answer: Extract<Answer, { sent: false }>): Promise<Reply<Result, Before>> {
    await this.stayQuiet();
    switch (answer.kind) {
      case 'forbidden':
      case 'unauthenticated':
        return this.reply('unauthorized', answer.message);
      case 'not-available':
        return this.reply('unavailable', answer.message);
      case 'throttled':
      case 'not-sent':
        await this.checkBudget(answer.message);
        throw new Again('Transient', answer.message, answer.kind === 'throttled' ? answer.retryAfterMs : undefined);
    }
  }

  // Bookkeeping

  /** Records that nothing was sent since `since`: the next attempt need not start to wait anew. */
  private async stayQuiet(): Promise<void> {
    const { since } = this.standing;
    await this.attempt.acknowledge({ v: VERSION, quiet: this.attempt.number, since, before: this.context.before, sends: this.sends });
    this.announced = false;
  }

  /** Takes the announcement back: should this answer be lost, a rival's effect is not taken for ours. */
  private async tookNoEffect(): Promise<void> {
    await this.attempt.acknowledge({ v: VERSION, since: 0, before: this.context.before, sends: this.sends });
    this.announced = false;
  }

  private get elapsed(): number {
    return this.attempt.currentScheduled - this.attempt.scheduled;
  }

  /** Ends the step when patience is over, or when a cancel waits while nothing is on its way. */
  private async checkBudget(evidence: string): Promise<void> {
    if (this.attempt.number === 1) return;
    if (this.elapsed >= this.around.patienceMs)
      throw new Ended(this.reply(this.maybeOurs ? 'unknown' : 'unavailable', `${evidence} (tried for ${Math.round(this.elapsed / 1000)} s)`));
    if (!this.maybeOurs && (await this.attempt.cancelRequested())) throw new Ended(this.reply('unavailable', `${evidence}; a cancel was asked for`));
  }

  private reply(outcome: Reply['outcome'], evidence: string, more: Partial<Reply<Result, Before>> = {}): Reply<Result, Before> {
    return replyOf(outcome, evidence, { maybeSent: this.maybeOurs, before: this.context.before, ...more });
  }
}
