/**
 * The API behind the steps, with the write protocol in front of it: replies say no more than can be known, and what they
 * say of our own effects is true. Knows what stands in truth, and who made it.
 */
import { VERSION, type Call, type Reply, type UndoInput } from '../../../workflows/contracts/reply.js';
import { CORRECTABLE, INVALID, STEP_NAMES, undoName, type Fate, type Scenario, type StepPlan } from './scenario.js';

/** `fails`: the activity ends without an answer. `invalid`: as InvalidInput. */
export type Answer = Reply | 'fails' | 'invalid';

/** Who made a record that stands. */
type Maker = 'us' | 'other' | 'hand';

interface Place {
  plan: StepPlan;
  /** One record for each undo. */
  records: (Maker | undefined)[];
  /** Of each record, whether its undo of ours took effect. */
  undone: boolean[];
  fates: Fate[];
  undoFates: Fate[];
  asked: number;
}

const GOOD: Fate = { how: 'done', sent: false, lands: false };

export class Api {
  /** What must never be asked or happen. */
  readonly wrong: string[] = [];
  private readonly places: Map<string, Place>;

  constructor({ steps }: Scenario) {
    this.places = new Map(steps.map((plan, index) => [STEP_NAMES[index]!, placeOf(plan)]));
  }

  answer(call: Call): Answer {
    const place = this.places.get(call.step)!;
    return call.undo === undefined ? this.act(place, call) : this.undo(place, call as Call<UndoInput>);
  }

  /** A person does it, or takes it away, in the API's own screens. */
  byHand(step: string, undo: number | undefined): void {
    const { records } = this.places.get(step) ?? { records: [] };
    if (undo === undefined) records.forEach((maker, n) => (records[n] = maker ?? 'hand'));
    else if (records[undo] === 'us') records[undo] = undefined;
  }

  /** Steps of which something of ours stands, as `step/n`. */
  ours(): string[] {
    return [...this.places].flatMap(([name, { records, plan }]) =>
      records.flatMap((maker, n) => (maker === 'us' && plan.kind === 'compensatable' ? [`${name}/${n}`] : [])),
    );
  }

  /** Steps whose records of others are gone. */
  othersLost(): string[] {
    return [...this.places].filter(([, { plan, records }]) => plan.there && records.some((maker) => maker !== 'other')).map(([name]) => name);
  }

  private act(place: Place, call: Call): Answer {
    const { plan, records } = place;
    if (call.validate && (call.input as Record<string, unknown>)[CORRECTABLE] === INVALID) return 'invalid';
    place.asked += 1;
    const fate = place.fates.shift() ?? GOOD;
    const standing = records[0];
    const maybe = call.prior === 'maybeSent';
    const before = { of: call.step, asked: place.asked };
    const reply = (outcome: Reply['outcome'], more: Partial<Reply>): Reply => ({ ...replyOf(outcome), maybeSent: maybe, ...more });
    const there = (): Reply => {
      const owner = standing === 'us' || standing === 'other' ? standing : 'other';
      const known = maybe && !plan.clear ? 'unknown' : owner;
      const told = { owner: known, result: { of: call.step, asked: place.asked }, maybeSent: false } as const;
      return reply(known === 'us' ? 'done' : 'already-done', { ...told, ...(known === 'us' && { targets: [call.step] }) });
    };
    if (call.lookOnly) return fate.how === 'fails' ? 'fails' : standing ? there() : reply('unknown', {});
    if (fate.how === 'invalid') return call.validate ? 'invalid' : there2();
    const blind = fate.how !== 'done' && fate.how !== 'rejected';
    // A send follows a look: what stands is found then.
    if (!blind || (fate.sent && fate.how !== 'fails')) if (standing) return there();
    if (fate.how === 'done') return there2();
    if (fate.how === 'rejected') return reply('rejected', { maybeSent: false, before });
    const sends = fate.sent && fate.how !== 'unauthorized' && plan.kind !== 'read';
    if (sends && fate.lands && !standing) records.fill('us');
    if (fate.how === 'fails') return 'fails';
    return reply(fate.how, { maybeSent: maybe || sends, ...(sends && { before }) });

    function there2(): Reply {
      if (standing) return there();
      records.fill('us');
      return reply('done', { owner: 'us', maybeSent: false, before, result: { of: call.step, asked: place.asked }, targets: [call.step] });
    }
  }

  private undo(place: Place, call: Call<UndoInput>): Answer {
    const { plan, records, undone } = place;
    const { owner, maybeSent } = call.input;
    const n = records.findIndex((_, index) => undoName(index) === call.undo);
    if (owner === 'other' && !maybeSent) this.wrong.push(`${call.step}: asked to undo what is said to be another's`);
    const fate = place.undoFates.shift() ?? GOOD;
    const standing = records[n];
    const maybe = call.prior === 'maybeSent';
    const before = { undo: call.undo, asked: place.asked };
    const reply = (outcome: Reply['outcome'], more: Partial<Reply> = {}): Reply => ({ ...replyOf(outcome), maybeSent: maybe, ...more });
    // Of what stands it can be told that it is ours, or the flow knows it, or nobody does.
    const mine = standing === 'us' && (plan.clear || (owner === 'us' && !maybeSent));
    const others = standing !== undefined && standing !== 'us' && plan.clear;
    const gone = (): Reply => reply(undone[n] ? 'done' : 'already-done', { owner: undone[n] ? 'us' : 'other', maybeSent: false });
    if (call.lookOnly) return fate.how === 'fails' ? 'fails' : standing === undefined || others ? gone() : reply('unknown');
    const blind = fate.how !== 'done' && fate.how !== 'rejected' && fate.how !== 'invalid';
    if (!blind || fate.sent) {
      if (standing === undefined || others) return fate.how === 'fails' ? 'fails' : gone();
      if (!mine) return fate.how === 'fails' ? 'fails' : reply('unknown', { maybeSent: false });
    }
    if (fate.how === 'rejected') return reply('rejected', { maybeSent: false, before });
    const sends = fate.how !== 'unauthorized' && fate.sent && mine;
    if (!blind || (sends && fate.lands)) {
      records[n] = undefined;
      undone[n] = true;
    }
    if (!blind) return reply('done', { owner: 'us', maybeSent: false, before });
    if (fate.how === 'fails') return 'fails';
    return reply(fate.how as Reply['outcome'], { maybeSent: maybe || sends, ...(sends && { before }) });
  }
}

const replyOf = (outcome: Reply['outcome']): Reply => ({ v: VERSION, outcome, owner: 'unknown', maybeSent: false, evidence: `it is ${outcome}` });

function placeOf(plan: StepPlan): Place {
  const count = Math.max(1, plan.undos);
  return {
    plan,
    records: Array.from({ length: count }, () => (plan.there ? 'other' : undefined)),
    undone: Array.from({ length: count }, () => false),
    fates: [...plan.fates],
    undoFates: [...plan.undoFates],
    asked: 0,
  };
}
