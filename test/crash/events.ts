/** What may happen at a call: the faults of the API that fit the call, and what is done to the worker. */
import type { Fault } from '../simulator/index.js';
import { isWrite, type CallOfScript } from './calls.js';

/** After the client has given up; below the tenants' settle time (write-protocol section 6). */
const LATE_MS = 1700;

/** The worker: killed or stopped at this moment of the call. */
export const PROCESS_EVENTS = ['kill-before', 'kill-late', 'kill-during', 'kill-after', 'stop', 'stop-long'] as const;
export type ProcessEvent = (typeof PROCESS_EVENTS)[number];

export interface FaultEvent {
  name: string;
  fault: Fault;
  /** The API says a clear no: a forward step may then end as rejected. */
  refuses?: boolean;
  /** How many calls are hit: a read is tried twice at once. */
  times?: number;
}

const named = (fault: Fault, more: Partial<FaultEvent> = {}): FaultEvent => ({ name: fault.kind, fault, ...more });
const refusing = (fault: Fault): FaultEvent => named(fault, { refuses: true });

const ANY: FaultEvent[] = [
  named({ kind: '500-before' }),
  named({ kind: 'drop-before' }, { times: 2 }),
  named({ kind: 'timeout-before' }),
  named({ kind: 'slow', delayMs: 700 }),
  named({ kind: '401' }),
  named({ kind: '403' }),
  named({ kind: '429', retryAfter: 1 }),
  // Without Retry-After it is stayed away from for 10 s, well below the patience of a step.
  named({ kind: '429' }, { name: '429-bare' }),
  named({ kind: '501' }),
  named({ kind: 'html-502' }, { times: 2 }),
  named({ kind: 'truncated-json-before' }),
  refusing({ kind: '409' }),
  refusing({ kind: 'validation-400' }),
  refusing({ kind: 'service-failure' }),
];

const WRITES: FaultEvent[] = [
  named({ kind: '500-after' }),
  named({ kind: 'drop-after' }),
  named({ kind: 'late', lateMs: LATE_MS }),
  named({ kind: 'late-hang', lateMs: LATE_MS, from: 'close' }),
  named({ kind: 'timeout-after' }),
  named({ kind: 'html-502-after' }),
  named({ kind: 'false-200' }),
  named({ kind: 'truncated-json' }),
  named({ kind: 'stale-read', staleMs: LATE_MS }),
  named({ kind: 'stale-read', staleMs: LATE_MS, answer: '500' }, { name: 'stale-read-500' }),
];

const PAYMENTS: FaultEvent[] = [
  refusing({ kind: 'card-declined' }),
  refusing({ kind: 'card-voided' }),
  named({ kind: 'card-charged-not-applied' }),
];

/** The faults that fit a call. `cardless`: nothing is charged by it. */
export function faultsOf(call: CallOfScript, cardless = false): FaultEvent[] {
  if (!isWrite(call)) return ANY;
  const once = ANY.map(({ times: _times, ...event }) => event);
  return [...once, ...WRITES, ...(call.entity === 'ComboOrder' && !cardless ? PAYMENTS : [])];
}

/** What may be done to the worker at a call. A read has no effect that could be late or lost. */
export const processEventsOf = (call: CallOfScript): ProcessEvent[] =>
  isWrite(call) ? [...PROCESS_EVENTS] : ['kill-before', 'kill-after', 'stop', 'stop-long'];

/** The Temporal server is killed and started again: while the request waits, or while the answer does. */
export type RestartEvent = 'before' | 'after';

/** Without a change there is but one moment. */
export const restartEventsOf = (call: CallOfScript, changes: boolean): RestartEvent[] => (isWrite(call) && changes ? ['before', 'after'] : ['before']);

export const LATENESS_MS = LATE_MS;
