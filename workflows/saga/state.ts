/** What a running saga knows: plain data that report.ts folds into the report. */
import type { Reply } from '../contracts/reply.js';
import type { Cause, OperatorAct, StepReport, Verdict } from '../contracts/report.js';
import type { FlowName, Verb } from '../contracts/names.js';
import type { Step } from './step.js';

/** One step of the run, from before it was scheduled. */
export interface Entry {
  step: Step<unknown, unknown>;
  input: unknown;
  report: StepReport;
  prior: 'none' | 'maybeSent';
  before?: unknown;
  last?: Reply;
  /** Records it made. */
  made: string[];
  /** How many of the step's undos have ended. */
  undone: number;
  /** One of them changed something, or a person did it by hand. */
  undid: boolean;
  byHand: boolean;
  /** What is known of the undo that is running: it keeps the same protocol as any write. */
  undoPrior: 'none' | 'maybeSent';
  undoBefore?: unknown;
}

/** What an operator said to a parked step. */
export interface Decision {
  verb: Verb;
  input?: Record<string, unknown>;
  ref?: string;
}

export interface Parked {
  entry: Entry;
  phase: 'forward' | 'compensating';
  since: string;
  why: string;
  verbs: Verb[];
  decision?: Decision;
  /** A `markDone` is being checked by a look. */
  checking: boolean;
}

export interface SagaData {
  flow: FlowName;
  workflowId: string;
  tenant: string;
  key: string;
  reference: string | null;
  requestedBy: string | null;
  entries: Entry[];
  result: Record<string, unknown>;
  parked?: Parked;
  compensating: boolean;
  /** A pivot may have taken effect: the way back is closed. */
  pastPivot: boolean;
  cancelRequested: boolean;
  verdict: Verdict | null;
  cause?: Cause;
  operator: OperatorAct[];
  notes: string[];
  /** Something was not done as wished, though no step says so: rows or members of a long work. */
  exceptions: boolean;
  partyId?: string;
  /** The invoice that the search attributes name; empty: none yet; absent: they were not set yet. */
  announced?: string;
}
