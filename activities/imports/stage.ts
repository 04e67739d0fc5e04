/** Staging: a source becomes a folder of checked rows in packages, named by its content. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Beat, checkRows, type Content, goodRowsFile } from './check-rows.js';
import { assertJobId, claimJob } from './job.js';
import {
  type Asked,
  type Manifest,
  MANIFEST_VERSION,
  manifestFor,
  readStaged,
  type StagedManifest,
} from './manifest.js';
import { packRows, sortOutDuplicates } from './pack-rows.js';
import { FILE_MODE, FOLDER_MODE, manifestFile, problemsFile, stagingFolder, tenantFolder } from './paths.js';
import { ImportProblem } from './problem.js';
import { ProblemBook } from './problem-book.js';
import { keeperOf, makeTemp, publish } from './temp.js';

export interface ImportSource extends Content, Asked {
  /** What the content is known to be, from an earlier reading. */
  contentHash?: string;
}

export interface StageOptions {
  /** Told at least once per thousand rows of each pass, with the rows read so far. */
  onProgress?(rows: number): void;
  signal?: AbortSignal;
}

/**
 * Reads, checks and stages a source. The same content is staged once; with `contentHash` and a staged folder nothing
 * is read. Bad rows do not throw: see `bad` and `refused` of the manifest. Throws ImportProblem on a fault of the
 * source as a whole, when its content is not `contentHash`, and when the job id names another import.
 */
export async function stageImport(
  source: ImportSource,
  dataDir: string,
  options: StageOptions = {},
): Promise<Manifest> {
  if (source.jobId !== undefined) assertJobId(source.jobId);
  const { tenant, contentHash } = source;
  const known = contentHash === undefined ? undefined : await readStaged(dataDir, tenant, contentHash);
  const staged = known ?? (await stage(source, dataDir, options));
  const manifest = manifestFor(staged, source);
  await claimJob(dataDir, tenant, manifest.jobId, manifest.contentHash);
  return manifest;
}

async function stage(source: ImportSource, dataDir: string, options: StageOptions): Promise<StagedManifest> {
  const temp = await makeTemp(tenantFolder(dataDir, source.tenant));
  try {
    const staged = await fill(temp, source, options);
    assertContent(source, staged);
    await publish(temp, stagingFolder(dataDir, source.tenant, staged.contentHash));
    // Another form of the same content may have been first: its lines and problems are the ones that count.
    return (await readStaged(dataDir, source.tenant, staged.contentHash)) ?? staged;
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

/** The same reading, which leaves nothing behind and claims no job id. Throws as `stageImport` does. */
export async function checkImport(source: ImportSource, options: StageOptions = {}): Promise<Manifest> {
  if (source.jobId !== undefined) assertJobId(source.jobId);
  const temp = await mkdtemp(join(tmpdir(), 'duesflow-check-'));
  try {
    const staged = await fill(temp, source, options);
    assertContent(source, staged);
    return manifestFor(staged, source);
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

function assertContent({ contentHash }: ImportSource, staged: StagedManifest): void {
  if (contentHash === undefined || contentHash === staged.contentHash) return;
  const fault = 'file: its content is no longer what this import began with';
  throw new ImportProblem('content-changed', fault, 'put the former file back, or start another import');
}

async function fill(folder: string, content: Content, options: StageOptions): Promise<StagedManifest> {
  const scratch = join(folder, 'scratch');
  await mkdir(scratch, { mode: FOLDER_MODE });
  const beat = beatOf(folder, options);
  const problems = await ProblemBook.open(problemsFile(folder));
  try {
    const { rows, contentHash, duplicates } = await checkRows({
      content,
      scratch,
      problems,
      beat,
      signal: options.signal,
    });
    const beatOn = () => beat(rows);
    const several = await sortOutDuplicates(duplicates, problems, beatOn);
    const packed = await packRows(goodRowsFile(scratch), several, folder, beatOn);
    const bad = problems.count;
    const shown = problems.shown();
    const manifest: StagedManifest = {
      version: MANIFEST_VERSION,
      contentHash,
      rows,
      good: rows - bad,
      bad,
      ...packed,
      problems: shown,
    };
    await writeFile(manifestFile(folder), JSON.stringify(manifest), { mode: FILE_MODE });
    await rm(scratch, { recursive: true });
    return manifest;
  } finally {
    await problems.close();
  }
}

const ROWS_PER_WORD = 500;

function beatOf(folder: string, { onProgress, signal }: StageOptions): Beat {
  const keep = keeperOf(folder);
  let beats = 0;
  return async (rows) => {
    signal?.throwIfAborted();
    beats += 1;
    if (beats % ROWS_PER_WORD === 0) onProgress?.(rows);
    await keep();
  };
}
