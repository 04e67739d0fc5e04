/** Lists of texts whose elements come in several forms. */
import { isRecord, unwrap } from './shape.js';

/** Elements of `{ $values: [] }` or of a plain list; undefined when it is neither. */
export function elements(value: unknown): readonly unknown[] | undefined {
  const list = isRecord(value) ? value.$values : value;
  return Array.isArray(list) ? (list as unknown[]) : undefined;
}

/** A text that is not blank, plain or wrapped with its type. */
export function wording(value: unknown): string | undefined {
  const plain = unwrap(value);
  return typeof plain === 'string' && plain.trim() !== '' ? plain.trim() : undefined;
}
