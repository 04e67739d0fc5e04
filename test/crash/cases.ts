/** Every case of the matrix: a script, one of its calls, one event. Its id is enough to repeat it. */
import type { CallOfScript } from './calls.js';
import { faultsOf, processEventsOf, type FaultEvent, type ProcessEvent } from './events.js';
import { SCRIPTS, type Script } from './scripts.js';

export interface Case {
  /** `paid-legacy-empty/07/500-after`. */
  id: string;
  script: Script;
  call: CallOfScript;
  event: string;
  fault?: FaultEvent;
  process?: ProcessEvent;
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

/** The script of a case's id. Throws when there is none. */
export function scriptOf(id: string): Script {
  const script = SCRIPTS.find(({ name }) => id.startsWith(`${name}/`));
  if (!script) throw new Error(`no script for case ${id}`);
  return script;
}
