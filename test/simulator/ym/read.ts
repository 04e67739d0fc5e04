import { Decimal } from 'decimal.js';
import { isObject } from '../wire/json.js';
import { readDay } from '../wire/dates.js';
import { ymRefuse } from './answer.js';

/** Members that every request may carry (BaseDto and BaseSharedDto). */
const baseMembers = [
  'UsingRedis',
  'AppInitTime',
  'ServerID',
  'ClientID',
  'ResponseStatus',
  'BypassCache',
  'DateCached',
  'Device',
];

/** An object of a request; members that it does not have are refused. */
export function readMembers(
  value: unknown,
  what: string,
  members: readonly string[],
  strict: boolean,
): Record<string, unknown> {
  if (!isObject(value)) ymRefuse(`${what} is missing or not an object.`, what);
  const strange = Object.keys(value).find((name) => !members.includes(name) && !baseMembers.includes(name));
  if (strict && strange !== undefined) ymRefuse(`${what} has no member ${strange}.`, strange);
  return value;
}

export function readText(value: unknown, what: string): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : ymRefuse(`${what} must be text.`, what);
}

export function readFlag(value: unknown, what: string): boolean {
  if (value === undefined || value === null) return false;
  return typeof value === 'boolean' ? value : ymRefuse(`${what} must be true or false.`, what);
}

/** A whole number of 32 bits; absent is 0. */
export function readInt(value: unknown, what: string): number {
  if (value === undefined || value === null) return 0;
  const whole = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 31;
  return whole ? value : ymRefuse(`${what} must be a whole number (int32).`, what);
}

/** A double; absent is 0. */
export function readDouble(value: unknown, what: string): Decimal {
  if (value === undefined || value === null) return new Decimal(0);
  if (typeof value !== 'number' || !Number.isFinite(value)) ymRefuse(`${what} must be a number.`, what);
  return new Decimal(value);
}

/** The day of a date; absent and the empty date give undefined. */
export function readDate(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const read = readDay(value);
  return read.ok ? read.day : ymRefuse(`${what} is not a date.`, what);
}

/** A whole number of the query; absent gives undefined. */
export function queryInt(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : ymRefuse(`${name} must be a whole number.`, name);
}

/** A moment of the query as the server reads it: without zone in its own time. Milliseconds since the epoch. */
export function queryMoment(query: URLSearchParams, name: string, offsetHours: number): number | undefined {
  const text = query.get(name);
  if (text === null || text === '' || text.startsWith('0001-01-01')) return undefined;
  const read = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?))?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  const [, day, time = '00:00:00', zone] = read ?? [];
  const at = Date.parse(`${day}T${time.slice(0, 12)}${zone ?? 'Z'}`);
  if (Number.isNaN(at)) ymRefuse(`${name} is not a date.`, name);
  return zone === undefined ? at - offsetHours * 3_600_000 : at;
}

/** One page of rows: OffSet rows are skipped first, PageNumber counts from 1 (inferred). */
export function pageOf<T>(rows: T[], query: URLSearchParams, defaultSize: number): T[] {
  const size = queryInt(query, 'PageSize') || defaultSize;
  const number = queryInt(query, 'PageNumber') ?? 1;
  const skip = queryInt(query, 'OffSet') ?? 0;
  if (size < 0 || number < 1 || skip < 0) ymRefuse('PageSize, PageNumber (from 1) and OffSet must not be negative.', 'PageNumber');
  const from = skip + (number - 1) * size;
  return rows.slice(from, from + size);
}
