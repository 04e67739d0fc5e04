/** What an operator's verbs mean, for a person who must choose one. */
import type { Verb } from '../workflows/contracts/names.js';

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
