/**
 * Reads members of an object that came over the wire. iMIS leaves out null, 0, false and the first value of an
 * enumeration (facts 2.2), so absent means default; a value of another type than promised is never guessed at.
 */
import { ReadFailed } from '../../http/answer.js';
import { className } from './type.js';

export type Raw = Readonly<Record<string, unknown>>;

/** Throws ReadFailed `unknown`: the body is not what the vendor's pages promise. `what` names members, never values. */
export function malformed(what: string): never {
  throw new ReadFailed({ kind: 'unknown', sent: true, message: `the answer has an unexpected form: ${what}` });
}

export const isRecord = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const where = (raw: Raw, name: string): string => `${className(raw.$type) || 'object'}.${name}`;

/** Takes `{ $type: 'System.Boolean', $value: true }` out of its wrapping. */
export const unwrap = (value: unknown): unknown => (isRecord(value) && '$value' in value ? value.$value : value);

export function record(value: unknown, what: string): Raw {
  return isRecord(value) ? value : malformed(`${what} is no object`);
}

/** An object inside an object; absent or null is undefined. */
export function child(raw: Raw, name: string): Raw | undefined {
  const value = raw[name];
  if (value === undefined || value === null) return undefined;
  return isRecord(value) ? value : malformed(`${where(raw, name)} is no object`);
}

/** A text or an id; absent, null and empty are undefined. Ids may come as whole numbers. */
export function text(raw: Raw, name: string): string | undefined {
  const value = unwrap(raw[name]);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  return malformed(`${where(raw, name)} is no text`);
}

export function requiredText(raw: Raw, name: string): string {
  return text(raw, name) ?? malformed(`${where(raw, name)} is missing`);
}

/** A boolean; absent is `otherwise` (iMIS: false). */
export function flag(raw: Raw, name: string, otherwise = false): boolean {
  const value = unwrap(raw[name]);
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'boolean' ? value : malformed(`${where(raw, name)} is no boolean`);
}

/** A whole number; absent is 0. */
export function integer(raw: Raw, name: string): number {
  const value = unwrap(raw[name]) ?? 0;
  return typeof value === 'number' && Number.isSafeInteger(value)
    ? value
    : malformed(`${where(raw, name)} is no whole number`);
}

/** An enumeration: a number on the wire (facts 2.2), a name in some samples; absent is the first name. */
export function oneOf<Name extends string>(raw: Raw, name: string, names: readonly [Name, ...Name[]]): Name {
  const value = unwrap(raw[name]) ?? 0;
  const found = typeof value === 'number' ? names[value] : names.find((one) => one === value);
  return found ?? malformed(`${where(raw, name)} has a value that is not known`);
}

/** Members of a collection, `{ $values: [] }` or a plain list; absent is empty. */
export function members(value: unknown, what: string): Raw[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? value.$values : undefined;
  return Array.isArray(list)
    ? (list as unknown[]).map((one) => record(one, `${what}: a member`))
    : malformed(`${what} is no collection`);
}

/** Ids are compared without regard to case, as SQL Server does. */
export const sameId = (a: string | undefined, b: string | undefined): boolean =>
  a !== undefined && b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase();
