import { Decimal } from 'decimal.js';
import { refuse } from './failures.js';
import { data } from './json.js';
import type { JsonObject } from './json.js';

/** Properties a list can be filtered and ordered by. */
export type Fields<Row> = Record<string, (row: Row) => string | boolean | undefined>;

type Test = (value: string, operands: string[]) => boolean;

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);
const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text);

/** Order of two values: numbers as decimals, dates by day, anything else as text without regard to case. */
export function compare(a: string, b: string): number {
  if (isNumber(a) && isNumber(b)) return new Decimal(a).cmp(b);
  if (isDay(a) && isDay(b)) return a.slice(0, 10) < b.slice(0, 10) ? -1 : a.slice(0, 10) > b.slice(0, 10) ? 1 : 0;
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

const first = (operands: string[]): string => operands[0] ?? '';
const has = (value: string, part: string): boolean => value.toLowerCase().includes(part.toLowerCase());

const tests: Record<string, Test> = {
  eq: (value, operands) => operands.some((one) => compare(value, one) === 0),
  ne: (value, operands) => operands.every((one) => compare(value, one) !== 0),
  gt: (value, operands) => value !== '' && compare(value, first(operands)) > 0,
  ge: (value, operands) => value !== '' && compare(value, first(operands)) >= 0,
  lt: (value, operands) => value !== '' && compare(value, first(operands)) < 0,
  le: (value, operands) => value !== '' && compare(value, first(operands)) <= 0,
  between: (value, [low = '', high = '']) => value !== '' && compare(value, low) >= 0 && compare(value, high) <= 0,
  contains: (value, operands) => has(value, first(operands)),
  notcontain: (value, operands) => !has(value, first(operands)),
  startswith: (value, operands) => value.toLowerCase().startsWith(first(operands).toLowerCase()),
  endswith: (value, operands) => value.toLowerCase().endsWith(first(operands).toLowerCase()),
  in: (value, operands) => operands.includes(value) || operands.some((one) => compare(value, one) === 0),
  isempty: (value) => value === '',
  notempty: (value) => value !== '',
  istrue: (value) => value === 'true',
  isfalse: (value) => value !== 'true',
};

/** The other spellings of the operators page. */
const spellings: Record<string, string> = {
  '==': 'eq',
  '!=': 'ne',
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
  '!contain': 'notcontain',
  empty: 'isempty',
  '!empty': 'notempty',
};

/** Reads `op:v1|v2`, or a plain value, which means equals. An unknown word before the colon is part of the value. */
function readCriterion(text: string): { test: Test; operands: string[] } {
  const colon = text.indexOf(':');
  const word = colon < 0 ? '' : text.slice(0, colon).toLowerCase();
  const test = tests[spellings[word] ?? word];
  if (colon < 0 || !test) return { test: tests.eq as Test, operands: [text] };
  return { test, operands: text.slice(colon + 1).split('|') };
}

/** The values a query wants a property to equal (`eq` or `in`): what an index can be asked for. Undefined: all rows. */
export function wanted(query: URLSearchParams, property: string): string[] | undefined {
  const text = [...query].find(([name]) => name.toLowerCase() === property.toLowerCase())?.[1];
  if (text === undefined) return undefined;
  const { test, operands } = readCriterion(text);
  return test === tests.eq || test === tests.in ? [...new Set(operands)] : undefined;
}

const reserved = new Set(['orderby', 'offset', 'limit', 'phrase', 'entityid']);

/** Keeps the rows that fit all criteria (they are joined by AND), in the order asked for. */
export function filter<Row>(rows: Row[], query: URLSearchParams, fields: Fields<Row>): Row[] {
  const names = new Map(Object.keys(fields).map((name) => [name.toLowerCase(), name]));
  const accessor = (property: string): Fields<Row>[string] =>
    fields[names.get(property.toLowerCase()) ?? ''] ?? refuse(`The property ${property} cannot be queried.`, property);
  let found = rows;
  for (const [property, text] of query) {
    if (reserved.has(property.toLowerCase())) continue;
    const read = accessor(property);
    const { test, operands } = readCriterion(text);
    found = found.filter((row) => test(String(read(row) ?? ''), operands));
  }
  const order = query.get('OrderBy') ?? query.get('orderby');
  if (!order) return found;
  const [property = '', direction] = order.split(':');
  const read = accessor(property);
  const sign = direction?.toLowerCase().startsWith('desc') ? -1 : 1;
  return [...found].sort((a, b) => sign * compare(String(read(a) ?? ''), String(read(b) ?? '')));
}

function whole(query: URLSearchParams, name: string, fallback: number): number {
  const text = [...query].find(([key]) => key.toLowerCase() === name)?.[1];
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) refuse(`${name} must be a whole number.`, name);
  return Number(text);
}

/** A PagedResult: 100 rows a page by default, 500 at most; every member is written, `NextOffset` 0 ends it. */
export function paged<Row>(
  rows: Row[],
  query: URLSearchParams,
  type: { area: 'Commerce' | 'Core' | 'Membership'; name: string },
  write: (row: Row) => JsonObject,
): JsonObject {
  const offset = whole(query, 'offset', 0);
  const limit = Math.min(500, whole(query, 'limit', 100) || 100);
  const page = rows.slice(offset, offset + limit);
  const next = offset + page.length;
  const hasNext = next < rows.length;
  const inner = data(type.area, type.name, {}).$type as string;
  return {
    $type: `Asi.Soa.Core.DataContracts.PagedResult\`1[[${inner}]], Asi.Contracts`,
    Items: { $type: `System.Collections.Generic.List\`1[[${inner}]], mscorlib`, $values: page.map(write) },
    Offset: offset,
    Limit: limit,
    Count: page.length,
    TotalCount: rows.length,
    NextPageLink: null,
    HasNext: hasNext,
    NextOffset: hasNext ? next : 0,
  };
}
