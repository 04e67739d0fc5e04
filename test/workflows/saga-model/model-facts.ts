/** What the model knows of a step. */
import type { Outcome, Owner } from '../../../workflows/contracts/reply.js';
import type { CompensationOutcome, StepKind, StepOutcome } from '../../../workflows/contracts/report.js';
import type { StepPlan } from './scenario.js';

export interface Facts {
  name: string;
  kind: StepKind;
  plan?: StepPlan;
  input: Record<string, unknown>;
  /** Before the correction that has not been found valid. */
  formerInput?: Record<string, unknown>;
  outcome: StepOutcome;
  attempts: number;
  compensation: CompensationOutcome | null;
  maybe: boolean;
  before?: unknown;
  last?: { outcome: Outcome; owner: Owner; result?: unknown };
  undosEnded: number;
  /** Of the undo that is due. */
  undoMaybe: boolean;
  undoBefore?: unknown;
  changed: boolean;
  hand: boolean;
}

export const GOOD: StepOutcome[] = ['done', 'already-done'];
/** What an activity without an answer leaves behind. */
export const LOST = { outcome: 'unknown', owner: 'unknown', maybeSent: true } as const;

export const newFacts = (name: string, kind: StepKind, plan?: StepPlan): Facts => ({
  name,
  kind,
  ...(plan && { plan }),
  input: { of: name },
  outcome: 'pending',
  attempts: 0,
  compensation: null,
  maybe: false,
  undosEnded: 0,
  undoMaybe: false,
  changed: false,
  hand: false,
});


/** Money may have moved, by us or by a person who said so. What others had done before is not of this flow. */
export const isPast = (begun: Facts[]): boolean =>
  begun.some(({ kind, maybe, outcome, last }) => kind === 'pivot' && (maybe || outcome === 'marked-done' || (last?.outcome === 'done' && last.owner === 'us')));
