/** What a person checks before they decide on a parked flow, and which verb fits then. Pure. */
import { systemOf, type Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { BY_PLACE, RECORDS } from './by-step.js';
import { BY_WORDS, type Advice } from './by-words.js';

export interface Fitting {
  /** A sentence. */
  check: string;
  /** Absent only when no verb fits at all. */
  fit?: Verb;
}

type Parked = NonNullable<Report['parked']>;

export function adviceFor(report: Pick<Report, 'flow' | 'steps'>, parked: Parked): Fitting {
  const { check, verbs } = adviceOf(report, parked);
  const fit = verbs.find((verb) => parked.verbs.includes(verb)) ?? parked.verbs[0];
  return { check: `Check ${check}.`.replace(/\?\.$/, '?'), ...(fit && { fit }) };
}

function adviceOf({ flow, steps }: Pick<Report, 'flow' | 'steps'>, { step, phase, why }: Parked): Advice {
  const found = BY_WORDS.find(({ words }) => why.includes(words)) ?? BY_PLACE[step];
  if (found) return found;
  const system = systemOf(flow);
  const records = `${RECORDS[step] ?? 'the records'} in ${system}`;
  const outcome = steps.findLast(({ name }) => name === step)?.outcome;
  // Of an undo the report keeps no outcome: only its words tell.
  const has = (code: RegExp, outcomeSays: boolean): boolean => code.test(why) || (phase === 'forward' && outcomeSays);
  if (/HTTP 501/.test(why)) return { check: `${records}: this release cannot do it by its API, so do it there by hand`, verbs: ['markDone', 'retryWith', 'skip'] };
  if (has(/HTTP 40[13]/, outcome === 'unauthorized')) return { check: `the rights of the API user in ${system}, and its password`, verbs: ['retry'] };
  if (/waits for |waits: /.test(why)) return { check: 'the flow that it names: that one is to be repaired', verbs: ['retry', 'skip'] };
  if (has(/no connection/, outcome === 'unavailable')) return { check: `whether ${system} answers again, and what it says above`, verbs: ['retry'] };
  return { check: `${records}: does it stand as the flow wanted it? A retry looks before it sends`, verbs: ['retry', 'markDone'] };
}
