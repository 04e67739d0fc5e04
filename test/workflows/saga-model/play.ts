/** Plays a world on a stage, the model beside it, and tells where they differ and what must never be. */
import type { Call } from '../../../workflows/contracts/reply.js';
import { Api } from './api.js';
import { differences, text } from './compare.js';
import { Model } from './model.js';
import type { Now } from './model-types.js';
import { CORRECTABLE, INVALID, NEEDED, type Move, type Point, type Saying, type Scenario } from './scenario.js';
import type { Seen, Spoken, Stage } from './stage.js';

export interface Played {
  wrong: string[];
  /** What happened, for a person. */
  log: string[];
  moments: number;
}

const QUIET: Point = { moves: [], together: true, evict: false };
/** Beyond these moments whoever decides gives up what cannot be brought to an end. */
const PATIENCE = 40;
const MOST_MOMENTS = 120;

export async function play(scenario: Scenario, stage: Stage): Promise<Played> {
  const world = new World(scenario, stage);
  try {
    await world.play();
    return { wrong: world.wrong, log: world.log, moments: world.moments };
  } finally {
    await stage.close();
  }
}

class World {
  readonly wrong: string[] = [];
  readonly log: string[] = [];
  moments = 0;
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly api: Api;
  private readonly model: Model;
  private seen!: Seen;

  constructor(scenario: Scenario, stage: Stage) {
    this.scenario = scenario;
    this.stage = stage;
    this.api = new Api(scenario);
    this.model = new Model(scenario);
  }

  async play(): Promise<void> {
    this.seen = await this.stage.begin();
    this.compare();
    for (; this.wrong.length === 0 && this.model.now.at !== 'closed'; this.moments += 1) {
      if (this.moments === MOST_MOMENTS) return void this.wrong.push('the world has no end');
      await this.moment(this.scenario.points[this.moments] ?? QUIET);
    }
    this.wrong.push(...this.api.wrong);
    if (this.wrong.length === 0) this.wrong.push(...standing(this.seen, this.api));
  }

  private async moment({ moves, together, evict }: Point): Promise<void> {
    const call = this.seen.at === 'call' ? this.seen.call : undefined;
    const parked = this.model.now.at === 'parked';
    if (together) {
      if (moves.length > 0 || call) await this.deliver(moves, call);
    } else {
      for (const move of moves) await this.deliver([move]);
      if (call) await this.deliver([], call);
    }
    if (evict && this.wrong.length === 0) this.wrong.push(...(await this.stage.evict()));
    const still = this.model.now;
    if (parked && still.at === 'parked' && this.moments >= this.scenario.points.length) await this.say([lastWord(still, this.moments)], false);
  }

  private async deliver(moves: Move[], call?: Call): Promise<void> {
    const words = moves.filter((move) => move.what === 'verb').map((saying) => this.spoken(saying));
    await this.say(words, moves.length > words.length, call);
  }

  private async say(words: Spoken[], cancel: boolean, call?: Call): Promise<void> {
    if (this.wrong.length > 0 || this.model.now.at === 'closed') return;
    const answer = call && this.api.answer(call);
    const expected = this.model.words(words, cancel, answer);
    const { taken, seen } = await this.stage.deliver({ words, cancel, ...(answer !== undefined && { answer }) });
    this.log.push(`${text({ words, cancel, call, answer })} -> ${text(taken)}`);
    if (text(taken) !== text(expected)) this.wrong.push(`words taken: ${text(taken)}, and the model says ${text(expected)}`);
    this.seen = seen;
    this.compare();
  }

  private compare(): void {
    this.wrong.push(...differences(this.seen, this.model.now));
    if (this.seen.at !== 'parked') return;
    const missing = untold(this.seen, this.api);
    if (missing.length > 0) this.wrong.push(`the effects ${missing.join()} stand, and others who ask are not told of them`);
  }

  private spoken({ verb, signed, step, input, ref, byHand, twice }: Saying): Spoken {
    const { now, dueUndo } = this.model;
    const parked = now.at === 'parked' ? now.step : undefined;
    if (byHand && verb === 'markDone' && parked && this.scenario.steps.length > 0) this.api.byHand(parked, dueUndo);
    const inputs = { absent: undefined, empty: {}, correction: { [CORRECTABLE]: 'blue' }, invalid: { [CORRECTABLE]: INVALID }, needed: { [NEEDED]: 'L' }, foreign: { [CORRECTABLE]: 'blue', partyId: '2' } };
    const given = inputs[input];
    const said = {
      ...(signed && { by: 'Kim' }),
      why: 'because',
      ...(step !== 'absent' && { step: step === 'right' ? (parked ?? 'none') : 'another' }),
      ...(given && { input: given }),
      ...(ref && { ref: 'R-1' }),
    };
    return { verb, twice, said };
  }
}

/** What the end of a flow leaves in the API. */
function standing(seen: Seen, api: Api): string[] {
  const verdict = seen.at === 'closed' ? seen.report.verdict : undefined;
  const wrong = api.othersLost().map((step) => `what others had done at ${step} is gone`);
  const ours = api.ours();
  const nothingLeft = ['compensated', 'cancelled', 'rejected'].includes(verdict ?? '');
  return nothingLeft && ours.length > 0 ? [...wrong, `${verdict}, but ${ours.join()} stands`] : wrong;
}

/** Of our effects that the flow knows of, those that others who ask are not told of. */
function untold({ report: { steps }, effects }: Extract<Seen, { at: 'parked' }>, api: Api): string[] {
  const known = steps.filter(({ owner }) => owner === 'us').map(({ name }) => name);
  const ours = api.ours().map((one) => one.split('/')[0]!);
  return ours.filter((name) => known.includes(name) && !effects.includes(name));
}

/** Whoever decides in the end: again, and what cannot be told is left. */
function lastWord({ phase, verbs }: Extract<Now, { at: 'parked' }>, moment: number): Spoken {
  const verb = verbs.includes('approve') ? 'approve' : phase === 'compensating' && moment > PATIENCE ? 'skip' : 'retry';
  return { verb, said: { by: 'Kim', why: 'in the end' }, twice: false };
}
