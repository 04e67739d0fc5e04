/** CSV as a stream of cells with the line on which each record begins. */
import { pipeline, Readable } from 'node:stream';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { ImportProblem } from './problem.js';
import { MAX_RECORD, tooLong } from './text.js';

export interface CsvRecord {
  /** 1-based line on which the record begins. */
  line: number;
  cells: string[];
}

/**
 * Reads comma-separated text (RFC 4180; any line ends; empty lines are passed over). Throws ImportProblem `quotes` or
 * `too-long` with the line on which the record begins.
 */
export async function* readCsv(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const lines = lineCounter();
  // Known as soon as the record is parsed: when a later one fails, the stream drops what it still holds.
  const begins: number[] = [];
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD,
    on_record: (cells: string[], info) => {
      begins.push(lines.next(cells, info));
      return cells;
    },
  });
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { line: begins.shift() ?? 0, cells };
  } catch (error) {
    throw error instanceof CsvError ? asProblem(error, lines.after(error)) : error;
  }
}

/** The parser's own count takes a CRLF within quotes for two lines. */
function lineCounter() {
  let end = 0;
  let empty = 0;
  const after = (emptyLines: unknown): number => end + 1 + (typeof emptyLines === 'number' ? emptyLines - empty : 0);
  return {
    next(cells: readonly string[], info: InfoRecord): number {
      const begin = after(info.empty_lines);
      empty = info.empty_lines;
      end = begin + cells.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      return begin;
    },
    after: (error: CsvError): number => after(error.empty_lines),
  };
}

/** The parser's error holds the row: it is not passed on. */
function asProblem(error: CsvError, line: number): ImportProblem {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return tooLong(line);
  const fault =
    error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote of this row is never closed' : 'a quote stands within a cell';
  return new ImportProblem('quotes', fault, 'put the cell in quotes and double the quotes in it', { line });
}
