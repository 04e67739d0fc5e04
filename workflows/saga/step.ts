/** A step: a plain object that says how one record is changed, how that is undone, and what a failure means. */
import { oneLine } from '../contracts/one-line.js';
import type { Reply } from '../contracts/reply.js';
import type { StepKind } from '../contracts/report.js';
import type { StepActivities } from '../../activities/steps/index.js';

export type ActName = keyof StepActivities;
/** What an activity of a step takes as `call.input`. */
export type InputOf<A extends ActName> = Parameters<StepActivities[A]>[0]['input'];
type ResultOf<A extends ActName> = Awaited<ReturnType<StepActivities[A]>> extends Reply<infer R> ? R : never;

/** What to do when a step ends badly. `leave` ends it without its effect and goes on. */
export type Reaction = 'compensate' | 'park' | 'leave';
export type BadOutcome = 'rejected' | 'unavailable' | 'unauthorized' | 'unknown';

export interface Undo {
  name: string;
  act: ActName;
}

export interface Step<Input = unknown, Result = unknown> {
  name: string;
  kind: StepKind;
  /** Absent: no call to the API, so nothing to ask again (part.ts). */
  act?: ActName;
  /** Each undoes one record, in this order; the first that cannot be undone keeps back the rest of its step. */
  undo?: Undo[];
  on?: Partial<Record<BadOutcome, Reaction>>;
  /**
   * A pivot that may be left though it was perhaps sent (write-protocol section 3 refuses that of others): what is not
   * known stays unknown in the report, and whoever does it next looks first.
   */
  skippable?: true;
  /** Members of the result that later steps need: an operator who skips the step must supply them. */
  needs?: string[];
  /** Members of the flow's input that `retryWith` may correct here. */
  correctable?: string[];
  /** How it is taken back past the point of no return, where no flow does it; by default reversePayment. */
  takenBack?: string;
  /** Whom or what it is about: stands behind the step's name in the Web UI. No names, no amounts. */
  summary?: (input: Input) => string;
  /** Never set: carries the type of the result. */
  result?: Result;
}

/** Ties a step's types to those of its activity. */
export function defineStep<A extends ActName>(
  step: Omit<Step<InputOf<A>, ResultOf<A>>, 'act' | 'result'> & { act: A },
): Step<InputOf<A>, ResultOf<A>> {
  return step;
}

/** One line for the Web UI: `pay invoice: 8158 of party 12345`. */
export const summaryOf = ({ name, summary }: Step, input: unknown): string => oneLine(summary ? `${name}: ${summary(input)}` : name, SUMMARY_BYTES);

/** The server takes 400 bytes of an activity; an undo names its step as well. */
const SUMMARY_BYTES = 300;

/** Safe defaults: a clear no is undone, everything else waits for a person. */
export const REACTIONS: Record<BadOutcome, Reaction> = {
  rejected: 'compensate',
  unavailable: 'park',
  unauthorized: 'park',
  unknown: 'park',
};
