/** One member of a JSON row as text. */

export const NOT_TEXT = Symbol('not text');

/** Null and absent are empty. A number must be one that a JSON parser cannot have changed. */
export function cellText(value: unknown): string | typeof NOT_TEXT {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  return NOT_TEXT;
}
