/** What the columns of a file mean. */
import { type Column, type Meaning, meaningOf } from './columns.js';
import { ImportProblem, shown } from './problem.js';

export interface Header {
  /** By position; undefined for a column that is ignored. */
  columns: (Column | undefined)[];
  /** By member, what the file calls it. */
  names: Partial<Record<Column, string>>;
}

/** Throws ImportProblem that names the column at fault. */
export function nameColumns(names: readonly string[], mapped: ReadonlyMap<string, Meaning>, line: number): Header {
  const meanings = names.map((name) => meaningOf(name, mapped));
  // A first line of data is not repeated in a message: it holds what people call private.
  if (names.length > 0 && meanings.every((meaning) => meaning === undefined)) throw nothingKnown(names, line);
  const header: Header = { columns: [], names: {} };
  meanings.forEach((meaning, index) => {
    const name = names[index] ?? '';
    if (meaning === undefined) throw unknownColumn(name, index, line);
    header.columns.push(meaning === 'ignored' ? undefined : meaning);
    if (meaning === 'ignored') return;
    const before = header.names[meaning];
    if (before !== undefined) throw repeatedColumn(before, name, line);
    header.names[meaning] = shown(name);
  });
  return header;
}

function nothingKnown(names: readonly string[], line: number): ImportProblem {
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? ''))
    return new ImportProblem(
      'separator',
      'the columns are not separated by commas',
      'save the file as comma-separated',
      { line },
    );
  return new ImportProblem(
    'no-header',
    'no column has a known name',
    'begin with a line of names such as PartyId,ProductCode',
    { line },
  );
}

function unknownColumn(name: string, index: number, line: number): ImportProblem {
  const column = shown(name) || `number ${index + 1} (without a name)`;
  return new ImportProblem(
    'unknown-column',
    'nobody knows this column',
    'map it to a member of a row, or to "ignore"',
    { line, column },
  );
}

function repeatedColumn(first: string, second: string, line: number): ImportProblem {
  const column = `${first} and ${shown(second)}`;
  return new ImportProblem('repeated-column', 'these columns mean the same', 'map one of them to "ignore"', {
    line,
    column,
  });
}
