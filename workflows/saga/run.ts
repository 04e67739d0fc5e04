/** One step to its end: ask, react, park, ask again. */
import { ApplicationFailure } from '@temporalio/workflow';
import { FAILURE } from '../contracts/names.js';
import type { Reply } from '../contracts/reply.js';
import { announce } from './announce.js';
import { ask } from './ask.js';
import { absorb, callOf, newEntry } from './entry.js';
import { TurnBack } from './errors.js';
import { tellOfCancel } from './late-cancel.js';
import { isPastPivot } from './pivot.js';
import { park } from './park.js';
import { now } from './clock.js';
import { display } from './display.js';
import type { Decision, Entry, SagaData } from './state.js';
import { REACTIONS, summaryOf, type BadOutcome, type Reaction, type Step } from './step.js';

export interface RunOptions {
  on?: Partial<Record<BadOutcome, Reaction>>;
}

/** How a flow's body runs a step. */
export type Run = <Input, Result>(step: Step<Input, Result>, input: Input, options?: RunOptions) => Promise<Result | undefined>;

export class StepRunner {
  private readonly data: SagaData;
  /** The flow's input, with the corrections of retryWith. */
  readonly flowInput: Record<string, unknown>;
  private validated = false;
  /** Takes the last correction back, until it is found valid. */
  private uncorrect?: () => void;

  constructor(data: SagaData, flowInput: Record<string, unknown>) {
    this.data = data;
    this.flowInput = flowInput;
  }

  run: Run = async <Input, Result>(step: Step<Input, Result>, input: Input, options: RunOptions = {}) => {
    this.turnBackOnCancel();
    // Registered before the step is scheduled: whatever happens from here on, it is looked at and undone.
    const entry = newEntry(this.data, step as Step, input);
    for (;;) {
      const why = await this.attempt(entry);
      if (why === undefined) break;
      const reaction = this.reaction(entry, options);
      if (reaction === 'leave') break;
      if (reaction === 'compensate') {
        // Given up for a cancel, not for want of the API.
        if (entry.report.outcome === 'unavailable') this.turnBackOnCancel(entry);
        this.turnBack(entry);
      }
      if (!(await this.decided(entry, await park(this.data, entry, 'forward', why)))) break;
    }
    announce(this.data);
    return entry.last?.result as Result | undefined;
  };

  /** Asks once. Answers why the step has not ended well, or undefined. */
  private async attempt(entry: Entry): Promise<string | undefined> {
    const { step, report } = entry;
    const { act, call } = callOf(this.data, entry, 'forward');
    if (!this.validated) call.validate = { flow: this.data.flow, input: this.flowInput };
    report.attempts += 1;
    report.outcome = 'pending';
    display(this.data);
    let reply: Reply;
    try {
      reply = await ask(act, call, summaryOf(step, entry.input));
    } catch (error) {
      // A correction by retryWith that is no valid input leaves the step parked; a flow's own input ends the flow.
      const invalid = error instanceof ApplicationFailure && error.type === FAILURE.invalidInput;
      if (!invalid || report.attempts === 1) throw error;
      this.uncorrect?.();
      Object.assign(report, { outcome: 'unavailable', note: error.message });
      return error.message;
    }
    this.validated = true;
    this.uncorrect = undefined;
    absorb(entry, reply);
    // A payment that was not known and is now proven refused is no point of no return any more.
    this.data.pastPivot = this.data.entries.some(isPastPivot);
    return reply.outcome === 'done' || reply.outcome === 'already-done' ? undefined : reply.evidence;
  }

  private reaction(entry: Entry, options: RunOptions): Reaction {
    const outcome = entry.report.outcome as BadOutcome;
    const wished = options.on?.[outcome] ?? entry.step.on?.[outcome] ?? REACTIONS[outcome];
    // What may still land is never undone or left behind unasked, and nothing is undone past the pivot, or for a bad correction.
    if (wished !== 'park' && (this.uncorrect || entry.last?.maybeSent || (wished === 'compensate' && this.data.pastPivot))) return 'park';
    // A cancel that was seen while nothing was sent needs no person.
    return outcome === 'unavailable' && this.data.cancelRequested && !this.data.pastPivot ? 'compensate' : wished;
  }

  /** Carries out a person's word. False ends the step. */
  private async decided(entry: Entry, decision: Decision | undefined): Promise<boolean> {
    // What a look has confirmed stands, whatever was asked for meanwhile: after a payment there is no way back.
    if (decision?.verb === 'markDone') this.markDone(entry, decision);
    this.turnBackOnCancel(entry);
    switch (decision?.verb) {
      case 'retryWith':
        this.correct(entry, decision.input ?? {});
        return true;
      case 'skip':
        Object.assign(entry.report, { outcome: 'skipped', endedAt: now() });
        entry.last = entry.last && { ...entry.last, result: decision.input };
        return false;
      case 'markDone':
        return false;
      case 'compensate':
        return this.turnBack(entry);
      case 'retry':
      case 'approve':
      case undefined:
        return true;
    }
  }

  private markDone({ report, last }: Entry, { ref }: Decision): void {
    Object.assign(report, { outcome: 'marked-done', owner: last?.owner ?? 'other', endedAt: now(), note: last?.evidence ?? '' });
    Object.assign(report.ids, last?.ids, { reference: ref });
    this.data.pastPivot = this.data.entries.some(isPastPivot);
  }

  /** A correction that is no valid input must not reach an undo or a later step. */
  private correct(entry: Entry, correction: Record<string, unknown>): void {
    const { input } = entry;
    const former = { ...this.flowInput };
    this.uncorrect = () => {
      for (const name of Object.keys(correction)) {
        if (name in former) this.flowInput[name] = former[name];
        else delete this.flowInput[name];
      }
      entry.input = input;
    };
    Object.assign(this.flowInput, correction);
    entry.input = { ...(input as object), ...correction };
    this.validated = false;
  }

  private turnBack(entry: Entry): never {
    const { name, outcome, note } = entry.report;
    this.data.cause ??= { step: name, type: outcome, message: note };
    throw new TurnBack();
  }

  /** A cancel before the pivot turns back; after it the flow goes forward and says so. */
  private turnBackOnCancel(entry?: Entry): void {
    if (!this.data.cancelRequested) return;
    if (this.data.pastPivot) return tellOfCancel(this.data);
    this.data.cause ??= { step: entry?.report.name ?? '', type: 'cancelled', message: 'a cancel was asked for' };
    throw new TurnBack(true);
  }
}

