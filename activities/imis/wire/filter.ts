/**
 * Criteria of lists: `Prop=value`, `Prop=op:v1|v2` (facts 2.3). How a `|` inside a value is escaped is unknown, so such
 * a value is refused. A filter may be ignored by the API: check what comes back.
 */
import { ReadFailed } from '../../http/answer.js';

/** The value itself; with `eq:` in front when what stands before its colon could be read as an operator. */
export function equals(value: string): string {
  plain(value);
  return value.includes(':') ? `eq:${value}` : value;
}

/** `in:a|b|c`, or the value itself when it is the only one. */
export function anyOf(values: readonly string[]): string {
  const [only, ...others] = values;
  if (only !== undefined && others.length === 0) return equals(only);
  values.forEach(plain);
  return `in:${values.join('|')}`;
}

export const before = (date: string): string => `lt:${date}`;

/** Throws ReadFailed `rejected`: other rows came than were asked for. */
export function ignored(entity: string, property: string): never {
  const message = `${entity} ignored the filter ${property}: other rows came back`;
  throw new ReadFailed({ kind: 'rejected', sent: true, status: 200, message });
}

function plain(value: string): void {
  if (value !== '' && !value.includes('|')) return;
  const message = 'not asked: a filter cannot hold an empty value or one with a vertical bar';
  throw new ReadFailed({ kind: 'rejected', sent: true, status: 0, message });
}
