/** The results file: one line per row of the source, growing as packages end. Only its owner may read it. */
import { type FileHandle, open } from 'node:fs/promises';
import { counted } from '../../workflows/contracts/counted.js';
import { inBatches } from './batches.js';
import { readJsonLines } from './lines-in.js';
import { type Manifest, readPackage } from './manifest.js';
import { type Counts, noCounts, readPackageResults, type ResultStatus } from './package-results.js';
import { FILE_MODE, problemsFile, stagingFolder } from './paths.js';
import { ImportProblem } from './problem.js';
import type { BadRow } from './problem-book.js';
import type { Row } from './row.js';
import { type FileLine, resultsFormat } from './results-format.js';
import { openResults } from './results-open.js';

export {
  type Counts,
  readPackageResults,
  RESULT_STATUSES,
  type ResultLine,
  type ResultStatus,
  writePackageResults,
} from './package-results.js';

export interface ResultsToBegin {
  dataDir: string;
  tenant: string;
  manifest: Manifest;
  /** CSV, or JSONL when its name ends so. */
  file: string;
  /** The file that is imported, when it is one: its rows must not be replaced by their results. */
  source?: string;
  /** Bad rows stopped the whole file. */
  refused: boolean;
}

/**
 * Begins the file anew with its header and the bad rows, which are `not-sent`. When the file is refused, every good row
 * follows as `not-sent` too. Throws ImportProblem `results` when the file is the source, or is there and holds no results.
 *
 * @returns the length of the file in bytes: the offset of the first append.
 */
export async function beginResults({ dataDir, tenant, manifest, file, source, refused }: ResultsToBegin): Promise<number> {
  const { bad, packages, contentHash } = manifest;
  const handle = await openResults(file, source);
  return writing(file, handle, 0, async ({ text, lines }) => {
    await handle.chmod(FILE_MODE);
    await text(resultsFormat(file).header);
    for await (const batch of inBatches(badRows(stagingFolder(dataDir, tenant, contentHash)))) await lines(batch);
    const message = `the file holds ${counted(bad, 'bad row')}; none of its rows was sent`;
    for (let n = 1; refused && n <= packages; n += 1) {
      const { rows } = await readPackage(dataDir, tenant, contentHash, n);
      await lines(rows.map((row) => ({ ...idsOf(row), status: 'not-sent', message })));
    }
  });
}

export interface PackageEnd {
  n: number;
  /** Of its rows when it left no results: `unknown` (default), unless it is certain that they were not sent. */
  status?: Extract<ResultStatus, 'not-sent' | 'unknown'>;
  otherwise: string;
}

export interface ResultsToAppend {
  dataDir: string;
  tenant: string;
  contentHash: string;
  jobId: string;
  file: string;
  /** Length of the file as it was last known. */
  offset: number;
  /** In order. */
  packages: readonly PackageEnd[];
}

export interface Appended {
  /** Of the next append. */
  offset: number;
  /** Of the lines that were appended. */
  counts: Counts;
}

/**
 * Appends the results of packages. What stands behind `offset` is of an attempt that did not end, and is cut off first.
 * Throws ImportProblem `results` when the file was removed or shortened meanwhile.
 */
export async function appendResults(append: ResultsToAppend): Promise<Appended> {
  const { file, offset, packages } = append;
  const counts = noCounts();
  const handle = await open(file, 'a', FILE_MODE);
  const end = await writing(file, handle, offset, async ({ lines }) => {
    for (const one of packages) {
      const results = await linesOfPackage(append, one);
      for (const { status } of results) counts[status] += 1;
      await lines(results);
    }
  });
  return { offset: end, counts };
}

async function linesOfPackage(
  { dataDir, tenant, contentHash, jobId }: ResultsToAppend,
  { n, status = 'unknown', otherwise }: PackageEnd,
): Promise<FileLine[]> {
  const results = await readPackageResults(dataDir, tenant, jobId, n);
  if (results) return results;
  const { rows } = await readPackage(dataDir, tenant, contentHash, n);
  return rows.map((row) => ({ ...idsOf(row), status, message: otherwise }));
}

const idsOf = ({ line, partyId, productCode, billBegin }: Row) => ({ line, partyId, productCode, billBegin });

interface Pen {
  text(text: string): Promise<void>;
  lines(lines: readonly FileLine[]): Promise<void>;
}

/** Writes from `offset` on, and closes the file. The offset goes on record, so what it counts must be on the disk. */
async function writing(
  file: string,
  handle: FileHandle,
  offset: number,
  write: (pen: Pen) => Promise<void>,
): Promise<number> {
  const format = resultsFormat(file);
  let end = offset;
  const text = async (more: string) => {
    const bytes = Buffer.from(more);
    await handle.appendFile(bytes);
    end += bytes.length;
  };
  try {
    if ((await handle.stat()).size < offset)
      throw new ImportProblem('results', 'resultsFile: was removed or shortened meanwhile', 'put it back as it was');
    await handle.truncate(offset);
    await write({ text, lines: (lines) => text(format.text(lines)) });
    await handle.sync();
    return end;
  } finally {
    await handle.close();
  }
}

async function* badRows(folder: string): AsyncGenerator<FileLine> {
  for await (const { column, message, ...row } of readJsonLines<BadRow>(problemsFile(folder)))
    yield { ...row, status: 'not-sent', message: column === undefined ? message : `${column}: ${message}` };
}
