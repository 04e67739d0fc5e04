/** What is known of a staged import. Holds no personal data: it may stand in a workflow's history. */
import { readFile } from 'node:fs/promises';
import { jobIdOf } from './job.js';
import type { Package } from './packages.js';
import { manifestFile, packageFile, stagingFolder } from './paths.js';
import { ImportProblem, type RowProblem } from './problem.js';

export const MANIFEST_VERSION = 1;

/** As it lies on disk: of the content alone, whoever imports it. */
export interface StagedManifest {
  version: typeof MANIFEST_VERSION;
  contentHash: string;
  /** Rows of the source, empty lines not counted: good and bad ones. */
  rows: number;
  good: number;
  bad: number;
  /** Packages of good rows, numbered from 1. They are staged even when bad rows stop the file. */
  packages: number;
  /** Sums over the good rows, decimal strings. */
  totals: { billed: string; paid: string };
  /** The first 20. */
  problems: RowProblem[];
}

export type OnBadRow = 'reject-file' | 'skip-row';

export interface Manifest extends StagedManifest {
  tenant: string;
  jobId: string;
  /** Bad rows stop the whole file: nothing is to be sent. */
  refused: boolean;
}

export interface Asked {
  tenant: string;
  jobId?: string;
  occasion?: string;
  onBadRow: OnBadRow;
}

/** Throws ImportProblem `job-id`. */
export const manifestFor = (staged: StagedManifest, asked: Asked): Manifest => ({
  ...staged,
  tenant: asked.tenant,
  jobId: jobIdOf(staged.contentHash, asked),
  refused: staged.bad > 0 && asked.onBadRow === 'reject-file',
});

/** Undefined when that content is not staged here. */
export async function readStaged(
  dataDir: string,
  tenant: string,
  contentHash: string,
): Promise<StagedManifest | undefined> {
  const text = await readIfThere(manifestFile(stagingFolder(dataDir, tenant, contentHash)));
  return text === undefined ? undefined : (JSON.parse(text) as StagedManifest);
}

/** The rows of package `n`, from 1. Throws ImportProblem `not-staged`. */
export async function readPackage(dataDir: string, tenant: string, contentHash: string, n: number): Promise<Package> {
  const text = await readIfThere(packageFile(stagingFolder(dataDir, tenant, contentHash), n));
  if (text !== undefined) return JSON.parse(text) as Package;
  throw new ImportProblem(
    'not-staged',
    `package ${n} of ${contentHash} is not in the data folder of this worker`,
    'give this worker the data folder that the other workers use (DUESFLOW_DATA), or restore it, then retry',
  );
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
