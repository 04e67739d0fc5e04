/** A part of a flow that is no call to the API: reading a file, waiting for many other flows. */
import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';
import { FAILURE } from '../contracts/names.js';
import { VERSION, type Ids } from '../contracts/reply.js';
import type { StepKind } from '../contracts/report.js';
import { now } from './clock.js';
import { display } from './display.js';
import { newEntry } from './entry.js';
import type { Entry, SagaData } from './state.js';

export interface Part {
  name: string;
  kind: StepKind;
}

export interface Done<T> {
  result: T;
  /** One plain sentence for a person. */
  note: string;
  ids?: Ids;
}

export async function part<T>(data: SagaData, what: Part, doIt: () => Promise<Done<T>>): Promise<T> {
  const entry = newEntry(data, what, undefined);
  entry.report.attempts = 1;
  display(data);
  const { result, note, ids } = await doIt().catch(inItsOwnWords);
  finish(data, entry, note, ids);
  return result;
}

/** A fault of the input ends the flow as such, though an activity found it. */
function inItsOwnWords(error: unknown): never {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  throw cause instanceof ApplicationFailure && cause.type === FAILURE.invalidInput ? cause : error;
}

/** The part has ended well. */
export function finish(data: SagaData, entry: Entry, note: string, ids: Ids = {}): void {
  entry.prior = 'none';
  entry.last = { v: VERSION, outcome: 'done', owner: 'us', maybeSent: false, evidence: note };
  Object.assign(entry.report, { outcome: 'done', owner: 'us', endedAt: now(), note });
  Object.assign(entry.report.ids, ids);
  display(data);
}
