/** Events of several parts: a fault with a person's word, with a rival, or with a kill. One part alone proves too little. */
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import type { Simulator } from '../simulator/index.js';
import { actsOf, type Act } from './acts.js';
import { isWrite, labelOf, type CallOfScript } from './calls.js';
import { isRefused, type Role, type Script } from './scripts/script.js';

export interface Compound {
  name: string;
  how: 'late-then-word' | 'slow-then-late' | 'late-and-rival' | 'kill-late-and-rival' | 'kill-then-refused' | 'zombie' | 'lost-before';
  rival?: Act;
  /** A later write of the flow, which the API refuses. */
  refused?: CallOfScript;
  /** Workers are killed or stopped. */
  own?: true;
  /** What a person says at once when the step is parked, before its late effect lands. */
  word?: 'compensate' | 'retry';
  /** More records before the flow is started; answers with its input. */
  prepare?(sim: Simulator, input: AnyInput): AnyInput;
}

const BY_ROLE: (Compound & { roles: Role[] })[] = [
  { name: 'late-then-compensate', how: 'late-then-word', word: 'compensate', roles: ['changes'] },
  { name: 'late-then-retry', how: 'late-then-word', word: 'retry', roles: ['changes', 'stands', 'pays'] },
  // The read before it belongs to the same activity.
  { name: 'slow-then-late', how: 'slow-then-late', roles: ['changes', 'stands'] },
];

/** The events of several parts that fit a call. `later`: the calls after it in a run without events. */
export function compoundsOf(script: Script, call: CallOfScript, later: CallOfScript[]): Compound[] {
  const role = script.roles[labelOf(call)];
  const rivals = actsOf(script).filter(({ whileLate }) => whileLate?.(call));
  const pays = role === 'pays';
  return [
    ...BY_ROLE.filter(({ roles }) => role && roles.includes(role)),
    ...rivals.map((rival): Compound => ({ name: `late-and-${rival.name}`, how: 'late-and-rival', rival })),
    ...(pays ? rivals : []).map((rival): Compound => ({ name: `kill-late-and-${rival.name}`, how: 'kill-late-and-rival', rival, own: true })),
    ...(role === 'changes' ? refusals(script, call, later) : []),
    ...(leadsToWrite(script, call, later[0]) ? [ZOMBIE] : []),
    ...(pays && script.earlierCheck ? checks(script.earlierCheck) : []),
  ];
}

const ZOMBIE: Compound = { name: 'zombie', how: 'zombie', own: true };

const leadsToWrite = (script: Script, call: CallOfScript, next: CallOfScript | undefined): boolean =>
  !isWrite(call) && next !== undefined && isWrite(next) && !isRefused(script, labelOf(next));

/** What is taken back then rests on what was on the server before the crash. */
function refusals(script: Script, call: CallOfScript, later: CallOfScript[]): Compound[] {
  const label = labelOf(call);
  const refused = later.find((one) => labelOf(one) in script.roles && labelOf(one) !== label);
  if (!refused || [label, labelOf(refused)].some((one) => isRefused(script, one))) return [];
  return [{ name: 'kill-then-refused', how: 'kill-then-refused', refused, own: true }];
}

const checks = (earlierCheck: NonNullable<Script['earlierCheck']>): Compound[] => [
  { name: 'one-check', how: 'lost-before', prepare: earlierCheck },
  {
    name: 'one-check-unposted',
    how: 'lost-before',
    prepare(sim, input) {
      sim.switches.paymentsPending = true;
      return earlierCheck(sim, input);
    },
  },
];
