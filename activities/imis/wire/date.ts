/** Calendar dates: `2026-01-01T00:00:00` on the wire, `2026-01-01` with us (facts 2.2). */
import { malformed, type Raw, unwrap } from './shape.js';

const WIRE = /^(\d{4}-\d{2}-\d{2})(?:[T ]|$)/;
const EMPTY = '0001-01-01';

/** A date to be sent. */
export const writeDate = (date: string): string => `${date}T00:00:00`;

/** The calendar date as written, whatever zone stands behind it; absent, null and year 1 are undefined. */
export function parseDate(value: unknown, what: string): string | undefined {
  const plain = unwrap(value);
  if (plain === undefined || plain === null || plain === '') return undefined;
  const date = typeof plain === 'string' ? WIRE.exec(plain)?.[1] : undefined;
  if (date === undefined) return malformed(`${what} is no date`);
  return date === EMPTY ? undefined : date;
}

export const readDate = (raw: Raw, name: string): string | undefined => parseDate(raw[name], name);
