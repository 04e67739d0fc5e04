/** How result lines stand in a file for people. */
import { stringify } from 'csv-stringify/sync';
import type { ResultLine } from './package-results.js';

export const RESULT_COLUMNS = [
  'line',
  'status',
  'partyId',
  'productCode',
  'billBegin',
  'packageId',
  'message',
] as const;

/** Of a bad row not every id is known. */
export type FileLine = Pick<ResultLine, 'line' | 'status'> & Partial<ResultLine>;

export interface ResultsFormat {
  header: string;
  text(lines: readonly FileLine[]): string;
  /** Does a file that begins so hold results, or nothing yet? A crash may have cut it off anywhere. */
  isOurs(head: string): boolean;
}

/** A spreadsheet takes a text that begins so for a formula. */
export const noFormula = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const CSV_HEADER = stringify([RESULT_COLUMNS]);

const csv: ResultsFormat = {
  header: CSV_HEADER,
  isOurs: (head) => CSV_HEADER.startsWith(head.slice(0, CSV_HEADER.length)),
  text: (lines) =>
    stringify(
      lines.map(({ message, ...line }) => ({ ...line, message: message && noFormula(message) })),
      { columns: [...RESULT_COLUMNS] },
    ),
};

const jsonl: ResultsFormat = {
  header: '',
  isOurs: (head) => '{"line":'.startsWith(head) || /^\{"line":\d+(,"status":"|$)/.test(head),
  text: (lines) => lines.map((line) => `${JSON.stringify(line, [...RESULT_COLUMNS])}\n`).join(''),
};

/** JSONL when the name ends so, else CSV. */
export const resultsFormat = (file: string): ResultsFormat => (/\.(jsonl|ndjson)$/i.test(file) ? jsonl : csv);
