/**
 * What a saga must do, written from the documents (DESIGN section 4, write-protocol sections 2 and 3) and sharing no code
 * with the core: told what happens, it says what must be seen next. Facts and one place where the flow stands; no
 * promises, no waiting.
 */
import type { Verb } from '../../../workflows/contracts/names.js';
import type { Answer } from './api.js';
import { WayBack, type Back } from './model-back.js';
import { forwardEnd, reportOf, turnedEnd, type End } from './model-ends.js';
import { GOOD, isPast, LOST, newFacts, type Facts } from './model-facts.js';
import { dueUndo, fits, nowOf, type Parked, type Place, type Word } from './model-place.js';
import type { Now } from './model-types.js';
import { verbsIn, type Column } from './model-verbs.js';
import { APPROVAL, STEP_NAMES, type Scenario } from './scenario.js';

const DEFAULT = { rejected: 'compensate', unavailable: 'park', unauthorized: 'park', unknown: 'park' } as const;

export class Model {
  private readonly scenario: Scenario;
  private readonly begun: Facts[] = [];
  private readonly log: { verb: Verb; step: string }[] = [];
  private cancel = false;
  private cancelCounts = false;
  private cause?: { step: string; type: string };
  private wayBack!: WayBack;
  /** The correction that has not been found valid. */
  private corrected = false;
  private answered = false;
  private place: Place;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.place = scenario.approval ? this.waitForWord() : this.begin(0);
  }

  /** What must be seen. */
  get now(): Now {
    return nowOf(this.place, this.past());
  }

  /** Of a step that is parked while compensating: which of its undos is due. */
  get dueUndo(): number | undefined {
    return dueUndo(this.place);
  }

  // What happens

  /** Words that arrive at one moment; answers which are taken. */
  words(words: Word[], cancel: boolean, answer?: Answer): boolean[] {
    let taken: Word | undefined;
    const results = words.map((word) => {
      if (taken || !fits(this.place, word)) return false;
      taken = word;
      return true;
    });
    this.cancel ||= cancel;
    if (taken?.verb === 'markDone') this.place = { ...(this.place as Parked), on: 'check', said: taken.said };
    else if (taken) this.decide(this.place as Parked, taken);
    else if (answer !== undefined) this.answer(answer);
    else this.heedCancel();
    return results;
  }

  private heedCancel(): void {
    const { place } = this;
    if (place.on === 'parked' && place.heedsCancel && this.cancel) this.cancelled(place.facts.name);
  }

  private answer(answer: Answer): void {
    const { place } = this;
    if (place.on === 'ask') this.afterAsk(place.facts, answer);
    else if (place.on === 'undo') this.follow(this.wayBack.afterUndo(place.facts, answer));
    else if (place.on === 'check') this.afterCheck(place, answer);
  }

  // Forward

  private begin(index: number): Place {
    const plan = this.scenario.steps[index];
    if (!plan) return this.close(forwardEnd(this.begun));
    if (this.cancel && !this.past()) return this.cancelled('');
    const facts = newFacts(STEP_NAMES[index]!, plan.kind, plan);
    this.begun.push(facts);
    return this.ask(facts);
  }

  private ask(facts: Facts): Place {
    facts.attempts += 1;
    facts.outcome = 'pending';
    return (this.place = { on: 'ask', facts });
  }

  private next(): void {
    this.place = this.begin(this.begun.filter(({ plan }) => plan).length);
  }

  private afterAsk(facts: Facts, answer: Answer): void {
    if (answer === 'invalid') return this.afterInvalid(facts);
    this.answered = true;
    this.corrected = false;
    delete facts.formerInput;
    const { outcome, owner, maybeSent, result, before } = answer === 'fails' ? { ...LOST, result: undefined, before: undefined } : answer;
    Object.assign(facts, { outcome, maybe: maybeSent, before: before ?? facts.before, last: { outcome, owner, result } });
    if (GOOD.includes(outcome)) return this.next();
    const bad = outcome as keyof typeof DEFAULT;
    const wish = facts.plan!.on[bad] ?? DEFAULT[bad];
    // Nothing is undone past the pivot, and what may still land is neither undone nor left behind unasked.
    if (bad === 'unavailable' && this.cancel && !this.past()) return void this.cancelled(facts.name);
    if (wish === 'leave' && !maybeSent) return this.next();
    if (wish === 'compensate' && !maybeSent && !this.past()) return void this.turnBack({ step: facts.name, type: outcome });
    this.park(facts, false);
  }

  /** The flow's own input ends it; a correction is taken back and waits for a better one. */
  private afterInvalid(facts: Facts): void {
    if (!this.corrected && !this.answered) return void this.close({ verdict: 'rejected', failure: 'InvalidInput', cause: { step: '', type: 'InvalidInput' } });
    facts.input = facts.formerInput ?? facts.input;
    facts.outcome = 'unavailable';
    this.park(facts, false);
  }

  private afterCheck({ said: _said, ...parked }: Extract<Place, { on: 'check' }>, answer: Answer): void {
    const { facts, back } = parked;
    this.place = { ...parked, on: 'parked' };
    if (typeof answer === 'string' || !GOOD.includes(answer.outcome)) return this.heedCancel();
    this.log.push({ verb: 'markDone', step: facts.name });
    if (back) return void this.follow(this.wayBack.byHand(facts));
    facts.last = { outcome: answer.outcome, owner: answer.owner, result: answer.result };
    facts.outcome = 'marked-done';
    if (this.cancel && !this.past()) return void this.cancelled(facts.name);
    this.next();
  }

  private decide({ facts, back }: Parked, { verb, said }: Word): void {
    this.log.push({ verb, step: facts.name });
    if (back) return void this.follow(verb === 'skip' ? this.wayBack.left(facts) : this.wayBack.again(facts));
    if (!facts.plan) return this.decidePlan(facts, verb);
    if (this.cancel && !this.past()) return void this.cancelled(facts.name);
    if (verb === 'compensate') return void this.turnBack({ step: facts.name, type: facts.outcome });
    if (verb === 'skip') {
      facts.outcome = 'skipped';
      if (facts.last) facts.last.result = said.input;
      return this.next();
    }
    this.corrected = verb === 'retryWith';
    if (this.corrected) Object.assign(facts, { formerInput: facts.input, input: { ...facts.input, ...said.input } });
    this.ask(facts);
  }

  private decidePlan(facts: Facts, verb: Verb): void {
    facts.outcome = verb === 'compensate' ? 'rejected' : 'done';
    if (verb === 'compensate') return void this.turnBack({ step: APPROVAL, type: 'rejected' });
    if (verb === 'approve') return this.next();
    this.place = this.waitForWord();
  }

  private waitForWord(): Place {
    const facts = newFacts(APPROVAL, 'read');
    facts.attempts = 1;
    this.begun.push(facts);
    if (this.cancel) return this.cancelled(APPROVAL);
    return { on: 'parked', facts, back: false, verbs: ['approve', 'retry', 'compensate'], heedsCancel: true };
  }

  private park(facts: Facts, back: boolean): void {
    const column: Column = back ? 'while compensating' : this.past() ? 'at or after the pivot' : 'before the pivot';
    const verbs = verbsIn(column, facts.plan!, facts.maybe);
    if (back) facts.compensation = 'parked';
    this.place = { on: 'parked', facts, back, verbs, heedsCancel: !back && !this.past() };
    this.heedCancel();
  }

  private past = (): boolean => isPast(this.begun);

  // Back

  private cancelled(step: string): Place {
    this.cancelCounts = true;
    return this.turnBack({ step, type: 'cancelled' });
  }

  private turnBack(cause: { step: string; type: string }): Place {
    this.cause = cause;
    this.wayBack = new WayBack(this.begun);
    return this.follow(this.wayBack.next());
  }

  private follow(back: Back): Place {
    if (!back) return this.close(turnedEnd(this.begun, this.cancelCounts, this.cause!));
    if (back.on === 'person') this.park(back.facts, true);
    else this.place = { on: 'undo', facts: back.facts };
    return this.place;
  }

  private close(end: End): Place {
    return (this.place = { on: 'closed', report: reportOf(end, this.begun, this.log, this.cancel) });
  }
}
