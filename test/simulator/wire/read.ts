import { contract, isObject } from './json.js';
import { refuse } from './failures.js';
import { readDay } from './dates.js';

/** Reading of request bodies. Everything wrong is a 400 with ValidationResultsData that names the member. */

/** The body as an object of one of the contracts given; `$type` must be there and fit. */
export function readObject(
  value: unknown,
  what: string,
  area: 'Commerce' | 'Core' | 'Membership',
  ...names: string[]
): Record<string, unknown> {
  if (!isObject(value)) refuse(`${what} is missing or not an object.`, what);
  const types = names.map((name) => contract(area, name));
  if (!types.includes(String(value.$type)))
    refuse(`${what} has the $type ${String(value.$type)}; ${types.join(' or ')} is expected.`, what);
  return value;
}

/** `$values` of a typed collection. */
export function readCollection(value: unknown, what: string): unknown[] {
  if (!isObject(value) || typeof value.$type !== 'string' || !Array.isArray(value.$values)) {
    refuse(`${what} must be a collection with $type and $values.`, what);
  }
  return value.$values;
}

/** Refuses members that the contract does not have. */
export function onlyMembers(
  value: Record<string, unknown>,
  what: string,
  members: readonly string[],
  strict: boolean,
): void {
  if (!strict) return;
  for (const key of Object.keys(value)) {
    if (key !== '$type' && !members.includes(key)) refuse(`${what} has no member ${key}.`, key);
  }
}

export function readText(value: unknown, what: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : refuse(`${what} must be text.`, what);
}

export function readRequired(value: unknown, what: string): string {
  return readText(value, what) || refuse(`${what} is required.`, what);
}

export function readFlag(value: unknown, what: string): boolean | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : refuse(`${what} must be true or false.`, what);
}

/** A day of a request; absent, null and the empty date give undefined. */
export function readDate(value: unknown, what: string): string | undefined {
  if (value === undefined) return undefined;
  const read = readDay(value);
  return read.ok ? read.day : refuse(`${what} is not a date.`, what);
}

/** PartyId of a nested party object such as `Party` or `PayorParty`. */
export function readPartyId(value: unknown, what: string): string {
  if (!isObject(value) || typeof value.$type !== 'string') refuse(`${what} is missing or has no $type.`, what);
  return readRequired(value.PartyId, `${what}.PartyId`);
}

/** A primitive of an object-typed slot: plain, or boxed as `{ $type, $value }`. */
export function readBoxed(value: unknown): unknown {
  return isObject(value) && '$value' in value ? value.$value : value;
}
