/** The way back of the model: reverse order; what cannot be undone waits until all others are. */
import type { Answer } from './api.js';
import { GOOD, LOST, type Facts } from './model-facts.js';

/** What comes next: an undo is asked, a person is, or nothing is left. */
export type Back = { on: 'undo' | 'person'; facts: Facts } | undefined;

export class WayBack {
  private readonly toUndo: Facts[];
  private readonly stuck: Facts[] = [];

  constructor(begun: Facts[]) {
    this.toUndo = [...begun].reverse();
  }

  next(): Back {
    for (let facts = this.toUndo.shift(); facts; facts = this.toUndo.shift()) {
      const nothing = whyNothing(facts);
      if (nothing) {
        facts.compensation = nothing;
        continue;
      }
      facts.compensation = 'pending';
      if (!cannotBeTold(facts)) return { on: 'undo', facts };
      facts.compensation = 'parked';
      this.stuck.push(facts);
    }
    const [facts] = this.stuck;
    return facts && { on: 'person', facts };
  }

  afterUndo(facts: Facts, answer: Answer): Back {
    const { outcome, maybeSent, before } = typeof answer === 'string' ? { ...LOST, before: undefined } : answer;
    facts.undoBefore ??= before;
    facts.undoMaybe = maybeSent;
    if (GOOD.includes(outcome)) {
      facts.changed ||= outcome === 'done';
      return this.ended(facts);
    }
    if (this.stuck.includes(facts)) return { on: 'person', facts };
    facts.compensation = 'parked';
    this.stuck.push(facts);
    return this.next();
  }

  again(facts: Facts): Back {
    facts.compensation = 'pending';
    return { on: cannotBeTold(facts) ? 'person' : 'undo', facts };
  }

  left(facts: Facts): Back {
    facts.compensation = 'skipped';
    return this.freed(facts);
  }

  byHand(facts: Facts): Back {
    facts.hand = true;
    return this.ended(facts);
  }

  private ended(facts: Facts): Back {
    Object.assign(facts, { undosEnded: facts.undosEnded + 1, undoMaybe: false, undoBefore: undefined });
    if (facts.undosEnded < facts.plan!.undos) return { on: 'undo', facts };
    facts.compensation = facts.hand ? 'marked-done' : facts.changed ? 'undone' : 'none';
    return this.freed(facts);
  }

  private freed(facts: Facts): Back {
    if (this.stuck[0] === facts) this.stuck.shift();
    return this.next();
  }
}

/** Only what is ours, or may be, is undone. */
function whyNothing({ plan, outcome, maybe, last }: Facts): 'none' | 'left' | undefined {
  if (!plan?.undos || !last) return 'none';
  if (maybe) return undefined;
  if (outcome === 'skipped') return 'none';
  if (GOOD.includes(last.outcome)) return last.owner === 'other' ? 'left' : undefined;
  return last.outcome === 'unknown' ? undefined : 'none';
}

/** A record stands, and nobody knows whose it is; a person who has begun to undo it by hand knows. */
const cannotBeTold = ({ last, maybe, hand }: Facts): boolean => last?.owner === 'unknown' && GOOD.includes(last.outcome) && !maybe && !hand;
