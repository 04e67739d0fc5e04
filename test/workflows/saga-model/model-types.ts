/** What the model expects to see. */
import type { Verb } from '../../../workflows/contracts/names.js';
import type { Outcome, Owner } from '../../../workflows/contracts/reply.js';
import type { CompensationOutcome, StepKind, StepOutcome, Verdict } from '../../../workflows/contracts/report.js';

/** The members of a call that decide what happens in the API. */
export interface ExpectedCall {
  step: string;
  undo?: string;
  /** Of the step, with what a person has corrected. */
  input: unknown;
  prior: 'none' | 'maybeSent';
  before?: unknown;
  lookOnly?: true;
  goesOn?: true;
  /** Of an undo. */
  told?: { outcome: Outcome; owner: Owner; result?: unknown; maybeSent: boolean };
}

export interface ExpectedReport {
  verdict: Verdict;
  /** Type of the failure with which the run ends. */
  failure?: string;
  steps: { name: string; kind: StepKind; outcome: StepOutcome; attempts: number; compensation: CompensationOutcome | null }[];
  cause?: { step: string; type: string };
  operator: { verb: Verb; step: string }[];
  /** The report says that a cancel came and the flow went on. */
  tellsOfCancel: boolean;
}

export type Now =
  | { at: 'call'; call: ExpectedCall }
  | { at: 'parked'; step: string; phase: 'forward' | 'compensating'; verbs: Verb[] }
  | { at: 'closed'; report: ExpectedReport };
