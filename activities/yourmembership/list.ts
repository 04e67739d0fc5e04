/** Lists of YourMembership: an answer has one member that is a list, whose name differs from service to service. */
import { isRecord, malformed, type Raw, record } from '../imis/wire/shape.js';

/** The rows of an answer; undefined when it holds no list, as when a list that is null is left out. */
export function rowsOf(body: unknown, what: string): Raw[] | undefined {
  const lists = Array.isArray(body) ? [body as unknown[]] : isRecord(body) ? Object.values(body).filter((one) => Array.isArray(one)) : [];
  if (lists.length > 1) return malformed(`${what} holds several lists`);
  return lists[0]?.map((row) => record(row, `${what}: a row`));
}

/** The object itself, or the one object in it that bears `id`: some services wrap a single record, some do not. */
export function bodyWith(id: string, body: unknown, what: string): Raw {
  const whole = record(body, what);
  if (id in whole) return whole;
  const inner = Object.values(whole).filter((one): one is Raw => isRecord(one) && id in one);
  return inner.length === 1 ? inner[0]! : malformed(`${what}.${id} is missing`);
}
