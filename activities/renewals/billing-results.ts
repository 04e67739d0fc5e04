/** The results file of a bulk run: a line for each row that was billed, or planned and not billed. */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { readLines } from '../imports/lines-in.js';

const COLUMNS = ['partyId', 'itemId', 'status', 'amount', 'planned', 'billThrough'] as const;

/** Amounts are decimal strings; `planned` is the plan's estimate. Empty where there is none. */
export interface BillingLine {
  partyId: string;
  itemId: string;
  status: 'billed' | 'billed-unplanned' | 'not-billed';
  amount: string;
  planned: string;
  billThrough: string;
}

const isJson = (file: string): boolean => /\.jsonl$/i.test(file);

export const billingHead = (file: string): string => (isJson(file) ? '' : stringify([[...COLUMNS]]));

/** CSV, or JSON lines when the file's name ends so. */
export const billingText = (file: string, lines: BillingLine[]): string =>
  isJson(file)
    ? lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    : stringify(lines.map((line) => COLUMNS.map((name) => line[name])));

/** The lines of the first `bytes` of the file. */
export async function* readBillingLines(file: string, bytes: number): AsyncGenerator<BillingLine> {
  const lines = isJson(file) ? jsonLines(file, bytes) : (createReadStream(file, { end: bytes - 1 }).pipe(parse({ columns: true })) as AsyncIterable<BillingLine>);
  yield* lines;
}

async function* jsonLines(file: string, bytes: number): AsyncGenerator<BillingLine> {
  let read = 0;
  for await (const line of readLines(file)) {
    read += Buffer.byteLength(line) + 1;
    if (read > bytes) return;
    yield JSON.parse(line) as BillingLine;
  }
}
