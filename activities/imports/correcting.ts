/** The correcting file (`--resend-failed`): the rows of the original that were not imported, with the reason. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { plain } from './columns.js';
import { type CsvRecord, readCsv } from './csv.js';
import { type LineWriter, lineWriter } from './lines-out.js';
import { openFile } from './open.js';
import { Outcomes } from './outcomes.js';
import { ImportProblem } from './problem.js';
import { type Format, formatOf } from './records.js';
import { noFormula } from './results-format.js';
import { decodeUtf8, linesOf } from './text.js';

export interface Correction {
  /** The results file of an import that has ended. */
  results: string;
  /** The file that was imported, unchanged: path or http(s) address. */
  original: string;
  /** Where the correcting file goes; it has the original's form. */
  out: string;
  /** Of the original; by default by its name. */
  format?: Format;
  signal?: AbortSignal;
}

/**
 * Writes the rows whose result is `error`, `not-sent` or `unknown`, cells unchanged, and a column `error` with the
 * message. Throws ImportProblem `results` when the two files do not belong together line by line.
 *
 * @returns the number of rows written. With none, no file is made.
 */
export async function correctingFile({
  results,
  original,
  out,
  format,
  signal,
}: Correction): Promise<{ rows: number }> {
  if ([results, original].some((file) => resolve(file) === resolve(out)))
    throw new ImportProblem(
      'results',
      'the correcting file would replace a file that it is made of',
      'give it another name',
    );
  const scratch = await mkdtemp(join(tmpdir(), 'duesflow-correct-'));
  const draft = `${out}.${randomUUID()}`;
  try {
    const outcomes = await Outcomes.read(results, scratch, signal);
    const text = decodeUtf8(openFile(original, signal));
    const writer = await lineWriter(draft);
    const copy =
      formatOf({ file: original, format }) === 'jsonl'
        ? copyObjects(linesOf(text), outcomes, writer)
        : copyCells(readCsv(text), outcomes, writer);
    const rows = await copy.finally(() => writer.close());
    outcomes.assertAllUsed();
    if (rows > 0) await rename(draft, out);
    return { rows };
  } finally {
    await rm(draft, { force: true });
    await rm(scratch, { recursive: true, force: true });
  }
}

async function copyCells(records: AsyncIterable<CsvRecord>, outcomes: Outcomes, writer: LineWriter): Promise<number> {
  let width = 0;
  let errorAt: number | undefined;
  let rows = 0;
  const write = (cells: string[], error: string) => {
    const row = [...cells, ...Array<string>(Math.max(0, width - cells.length)).fill('')];
    // An original that is a correcting file itself has the column already.
    if (errorAt === undefined || cells.length !== width) row.push(error);
    else row[errorAt] = error;
    return writer.write(stringify([row]).slice(0, -1));
  };
  for await (const { line, cells } of records) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (width === 0) {
      width = cells.length;
      const at = cells.findIndex((cell) => plain(cell) === 'error');
      errorAt = at < 0 ? undefined : at;
      await write(cells, 'error');
      continue;
    }
    const failure = await outcomes.failureOf(line);
    if (failure === undefined) continue;
    rows += 1;
    await write(cells, noFormula(failure));
  }
  return rows;
}

async function copyObjects(lines: AsyncIterable<string>, outcomes: Outcomes, writer: LineWriter): Promise<number> {
  let line = 0;
  let rows = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    const error = await outcomes.failureOf(line);
    if (error === undefined) continue;
    rows += 1;
    await writer.write(withError(text, error));
  }
  return rows;
}

/** Added to the text: writing the object anew could change a number. A line that is no object has no place for it. */
function withError(text: string, error: string): string {
  const line = text.trim();
  const object = parseObject(line);
  if (!object) return line;
  if ('error' in object || Object.keys(object).length === 0) return JSON.stringify({ ...object, error });
  return `${line.slice(0, -1).trimEnd()},${JSON.stringify({ error }).slice(1)}`;
}

function parseObject(line: string): object | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
