/** A file of dues as another system would write it, as long as wanted. */
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Ids of the simulator's plain members rise from here. */
export const FIRST_MEMBER = 50_001;

const HEADER =
  'PartyId,ProductCode,TransactionDate,BillBeginDate,BillThruDate,PaidThruDate,BilledAmount,PaidAmount,PaymentMethodId,PaymentReference,PaymentAmount\n';
const ROWS_A_CHUNK = 1000;

/** The dues of this year, paid, of each of the first `rows` members. */
export async function writeDuesFile(file: string, rows: number): Promise<void> {
  await pipeline(Readable.from(chunks(rows)), createWriteStream(file));
}

function* chunks(rows: number): Generator<string> {
  const year = new Date().getUTCFullYear();
  const row = (n: number): string =>
    `${FIRST_MEMBER + n},REG,${year}-01-05,${year}-01-01,${year}-12-31,${year}-12-31,95.00,95.00,CHECK,B-${n},95.00\n`;
  yield HEADER;
  for (let from = 0; from < rows; from += ROWS_A_CHUNK) {
    const count = Math.min(ROWS_A_CHUNK, rows - from);
    yield Array.from({ length: count }, (_, index) => row(from + index)).join('');
  }
}

/** Lines of a file of which no cell holds a line break, its header not counted. */
export async function dataLines(file: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(file)) for (const byte of chunk as Buffer) if (byte === 10) lines += 1;
  return lines - 1;
}
