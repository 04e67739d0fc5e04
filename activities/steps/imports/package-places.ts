/** What a look saw of the rows of a package: which stand, which a later term has replaced, which are to be sent. */
import type { Subscription } from '../../imis/subscription.js';
import type { Row } from '../../imports/row.js';
import { replaced, stands } from './package-rows.js';

/** One sign for each row of the package, in order: short enough for a history. Empty: nothing is known of any row. */
export type Places = string;

const STANDS = '1';
const REPLACED = '2';

/** How the rows stand in iMIS now. */
export const placesOf = (rows: readonly Row[], now: readonly (Subscription | undefined)[]): Places =>
  rows.map((row, index) => (stands(row, now[index]) ? STANDS : replaced(row, now[index]) ? REPLACED : '0')).join('');

/** Stood already. */
export const stood = (places: Places, index: number): boolean => places[index] === STANDS;
/** A later term had taken its place. */
export const wasReplaced = (places: Places, index: number): boolean => places[index] === REPLACED;
/** Neither: it is sent. */
export const isToSend = (places: Places, index: number): boolean => !stood(places, index) && !wasReplaced(places, index);

/** Of a package of so many rows. */
export const countToSend = (places: Places, rows: number): number => rows - places.replaceAll('0', '').length;
/** `rows to send: 0, standing already: 2, with a later term: 1`. */
export function placesText(places: Places, rows: number): string {
  const of = (sign: string): number => [...places].filter((one) => one === sign).length;
  const left = `standing already: ${of(STANDS)}, with a later term: ${of(REPLACED)}`;
  return `rows to send: ${countToSend(places, rows)}, ${left}`;
}
