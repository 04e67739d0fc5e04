/** Which faults a soak plays: those of the matrix that may come together with a worker that is stopped. */
import type { Match } from '../simulator/index.js';
import { API, requestsOf, type CallOfScript } from '../crash/calls.js';
import { faultsOf, type FaultEvent } from '../crash/events.js';

/** Of a label; `GET` stands for any read. */
export function soakFaults(label: string): FaultEvent[] {
  const [method = '', entity = ''] = label.split(' ');
  const call: CallOfScript = { k: 1, method, entity, nth: 1 };
  // No card is charged here: what a gateway does is the matrix's (one case at a time).
  return faultsOf(call, true).map(fromArrival);
}

/** A stopped worker closes its connection when it is resumed: counted from there an effect would be later than any settle time. */
function fromArrival(event: FaultEvent): FaultEvent {
  return event.fault.kind === 'late-hang' ? { ...event, fault: { ...event.fault, from: 'arrival' } } : event;
}

export const requestsOfLabel = (label: string): Match => (label === 'GET' ? { method: 'GET', path: API } : requestsOf(label));
