/** Every case of the matrix: a script, one of its calls, one event. Its id is enough to repeat it. */
import { actsOf, type Act } from './acts.js';
import { labelOf, type CallOfScript } from './calls.js';
import { compoundsOf, type Compound } from './compounds.js';
import { faultsOf, processEventsOf, restartEventsOf, type FaultEvent, type ProcessEvent, type RestartEvent } from './events.js';
import { isRefused, type Script } from './scripts/script.js';

export interface Case {
  /** `paid-legacy-empty/07/500-after`. */
  id: string;
  script: Script;
  call: CallOfScript;
  /** The call before it in a run without events. */
  former?: CallOfScript;
  event: string;
  fault?: FaultEvent;
  process?: ProcessEvent;
  act?: Act;
  compound?: Compound;
  restart?: RestartEvent;
}

export type CallsOf = (script: Script) => CallOfScript[];

type Event = Pick<Case, 'event' | 'fault' | 'process' | 'act' | 'compound' | 'restart'>;
type EventsOf = (script: Script, call: CallOfScript, calls: CallOfScript[]) => Event[];

const idOf = (script: Script, call: CallOfScript, event: string): string =>
  `${script.name}/${String(call.k).padStart(2, '0')}/${event}`;

const casesOf =
  (eventsOf: EventsOf) =>
  (scripts: Script[], callsOf: CallsOf): Case[] =>
    scripts.flatMap((script) => {
      const calls = callsOf(script);
      return calls.flatMap((call) => {
        const former = calls[call.k - 2];
        const of = { script, call, ...(former && { former }) };
        return eventsOf(script, call, calls).map((event) => ({ id: idOf(script, call, event.event), ...of, ...event }));
      });
    });

export const faultCases = casesOf(({ cardless }, call) => faultsOf(call, cardless).map((fault) => ({ event: fault.name, fault })));

export const processCases = casesOf((_script, call) => processEventsOf(call).map((event) => ({ event, process: event })));

/** The Temporal server is gone for a moment, at every call. */
export const restartCases = casesOf((script, call) =>
  restartEventsOf(call, !isRefused(script, labelOf(call))).map((restart) => ({ event: `server-restart-${restart}`, restart })),
);

/** What people and other flows do, at every call. */
export const actCases = casesOf((script, call, calls) =>
  actsOf(script)
    .filter((act) => act.fits(call, calls))
    .map((act) => ({ event: act.name, act })),
);

/** Events of several parts: those that need workers of their own, or those that do not. */
export const compoundCases = (own: boolean): ReturnType<typeof casesOf> =>
  casesOf((script, call, calls) =>
    compoundsOf(script, call, calls.slice(call.k))
      .filter((one) => (one.own === true) === own)
      .map((compound) => ({ event: compound.name, compound })),
  );
