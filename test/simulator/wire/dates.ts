/** The date that stands for "none" on the wire. */
export const emptyDate = '0001-01-01T00:00:00';

/** Today in UTC, `YYYY-MM-DD`. The vendor names no server time zone; the simulator's is UTC. */
export const today = (now = new Date()): string => now.toISOString().slice(0, 10);

/** A stored day as it travels: midnight, no zone. */
export const wireDay = (day: string | undefined): string | undefined => (day ? `${day}T00:00:00` : undefined);

/** A stored moment as it travels: no zone, milliseconds. */
export const wireMoment = (iso: string | undefined): string | undefined => iso?.replace(/Z$/, '');

/** The day after or before, `days` away. */
export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Last day of a term of `months` that begins on `begin`: 2020-12-01 and 12 months give 2021-11-30. */
export function termEnd(begin: string, months: number): string {
  const [year = 1, month = 1, day = 1] = begin.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day, lastDay));
  return addDays(target.toISOString().slice(0, 10), -1);
}

/** First day of a term of `months` that ends on `end`: 2021-11-30 and 12 months give 2020-12-01. */
export const termBegin = (end: string, months: number): string => addDays(termEnd(addDays(end, 1), -months), 1);

export type ReadDay = { ok: true; day: string | undefined } | { ok: false };

/** Reads a date of a request. Null and the empty date mean "none"; anything that is no ISO date is refused. */
export function readDay(value: unknown): ReadDay {
  if (value === null) return { ok: true, day: undefined };
  if (typeof value !== 'string') return { ok: false };
  const day = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.exec(value)?.[1];
  if (!day) return { ok: false };
  const time = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return { ok: false };
  return { ok: true, day: day === '0001-01-01' ? undefined : day };
}
