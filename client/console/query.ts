/** The filter of the page of recent runs, as its address holds it. Pure. */
import { FLOWS, INNER_FLOWS } from '../../workflows/contracts/names.js';
import { LIST_STATES, type ListFilter } from '../list.js';

export interface Query {
  state?: string | undefined;
  flow?: string | undefined;
  tenant?: string | undefined;
  party?: string | undefined;
  /** Started within so many days; default 30. */
  days?: string | undefined;
  /** Where the page begins. */
  from?: string | undefined;
}

const DAYS = 30;

/** What cannot be meant is left out: an address is easily mistyped. */
export function filterOf({ state, flow, tenant, party, days }: Query, now = Date.now()): ListFilter {
  const wantedDays = Number(days);
  const length = wantedDays >= 1 && wantedDays <= 3660 ? Math.floor(wantedDays) : DAYS;
  const begin = new Date(now - length * 86_400_000).toISOString();
  const wantedState = LIST_STATES.find((one) => one === state);
  const wantedFlow = [...FLOWS, ...INNER_FLOWS].find((one) => one === flow);
  return {
    ...(wantedState && { state: wantedState }),
    ...(wantedFlow && { flow: wantedFlow }),
    ...(tenant && { tenant }),
    ...(party && { partyId: party.trim() }),
    query: `StartTime > "${begin}"`,
  };
}
