/** Does a record tell of a change after a flow had reported it? Pure. */

/** As the API gives them. */
export interface LastChange {
  updatedOn?: string | undefined;
  updatedBy?: string | undefined;
}

export type Trace = 'yes' | 'no' | 'perhaps';

export interface Since {
  /** When the flow began, ISO 8601, by Temporal's clock. */
  startedAt: string;
  /** When the flow closed, ISO 8601, by Temporal's clock. */
  closedAt: string;
  apiUser: string;
  /** The flow itself changed the record last, as it was then. */
  ours: boolean;
}

/** Two machines' clocks, each set well (write-protocol 1.7: they are never compared for the order of writes). */
const CLOCKS_MS = 5 * 60_000;
/** iMIS writes its times without a zone: from twelve hours behind UTC to fourteen ahead. */
const ZONES_MS = 26 * 3_600_000;

const sameUser = (a: string, b: string): boolean => a.trim().toUpperCase() === b.trim().toUpperCase();

/** Written last by our own user: by this flow, or by a later one. */
export const isByUs = ({ updatedBy }: LastChange, { apiUser }: Pick<Since, 'apiUser'>): boolean => updatedBy !== undefined && sameUser(updatedBy, apiUser);

export function traceOf({ updatedOn, updatedBy }: LastChange, { startedAt, closedAt, apiUser, ours }: Since): Trace {
  const byOther = updatedBy !== undefined && !sameUser(updatedBy, apiUser);
  const byTime = comparedWith(updatedOn, startedAt, closedAt);
  // Unchanged since before the flow began: whoever that was, what the flow says it wrote is not there.
  if (byTime === 'no') return 'no';
  if (byTime === 'yes' || (ours && byOther)) return 'yes';
  // About then, and by our own user: the flow's own change. Later flows of ours are known by their reports.
  return updatedBy !== undefined && !byOther ? 'no' : 'perhaps';
}

/** A flow may wait for a person for weeks: what was changed meanwhile may be its own doing or not. */
function comparedWith(updatedOn: string | undefined, startedAt: string, closedAt: string): Trace {
  if (updatedOn === undefined) return 'perhaps';
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(updatedOn);
  const at = Date.parse(zoned ? updatedOn : `${updatedOn}${updatedOn.includes('T') ? 'Z' : ''}`);
  if (Number.isNaN(at)) return 'perhaps';
  const margin = zoned ? CLOCKS_MS : ZONES_MS;
  if (at - Date.parse(closedAt) > margin) return 'yes';
  return Date.parse(startedAt) - at > margin ? 'no' : 'perhaps';
}

/** For people: `changed on 2026-03-01T08:00:00 by STAFF`. */
export const inWords = ({ updatedOn, updatedBy }: LastChange): string =>
  `last changed on ${updatedOn ?? 'an unknown day'} by ${updatedBy ?? 'an unknown user'}`;
