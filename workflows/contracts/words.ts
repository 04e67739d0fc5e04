/** What verdicts, states and operator's verbs mean, in the same words wherever a person reads them. Pure. */
import type { Verb } from './names.js';
import type { CompensationOutcome, Report, SagaState, StepOutcome, Verdict } from './report.js';

interface Meaning {
  title: string;
  /** Begins small and ends with a full stop: it stands behind the title. */
  sentence: string;
}

export const VERDICT_WORDS: Record<Verdict, Meaning> = {
  completed: { title: 'Completed', sentence: 'everything was done.' },
  'completed-with-exceptions': { title: 'Completed with exceptions', sentence: 'a step, a row or a member was skipped or refused; see below.' },
  rejected: { title: 'Rejected', sentence: 'nothing was changed.' },
  compensated: { title: 'Compensated', sentence: 'what had been done was undone.' },
  cancelled: { title: 'Cancelled', sentence: 'what had been done was undone.' },
  'partly-compensated': { title: 'Partly compensated', sentence: 'a person stopped the undoing; see what is left below.' },
};

const STATE_WORDS: Record<SagaState, Meaning> = {
  running: { title: 'Running', sentence: 'its end is open.' },
  compensating: { title: 'Undoing', sentence: 'a step failed, and what was done is being undone.' },
  parked: { title: 'Parked', sentence: 'it waits for a person.' },
  closed: { title: 'Closed', sentence: 'it has ended.' },
};

const PLAN_WORDS: Meaning = { title: 'Parked', sentence: 'the plan waits for approval; nothing has been written yet.' };

/** How the flow ended, or how it stands. */
export function standing({ verdict, state, parked }: Pick<Report, 'verdict' | 'state' | 'parked'>): Meaning {
  if (verdict) return VERDICT_WORDS[verdict];
  return parked && isPlan(parked.verbs) ? PLAN_WORDS : STATE_WORDS[state];
}

/** What is told by colour elsewhere is told by a sign and a word. */
export interface Signed {
  sign: string;
  word: string;
}

export const OUTCOME_WORDS: Record<StepOutcome, Signed> = {
  done: { sign: '✓', word: 'done' },
  'already-done': { sign: '✓', word: 'was so already' },
  'marked-done': { sign: '✓', word: 'marked as done' },
  skipped: { sign: '↷', word: 'skipped' },
  pending: { sign: '…', word: 'pending' },
  rejected: { sign: '✕', word: 'rejected' },
  unavailable: { sign: '!', word: 'unavailable' },
  unauthorized: { sign: '!', word: 'not allowed' },
  unknown: { sign: '?', word: 'unknown' },
};

export const UNDO_WORDS: Record<CompensationOutcome, Signed> = {
  pending: { sign: '…', word: 'pending' },
  undone: { sign: '↩', word: 'undone' },
  none: { sign: '–', word: 'nothing to undo' },
  left: { sign: '–', word: 'left: was there before' },
  skipped: { sign: '↷', word: 'skipped' },
  'marked-done': { sign: '✓', word: 'marked as done' },
  parked: { sign: '!', word: 'waits for a person' },
};

/** A plan of a renewal run that waits for a word: the same verbs mean something else there. */
export const isPlan = (verbs: Verb[]): boolean => verbs.includes('approve');

const MEANINGS: Record<Verb, string> = {
  retry: 'try the step again',
  retryWith: 'try it with corrected input',
  skip: 'go on without it',
  markDone: 'it was done by hand; checked by a look',
  compensate: 'undo what was done, and end',
  approve: 'go on as planned',
};

const OF_AN_UNDO: Partial<Record<Verb, string>> = {
  retry: 'try the undo again',
  skip: 'leave what is left, and end as partly compensated',
  markDone: 'it was undone by hand; checked by a look',
};

const OF_A_PLAN: Partial<Record<Verb, string>> = {
  retry: 'make the plan again',
  compensate: 'do not approve: it ends, with nothing done',
};

export function meaningOf(verb: Verb, parked: { verbs: Verb[]; phase?: 'forward' | 'compensating' }): string {
  const special = isPlan(parked.verbs) ? OF_A_PLAN : parked.phase === 'compensating' ? OF_AN_UNDO : {};
  return special[verb] ?? MEANINGS[verb];
}
