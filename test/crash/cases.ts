/** Every case of the matrix: a script, one of its calls, one event. Its id is enough to repeat it. */
import { actsOf, type Act } from './acts.js';
import type { CallOfScript } from './calls.js';
import { COMPOUNDS, type Compound } from './compounds.js';
import { faultsOf, processEventsOf, type FaultEvent, type ProcessEvent } from './events.js';
import type { Script } from './scripts.js';

export interface Case {
  /** `paid-legacy-empty/07/500-after`. */
  id: string;
  script: Script;
  call: CallOfScript;
  event: string;
  fault?: FaultEvent;
  process?: ProcessEvent;
  act?: Act;
  compound?: Compound;
}

export type CallsOf = (script: Script) => CallOfScript[];

const idOf = (script: Script, call: CallOfScript, event: string): string =>
  `${script.name}/${String(call.k).padStart(2, '0')}/${event}`;

export function faultCases(scripts: Script[], callsOf: CallsOf): Case[] {
  return scripts.flatMap((script) =>
    callsOf(script).flatMap((call) =>
      faultsOf(call).map((fault) => ({ id: idOf(script, call, fault.name), script, call, event: fault.name, fault })),
    ),
  );
}

export function processCases(scripts: Script[], callsOf: CallsOf): Case[] {
  return scripts.flatMap((script) =>
    callsOf(script).flatMap((call) =>
      processEventsOf(call).map((event) => ({ id: idOf(script, call, event), script, call, event, process: event })),
    ),
  );
}

/** What people and other flows do, at every call. */
export function actCases(scripts: Script[], callsOf: CallsOf): Case[] {
  return scripts.flatMap((script) => {
    const calls = callsOf(script);
    const bill = calls.find(({ method, entity }) => method === 'POST' && entity === 'Subscription')?.k ?? Infinity;
    return calls.flatMap((call) =>
      actsOf(call, call.k > bill).map((act) => ({ id: idOf(script, call, act), script, call, event: act, act })),
    );
  });
}

/** Events of several parts: those that need workers of their own, or those that do not. */
export function compoundCases(scripts: Script[], callsOf: CallsOf, own: boolean): Case[] {
  return scripts.flatMap((script) => {
    const calls = callsOf(script);
    return calls.flatMap((call) =>
      COMPOUNDS.filter((one) => (one.own === true) === own && one.fits(script, call, calls[call.k])).map(
        (compound) => ({ id: idOf(script, call, compound.name), script, call, event: compound.name, compound }),
      ),
    );
  });
}
