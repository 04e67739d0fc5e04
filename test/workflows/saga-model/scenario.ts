/** A world of the saga core: a flow's steps, what each call of them comes to, and what people say at which moment. */
import type { Verb } from '../../../workflows/contracts/names.js';
import type { StepKind } from '../../../workflows/contracts/report.js';

/** What a call comes to, if the record allows it: what stands is found by whoever can look. */
export interface Fate {
  how: 'done' | 'rejected' | 'unavailable' | 'unauthorized' | 'unknown' | 'fails' | 'invalid';
  /** The write went out before the answer was lost (of `unavailable`, `unknown` and `fails`). */
  sent: boolean;
  /** What went out took effect. */
  lands: boolean;
}

export type Wish = 'compensate' | 'park' | 'leave';

export interface StepPlan {
  kind: StepKind;
  /** How many records it makes, each with an undo of its own; of other kinds than compensatable 0. */
  undos: number;
  on: { rejected?: Wish; unavailable?: Wish; unauthorized?: Wish; unknown?: Wish };
  skippable: boolean;
  correctable: boolean;
  needs: boolean;
  /** Somebody else had done it before. */
  there: boolean;
  /** After a send it can still be told whose effect stands. */
  clear: boolean;
  fates: Fate[];
  undoFates: Fate[];
}

export interface Saying {
  what: 'verb';
  verb: Verb;
  /** Says who decides. */
  signed: boolean;
  step: 'right' | 'wrong' | 'absent';
  input: 'absent' | 'empty' | 'correction' | 'invalid' | 'needed' | 'foreign';
  ref: boolean;
  /** Before `markDone`: does it by hand. */
  byHand: boolean;
  /** Sent twice under one id. */
  twice: boolean;
}

export type Move = { what: 'cancel' } | Saying;

/** One moment: a call is under way, or the flow is parked. */
export interface Point {
  moves: Move[];
  /** The moves reach the workflow in one task, with the answer of the call if there is one. */
  together: boolean;
  /** The worker is killed afterwards: all is replayed. */
  evict: boolean;
}

export interface Scenario {
  /** The flow begins with a plan that waits for a word. */
  approval: boolean;
  steps: StepPlan[];
  points: Point[];
}

export const STEP_NAMES = ['first', 'second', 'third', 'fourth'];
export const APPROVAL = 'approve plan';
/** The member that `retryWith` may correct, and the one that later steps need. */
export const CORRECTABLE = 'colour';
export const NEEDED = 'size';

/** A correction that is no valid input. */
export const INVALID = 'none';

/** What the flow of flow.ts is given. */
export interface PlannedStep {
  name: string;
  kind: StepKind;
  act: 'act';
  undo?: { name: string; act: 'undo' }[];
  on: StepPlan['on'];
  skippable?: true;
  correctable?: string[];
  needs?: string[];
}

export interface FlowPlan {
  approval: boolean;
  steps: PlannedStep[];
}

export const planOf = ({ approval, steps }: Scenario): FlowPlan => ({
  approval,
  steps: steps.map(({ kind, undos, on, skippable, correctable, needs }, index) => ({
    name: STEP_NAMES[index]!,
    kind,
    act: 'act',
    ...(undos > 0 && { undo: Array.from({ length: undos }, (_, n) => ({ name: undoName(n), act: 'undo' as const })) }),
    on,
    ...(skippable && { skippable }),
    ...(correctable && { correctable: [CORRECTABLE] }),
    ...(needs && { needs: [NEEDED] }),
  })),
});

export const undoName = (n: number): string => `undo ${n + 1}`;
