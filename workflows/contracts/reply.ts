/** What a workflow asks of a step's activity, and what the activity answers. */
import type { FlowName } from './names.js';

/** How one attempt to change a record ended. */
export type Outcome = 'done' | 'already-done' | 'rejected' | 'unavailable' | 'unauthorized' | 'unknown';

/** Whose effect the record shows. Only `us` is ever undone. */
export type Owner = 'us' | 'other' | 'unknown';

/** Form of Call and of heartbeat details; an unknown one counts as "may have been sent" (write-protocol 1.10). */
export const VERSION = 1;

/** Form of Reply. From this one on a flow tells its invoice's id late (workflows/saga/announce.ts); older ones are replayed. */
export const REPLY_VERSION = 2;
export const ANNOUNCED_LATE = 2;

/** A workflow's request to one step. The same step asked again (repair, undo) carries what is known so far. */
export interface Call<Input = unknown, Before = unknown> {
  v: number;
  tenant: string;
  /** Business key of the flow: with the step's name the source of the marker. */
  key: string;
  step: string;
  /** Which undo of the step is asked. Step and undo share a marker: the flow keeps its claim on the record. */
  undo?: string;
  input: Input;
  /** May an earlier activity of this step have sent the write? */
  prior: 'none' | 'maybeSent';
  /** The record as it stood before the step's first send, once known. */
  before?: Before;
  /** The run was reset: whose effect it is can be told by marker only. */
  reset?: boolean;
  /** Past the pivot, or undoing: a cancel of the flow does not end the step. */
  goesOn?: boolean;
  /** Look only, send nothing (operator's `markDone`). */
  lookOnly?: boolean;
  /** With lookOnly: the id or reference a person gave. */
  ref?: string;
  /** The flow's own input, to be checked before the first call of the run. */
  validate?: { flow: FlowName; input: unknown };
}

/** Ids the API gave, by name: `invoiceId`, `groupMemberId`, `paymentReference` ... */
export type Ids = Record<string, string>;

export interface Reply<Result = unknown, Before = unknown> {
  v: number;
  outcome: Outcome;
  owner: Owner;
  result?: Result;
  before?: Before;
  /** True as long as a send of this step may still land. */
  maybeSent: boolean;
  ids?: Ids;
  /** Records this flow made or changed, such as `chapter:12345|CHAPT/EAST`; only when the effect is ours. */
  targets?: string[];
  /** One plain sentence for a person, without personal data. */
  evidence: string;
}

/** What an undo is told about the step it undoes. */
export interface UndoInput<Input = unknown, Result = unknown, Before = unknown> {
  input: Input;
  outcome: Outcome;
  owner: Owner;
  result?: Result;
  before?: Before;
  maybeSent: boolean;
}
