/** A flow's report: the workflow's result, its failure details, and the answer to the query `report`. */
import type { FlowName, Verb } from './names.js';
import type { Ids, Outcome, Owner } from './reply.js';

export type SagaState = 'running' | 'parked' | 'compensating' | 'closed';

export type Verdict =
  | 'completed'
  | 'completed-with-exceptions'
  | 'rejected'
  | 'compensated'
  | 'cancelled'
  | 'partly-compensated';

export type StepKind = 'read' | 'compensatable' | 'pivot' | 'retriable';

/** `skipped`: a person skipped it. `pending`: it runs, or has not answered yet. */
export type StepOutcome = Outcome | 'pending' | 'skipped' | 'marked-done';

/** How the undo of a step ended. `left`: was there before, so it stays. `none`: nothing to undo. */
export type CompensationOutcome = 'pending' | 'undone' | 'none' | 'left' | 'skipped' | 'marked-done' | 'parked';

export interface StepReport {
  name: string;
  kind: StepKind;
  outcome: StepOutcome;
  owner: Owner | null;
  /** How often the workflow asked for the step (each may hold several attempts of the activity). */
  attempts: number;
  compensation: CompensationOutcome | null;
  ids: Ids;
  startedAt: string;
  endedAt: string | null;
  note: string;
}

export interface OperatorAct {
  verb: Verb;
  step: string;
  by: string;
  why: string;
  at: string;
}

export interface Cause {
  step: string;
  type: string;
  message: string;
}

export interface Report {
  flow: FlowName;
  workflowId: string;
  tenant: string;
  key: string;
  reference: string | null;
  requestedBy: string | null;
  state: SagaState;
  verdict: Verdict | null;
  ids: Ids;
  result: Record<string, unknown>;
  steps: StepReport[];
  cause?: Cause;
  operator: OperatorAct[];
  /** While parked: which step, since when, what is unknown, and which verbs fit. */
  parked?: { step: string; phase: 'forward' | 'compensating'; since: string; why: string; verbs: Verb[] };
  /** Things a person should know that changed no verdict (a cancel after the pivot, a live AutoPay instruction). */
  notes: string[];
}
