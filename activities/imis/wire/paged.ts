/** One page of a list: PagedResult with `Items` as `{ $values }` or as a plain list (facts 2.3). */
import { integer, isRecord, malformed, members, type Raw } from './shape.js';

export interface Page {
  rows: Raw[];
  /** Offset of the next page; 0 when this was the last. */
  next: number;
}

/** Reads a page that was asked for at `offset`. */
export function readPage(body: unknown, offset: number): Page {
  if (Array.isArray(body)) return { rows: members(body, 'list'), next: 0 };
  if (!isRecord(body)) return malformed('list is no object');
  // A list of one is shown as the bare entity on some vendor pages (paying-single-installments).
  if (!('Items' in body)) return '$values' in body ? { rows: members(body, 'list'), next: 0 } : bare(body);
  const next = integer(body, 'NextOffset');
  const rows = members(body.Items, 'Items');
  if (body.HasNext === false || (next === 0 && body.HasNext !== true)) return { rows, next: 0 };
  return next > offset ? { rows, next } : malformed('PagedResult says that there is more, but not where');
}

function bare(body: Raw): Page {
  // An empty PagedResult may come without Items, since defaults are left out.
  if (isPaged(body)) return { rows: [], next: 0 };
  return '$type' in body ? { rows: [body], next: 0 } : malformed('list has no Items');
}

/** A single entity that may come alone or as the only member of a list; undefined when the list is empty. */
export function single(body: unknown, what: string): Raw | undefined {
  // What it is worth as an entity, its own reader checks.
  if (isRecord(body) && !isPaged(body)) return body;
  const { rows, next } = readPage(body, 0);
  return rows.length > 1 || next > 0 ? malformed(`${what}: several came where one was asked for`) : rows[0];
}

const isPaged = (body: Raw): boolean =>
  String(body.$type).includes('PagedResult') || ('Items' in body && ('HasNext' in body || 'Offset' in body));
