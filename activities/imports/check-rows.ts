/** First pass: each row of the source is checked; good ones go to disk, bad ones into the book of problems. */
import { join } from 'node:path';
import { ContentHash } from './content-hash.js';
import { DuplicateSearch } from './duplicates.js';
import { lineWriter } from './lines-out.js';
import { type Mapping, parseMapping } from './mapping.js';
import { badRow, type ProblemBook } from './problem-book.js';
import { type Input, readRecords } from './records.js';
import { checkRow, type Row } from './row.js';

export interface Content extends Input {
  mapping?: Mapping;
}

/** Called for each row of each pass, with the rows read so far. Throws when the work is to stop. */
export type Beat = (rows: number) => Promise<void>;

export interface Checking {
  content: Content;
  /** Folder for what is not kept. */
  scratch: string;
  problems: ProblemBook;
  beat: Beat;
  signal?: AbortSignal;
}

export interface CheckedRows {
  /** All of the source. */
  rows: number;
  contentHash: string;
  /** Among the good rows. */
  duplicates: DuplicateSearch;
}

export const goodRowsFile = (scratch: string): string => join(scratch, 'rows.jsonl');

/** Throws ImportProblem on a fault of the source as a whole. */
export async function checkRows({ content, scratch, problems, beat, signal }: Checking): Promise<CheckedRows> {
  const naming = parseMapping(content.mapping);
  const hash = new ContentHash();
  const duplicates = new DuplicateSearch(scratch);
  const good = await lineWriter(goodRowsFile(scratch));
  let rows = 0;
  try {
    for await (const record of readRecords(content, naming, signal)) {
      rows += 1;
      await beat(rows);
      const { line, fault } = record;
      const checked = fault ? { problems: [] } : checkRow({ ...naming.defaults, ...record.values });
      if ('problems' in checked) {
        hash.addBad(record);
        await problems.add(badRow(record, checked.problems));
        continue;
      }
      const row: Row = { line, ...checked.row, externalId: checked.row.externalId ?? `L${line}` };
      hash.addRow(checked.row);
      await duplicates.add(row);
      await good.write(JSON.stringify(row));
    }
  } finally {
    await good.close();
  }
  return { rows, contentHash: hash.digest(), duplicates };
}
