/** Any source as a stream of records: by member, what the source says, and what it calls it. */
import { type Column, MANDATORY } from './columns.js';
import { type CsvRecord, readCsv } from './csv.js';
import { nameColumns } from './header.js';
import type { Naming } from './mapping.js';
import { openFile } from './open.js';
import { ImportProblem } from './problem.js';
import { cellText, NOT_TEXT } from './cell.js';
import { decodeUtf8, linesOf } from './text.js';

export type Format = 'csv' | 'jsonl';

export interface Input {
  /** A path or an http(s) address that the worker can read. */
  file?: string;
  /** Rows given inline; each is an object like a line of JSONL. */
  rows?: readonly unknown[];
  /** By default what the name of the file ends with: `.jsonl` or `.ndjson`, else CSV. */
  format?: Format;
}

export interface SourceRecord {
  line: number;
  /** Trimmed texts; what is empty is left out. */
  values: Partial<Record<Column, string>>;
  /** The source's names of the columns. */
  names: Readonly<Partial<Record<Column, string>>>;
  /** Why the record cannot be read at all. */
  fault?: { column?: string; message: string };
  /** The whole of a record that cannot be read, for the content hash. */
  unread?: unknown;
}

export function formatOf({ file, format }: Input): Format {
  if (format) return format;
  const path = file && URL.canParse(file) ? new URL(file).pathname : file;
  return /\.(jsonl|ndjson)$/i.test(path ?? '') ? 'jsonl' : 'csv';
}

/** Reads a source. Throws ImportProblem on a fault of the source as a whole, such as a column that nobody knows. */
export async function* readRecords(input: Input, naming: Naming, signal?: AbortSignal): AsyncGenerator<SourceRecord> {
  let rows = 0;
  for await (const record of recordsOf(input, naming, signal)) {
    rows += 1;
    yield record;
  }
  if (rows === 0)
    throw new ImportProblem('empty', `${input.rows ? 'rows' : 'file'}: there are no rows`, 'give at least one');
}

function recordsOf(input: Input, naming: Naming, signal?: AbortSignal): AsyncGenerator<SourceRecord> {
  if (input.rows) return fromObjects(each(input.rows), naming);
  if (input.file === undefined) throw new ImportProblem('unreadable', 'file: is missing', 'give file or rows');
  const text = decodeUtf8(openFile(input.file, signal));
  return formatOf(input) === 'jsonl' ? fromObjects(parsed(linesOf(text)), naming) : fromCells(readCsv(text), naming);
}

const blank = (cell: string): boolean => cell.trim() === '';

async function* fromCells(records: AsyncIterable<CsvRecord>, naming: Naming): AsyncGenerator<SourceRecord> {
  let header: ReturnType<typeof nameColumns> | undefined;
  for await (const { line, cells } of records) {
    if (cells.every(blank)) continue;
    if (!header) {
      header = nameColumns(cells, naming.mapped, line);
      requireMandatory(header.names, naming, line);
      continue;
    }
    const { names, columns } = header;
    if (cells.length !== columns.length) {
      const message = `has ${cells.length} cells where the header has ${columns.length}; check commas and quotes`;
      yield { line, values: {}, names, fault: { message }, unread: cells };
      continue;
    }
    const values: SourceRecord['values'] = {};
    columns.forEach((column, index) => {
      const text = cells[index]?.trim();
      if (column && text) values[column] = text;
    });
    yield { line, values, names };
  }
}

function requireMandatory(names: SourceRecord['names'], naming: Naming, line: number): void {
  const missing = MANDATORY.filter((column) => names[column] === undefined && naming.defaults[column] === undefined);
  if (missing.length === 0) return;
  const cure = 'add them, map other columns to them, or give defaults in the mapping';
  throw new ImportProblem('missing-column', 'the header lacks these columns', cure, {
    line,
    column: missing.join(', '),
  });
}

interface Given {
  line: number;
  value: unknown;
}

async function* fromObjects(given: AsyncIterable<Given>, naming: Naming): AsyncGenerator<SourceRecord> {
  for await (const { line, value } of given) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      yield {
        line,
        values: {},
        names: {},
        fault: { message: 'is no JSON object; write one object on a line' },
        unread: value,
      };
      continue;
    }
    const entries = Object.entries(value as Record<string, unknown>);
    const { names, columns } = nameColumns(
      entries.map(([name]) => name),
      naming.mapped,
      line,
    );
    const record: SourceRecord = { line, values: {}, names };
    entries.forEach(([name, member], index) => {
      const column = columns[index];
      if (!column) return;
      const text = cellText(member);
      if (text === NOT_TEXT)
        Object.assign(record, {
          fault: { column: name, message: 'must be text or an exact number; write it in quotes' },
          unread: value,
        });
      else if (text) record.values[column] = text;
    });
    yield record;
  }
}

async function* each(rows: readonly unknown[]): AsyncGenerator<Given> {
  for (const [index, value] of rows.entries()) yield { line: index + 1, value };
}

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator<Given> {
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (!blank(text)) yield { line, value: parseJson(text) };
  }
}

/** What is no JSON is kept as its text, which is no object. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
