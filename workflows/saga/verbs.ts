/** Which operator verb fits which state (write-protocol section 3). Pure. */
import type { Verb } from '../contracts/names.js';
import type { Entry, Parked } from './state.js';

export type Phase = Parked['phase'];

/** The verbs that fit a step parked in this phase. */
export function verbsFor(entry: Entry, phase: Phase, pastPivot: boolean): Verb[] {
  if (phase === 'compensating') return ['retry', 'skip', 'markDone'];
  const { kind } = entry.step;
  const after = pastPivot || (kind === 'pivot' && entry.prior === 'maybeSent');
  const verbs: Verb[] = ['retry'];
  if ((entry.step.correctable?.length ?? 0) > 0 && !(after && entry.prior === 'maybeSent')) verbs.push('retryWith');
  if (!after || kind === 'retriable' || entry.step.skippable) verbs.push('skip');
  verbs.push('markDone');
  if (!after) verbs.push('compensate');
  return verbs;
}

const REFUSED: Record<Exclude<Verb, 'compensate'>, string> = {
  retry: 'retry does not fit this state',
  retryWith: 'what was sent cannot be corrected any more; use retry or markDone',
  skip: 'a step at or after the point of no return cannot be skipped; use retry or markDone',
  markDone: 'markDone does not fit this state',
  approve: 'there is no plan that waits for a word',
};

function whyRefused(verb: Verb, { takenBack = 'a payment is taken back by the flow reversePayment' }: Entry['step']): string {
  return verb === 'compensate' ? `the flow is past its point of no return or undoing already; ${takenBack}` : REFUSED[verb];
}

export interface VerbArgs {
  by: string;
  why: string;
  step?: string;
  input?: Record<string, unknown>;
  ref?: string;
}

/** Why a verb is refused now, or undefined. Synchronous: a rejecting promise in a validator stops the workflow for ever. */
export function refusal(verb: Verb, args: VerbArgs | undefined, parked: Parked | undefined): string | undefined {
  if (!parked) return 'the flow is not parked, so there is nothing to decide';
  if (parked.decision || parked.checking) return 'a decision for this step is being carried out; look at the report first';
  const filled = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';
  if (!filled(args?.by) || !filled(args?.why)) return 'say who decides (by) and why (why)';
  const { entry } = parked;
  if (args?.step !== undefined && args.step !== entry.report.name) return `parked at "${entry.report.name}", not at "${args.step}"`;
  if (!parked.verbs.includes(verb)) return `${whyRefused(verb, entry.step)} (verbs that fit: ${parked.verbs.join(', ')})`;
  const given = Object.keys(args?.input ?? {});
  if (verb === 'retryWith') {
    const allowed = entry.step.correctable ?? [];
    const foreign = given.filter((name) => !allowed.includes(name));
    if (given.length === 0 || foreign.length > 0) return `retryWith corrects ${allowed.join(', ')} here${foreign.length ? `, not ${foreign.join(', ')}` : ''}`;
  }
  if (verb === 'markDone' && !filled(args?.ref)) return 'markDone needs ref: the id or reference under which the record can be found';
  if (verb === 'skip' && parked.phase === 'forward') {
    const missing = (entry.step.needs ?? []).filter((name) => !filled(args?.input?.[name]));
    if (missing.length > 0) return `later steps need ${missing.join(', ')}: give them as input`;
  }
  return undefined;
}
