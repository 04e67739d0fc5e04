/**
 * How a caller's columns are named: `{ "columns": { "Our Column": "billBegin", "Shoe size": null }, "defaults": {} }`,
 * or the same with the columns standing beside `defaults`.
 */
import { readFile } from 'node:fs/promises';
import { type Column, columnNamed, type Meaning, plain } from './columns.js';
import { ImportProblem, shown } from './problem.js';
import { valueProblem } from './row.js';

/**
 * By name of the source's column: the member it means (our name or the vendor's), or null or `"ignore"`. Two entries
 * are objects: `columns`, of the same kind, and `defaults`: by member, texts for rows that have none, such as a
 * `transactionDate` for all.
 */
export type Mapping = Readonly<Record<string, string | null | undefined | Readonly<Record<string, string | null>>>>;

export interface Naming {
  /** By comparable name. */
  mapped: ReadonlyMap<string, Meaning>;
  defaults: Readonly<Partial<Record<Column, string>>>;
}

const CURE = 'name a member such as billBegin, or "ignore"';

/** Throws ImportProblem `mapping` that names the entry. */
export function parseMapping(mapping: Mapping = {}): Naming {
  const { columns, defaults, ...others } = mapping;
  const mapped = new Map<string, Meaning>();
  const entries = {
    ...(isObject(columns) ? columns : { columns }),
    ...(isObject(defaults) ? {} : { defaults }),
    ...others,
  };
  for (const [name, meaning] of Object.entries(entries)) {
    if (meaning === undefined) continue;
    else if (meaning === null || meaning === 'ignore') mapped.set(plain(name), 'ignored');
    else if (typeof meaning === 'string') mapped.set(plain(name), memberOf(meaning, name));
    else throw new ImportProblem('mapping', 'mapping: the entry is no text', CURE, { column: name });
  }
  return { mapped, defaults: isObject(defaults) ? parseDefaults(defaults) : {} };
}

const isObject = (value: unknown): value is Readonly<Record<string, string | null>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parseDefaults(entries: Readonly<Record<string, unknown>>): Naming['defaults'] {
  const defaults: Partial<Record<Column, string>> = {};
  for (const [name, value] of Object.entries(entries)) {
    const place = { column: `defaults.${name}` };
    const column = memberOf(name, place.column);
    if (typeof value !== 'string')
      throw new ImportProblem('mapping', 'mapping: the default is no text', 'write it in quotes', place);
    const fault = valueProblem(column, value.trim());
    if (fault) throw new ImportProblem('mapping', `mapping: the default ${fault}`, 'correct it', place);
    defaults[column] = value.trim();
  }
  return defaults;
}

const memberOf = (meaning: string, name: string): Column => {
  const column = columnNamed(meaning);
  if (!column)
    throw new ImportProblem('mapping', 'mapping: what it is mapped to is no member of a row', CURE, { column: name });
  return column;
};

/** Reads a mapping file (JSON). Throws ImportProblem `mapping`. */
export async function readMapping(file: string): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const mapping = parseJson(text.replace(/^\uFEFF/, ''));
  if (!isObject(mapping)) {
    const cure = 'give a readable JSON file such as { "Our Column": "billBegin" }';
    throw new ImportProblem('mapping', `mapping file ${shown(file)}: holds no JSON object`, cure);
  }
  parseMapping(mapping);
  return mapping;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
