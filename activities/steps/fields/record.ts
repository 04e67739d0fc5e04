/**
 * A record whose fields are changed by GET, modify, PUT of the whole object. iMIS has no optimistic concurrency
 * (facts 2.4): LastUpdated and the touched fields, held against what was read before, are all there is to see another
 * writer by.
 */
import type { Answer } from '../../http/answer.js';
import type { Raw } from '../../imis/wire/shape.js';
import type { SendOptions, Sight } from '../../write/write.js';

export type Value = string | number | boolean | null;
/** Values by field; null: empty. They may be personal data: only names reach a sentence. */
export type Values = Record<string, Value>;

/** The touched fields before the first send. */
export interface FieldsBefore {
  values: Values;
  /** LastUpdated, as the API writes it. */
  updatedOn?: string;
  /** What else stood then and will be asked for later, by name. */
  facts: Record<string, string>;
}

export interface Reading<Row> {
  row: Row;
  raw: Raw;
  /** The touched fields. */
  values: Values;
  updatedOn?: string;
  updatedBy?: string;
  /** Kept with the image; `objection` may add to it. */
  facts: Record<string, string>;
}

export type Blocked = Extract<Sight<never, never>, { change: 'blocked' }>;

export interface FieldRecord<Input, Row, Result> {
  targets(input: Input): string[];
  /** What a flow that looks for the maker of the present state asks for. */
  records(input: Input): string[];
  /** Of the record, for sentences: `the JOUR subscription`. */
  called(input: Input): string;
  /** undefined: there is no such record. Throws ReadFailed. */
  read(input: Input): Promise<Reading<Row> | undefined>;
  /** The wished values, in the form in which the present ones are read. */
  wish(input: Input, reading: Reading<Row>): Values;
  /** Why the change must not be made. Asked before the first send only. */
  objection?(input: Input, reading: Reading<Row>, open: string[]): Promise<Blocked | undefined>;
  /** What is asked for later of a record that is as wished already: no image holds it. Throws ReadFailed. */
  factsOf?(input: Input, reading: Reading<Row>): Promise<Record<string, string>>;
  /** Why the former values must not be put back: one sentence. */
  objectionToUndo?(reading: Reading<Row>, before: FieldsBefore): string | undefined;
  put(reading: Reading<Row>, values: Values, options: SendOptions): Promise<Answer>;
  /** `changed`: what this step has changed, undefined when that cannot be told; `facts`: of the image before. */
  result(input: Input, reading: Reading<Row>, changed: string[] | undefined, facts: Record<string, string>): Result;
}

export const imageOf = ({ values, updatedOn, facts }: Reading<unknown>): FieldsBefore => ({ values, ...(updatedOn !== undefined && { updatedOn }), facts });

/** Names of the fields in which two sets of values differ. */
export const differing = (a: Values, b: Values): string[] => Object.keys(a).filter((name) => (a[name] ?? null) !== (b[name] ?? null));

export const LAST_UPDATED = 'LastUpdated';

/** What was changed since the image was taken: the touched fields, else `LastUpdated`. Empty: nothing. */
export function changedSince(before: FieldsBefore, now: FieldsBefore): string[] {
  const fields = differing(before.values, now.values);
  if (fields.length > 0) return fields;
  return before.updatedOn !== undefined && now.updatedOn !== undefined && before.updatedOn !== now.updatedOn ? [LAST_UPDATED] : [];
}

/** The wished fields by what this step has done to them. */
export interface Told {
  changed: string[];
  /** As wished before. */
  unchanged: string[];
  /** As wished now; whether this step has changed them cannot be told. */
  perhapsChanged?: string[];
}

export function tell(wished: string[], changed: string[] | undefined): Told {
  if (changed === undefined) return { changed: [], unchanged: [], perhapsChanged: wished };
  return { changed, unchanged: wished.filter((name) => !changed.includes(name)) };
}
