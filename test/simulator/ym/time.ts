import type { YmSwitches } from './switches.js';

/** "None" on the wire (op=Memberships). */
export const noDate = '0001-01-01T00:00:00.0000000';

type Clock = Pick<YmSwitches, 'ymOffsetHours'>;

const shifted = (iso: string, { ymOffsetHours }: Clock): string =>
  new Date(Date.parse(iso) + ymOffsetHours * 3_600_000).toISOString().slice(0, -1);

/** A stored moment as rows show it: the server's time, seven places, no zone. */
export const serverMoment = (iso: string | undefined, clock: Clock): string =>
  iso === undefined ? noDate : `${shifted(iso, clock)}0000`;

/** A moment with its zone, as AppInitTime and DateCached show it. */
export function zonedMoment(iso: string, clock: Clock): string {
  const hours = Math.abs(clock.ymOffsetHours).toString().padStart(2, '0');
  return `${shifted(iso, clock)}0000${clock.ymOffsetHours < 0 ? '-' : '+'}${hours}:00`;
}

/** A stored day on the wire. */
export const wireDay = (day: string | undefined): string => (day === undefined ? noDate : `${day}T00:00:00.0000000`);

/** Today where the server stands. */
export const serverToday = (clock: Clock): string => shifted(new Date().toISOString(), clock).slice(0, 10);

/** The text `expirationDate` of a member. */
export function expirationText(day: string | undefined, { ymExpirationDate }: YmSwitches): string {
  if (day === undefined) return '';
  const [year = '', month = '', date = ''] = day.split('-');
  return ymExpirationDate === 'iso' ? day : `${Number(month)}/${Number(date)}/${year}`;
}
