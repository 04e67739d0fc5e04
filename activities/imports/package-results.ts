/** Results of a package, kept by job: a second import of the same rows has results of its own. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { FILE_MODE, FOLDER_MODE, packageResultsFile, resultsFolder } from './paths.js';

export const RESULT_STATUSES = ['imported', 'warning', 'error', 'already-done', 'not-sent', 'unknown'] as const;

/** `unknown`: it cannot be told whether the row was imported. */
export type ResultStatus = (typeof RESULT_STATUSES)[number];

export type Counts = Record<ResultStatus, number>;

export const noCounts = (): Counts => ({
  imported: 0,
  warning: 0,
  error: 0,
  'already-done': 0,
  'not-sent': 0,
  unknown: 0,
});

/** What became of one row of the source. */
export interface ResultLine {
  line: number;
  partyId: string;
  productCode: string;
  billBegin: string;
  status: ResultStatus;
  /** iMIS's id of the package. */
  packageId?: number;
  /** The API's words, or ours. May hold personal data: it goes into files only. */
  message?: string;
}

/** Keeps the results of package `n`, whole or not at all. `importId`: the job id. A second write replaces the first. */
export async function writePackageResults(
  dataDir: string,
  tenant: string,
  importId: string,
  n: number,
  lines: readonly ResultLine[],
): Promise<void> {
  const file = packageResultsFile(dataDir, tenant, importId, n);
  await mkdir(resultsFolder(dataDir, tenant, importId), { recursive: true, mode: FOLDER_MODE });
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { mode: FILE_MODE });
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Undefined when package `n` has no results yet. */
export async function readPackageResults(
  dataDir: string,
  tenant: string,
  importId: string,
  n: number,
): Promise<ResultLine[] | undefined> {
  try {
    const text = await readFile(packageResultsFile(dataDir, tenant, importId, n), 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as ResultLine);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
