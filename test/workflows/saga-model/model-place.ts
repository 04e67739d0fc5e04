/** Where the model's flow stands, and what must be seen of it there. */
import type { Verb } from '../../../workflows/contracts/names.js';
import type { Facts } from './model-facts.js';
import type { ExpectedCall, ExpectedReport, Now } from './model-types.js';
import { isComplete, type Said } from './model-verbs.js';
import { undoName } from './scenario.js';

export type Place =
  | { on: 'ask' | 'undo'; facts: Facts }
  | { on: 'parked'; facts: Facts; back: boolean; verbs: Verb[]; heedsCancel: boolean }
  | { on: 'check'; facts: Facts; back: boolean; verbs: Verb[]; heedsCancel: boolean; said: Said }
  | { on: 'closed'; report: ExpectedReport };

export type Parked = Extract<Place, { on: 'parked' | 'check' }>;

export const dueUndo = (place: Place): number | undefined => (place.on === 'parked' && place.back ? place.facts.undosEnded : undefined);

export interface Word {
  verb: Verb;
  said: Said;
}

/** Whether a word is taken where the flow stands. */
export const fits = (place: Place, { verb, said }: Word): boolean =>
  place.on === 'parked' && place.verbs.includes(verb) && isComplete(verb, said, place.facts.name, place.facts.plan, place.back);

/** `past`: the point of no return is behind the flow. */
export function nowOf(place: Place, past: boolean): Now {
  switch (place.on) {
    case 'closed':
      return { at: 'closed', report: place.report };
    case 'parked':
      return { at: 'parked', step: place.facts.name, phase: place.back ? 'compensating' : 'forward', verbs: place.verbs };
    case 'ask':
      return { at: 'call', call: callOf(place.facts, false, past) };
    case 'undo':
      return { at: 'call', call: callOf(place.facts, true, past) };
    case 'check':
      return { at: 'call', call: { ...callOf(place.facts, place.back, past), lookOnly: true } };
  }
}

function callOf({ name: step, input, before, maybe, last, undosEnded, undoMaybe, undoBefore }: Facts, back: boolean, past: boolean): ExpectedCall {
  const goesOn = (back || past) && { goesOn: true as const };
  const sent = (maySent: boolean) => (maySent ? 'maybeSent' : 'none');
  if (!back) return { step, input, prior: sent(maybe), before, ...goesOn };
  const told = { outcome: last!.outcome, owner: last!.owner, result: last!.result, maybeSent: maybe };
  return { step, input, undo: undoName(undosEnded), prior: sent(maybe || undoMaybe), before: undoBefore, told, ...goesOn };
}
