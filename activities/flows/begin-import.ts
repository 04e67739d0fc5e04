/** What an import needs before it begins: its rows, checked and kept in packages, and the results file. */
import { resolve } from 'node:path';
import { Context } from '@temporalio/activity';
import type { ImportDues } from '../../workflows/contracts/inputs.js';
import { DEFAULT_TENANT } from '../../workflows/contracts/names.js';
import type { Manifest } from '../imports/manifest.js';
import { beginResults } from '../imports/results.js';
import { stageImport } from '../imports/stage.js';
import type { Runtimes } from '../tenants/runtime.js';

/** Too many problems would fill the history; the results file has them all. */
const SHOWN = 20;

export interface BegunImport {
  contentHash: string;
  jobId: string;
  rows: number;
  good: number;
  bad: number;
  packages: number;
  problems: Manifest['problems'];
  totals: Manifest['totals'];
  resultsFile: string;
  offset: number;
  /** Packages that may be with iMIS at a time. */
  queue: number;
  /** Bad rows, and the file is sent as a whole or not at all. */
  refused: boolean;
}

/** Reads, checks and keeps the rows; rows that are kept already are not read again. Throws ImportProblem. */
export async function stage(input: ImportDues, dataDir: string): Promise<Manifest> {
  const { tenant = DEFAULT_TENANT, file, rows, format, mapping, jobId, occasion, onBadRow = 'reject-file', contentHash } = input;
  const context = Context.current();
  // The size of a file says nothing of the time it takes: the beat goes on between the reports too.
  const beating = setInterval(() => context.heartbeat(), 5_000);
  try {
    return await stageImport({ tenant, file, rows, format, mapping, jobId, occasion, onBadRow, contentHash }, dataDir, {
      onProgress: (read) => context.heartbeat({ rows: read }),
      signal: context.cancellationSignal,
    });
  } finally {
    clearInterval(beating);
  }
}

export async function beginImport(input: ImportDues, runtimes: Runtimes): Promise<BegunImport> {
  const { tenant = DEFAULT_TENANT, file } = input;
  const { dataDir } = runtimes;
  const manifest = await stage(input, dataDir);
  const { contentHash, jobId, rows, good, bad, packages, problems, totals, refused } = manifest;
  const beside = file !== undefined && !/^https?:/i.test(file);
  const resultsFile = input.resultsFile ?? (beside ? `${file}.results.csv` : resolve(dataDir, 'imports', tenant, `${jobId}.results.csv`));
  const offset = await beginResults({ dataDir, tenant, manifest, file: resultsFile, ...(beside && { source: file }), refused });
  const queue = runtimes.of(tenant).tenant.importQueue;
  return { contentHash, jobId, rows, good, bad, packages, problems: problems.slice(0, SHOWN), totals, resultsFile, offset, queue, refused };
}
