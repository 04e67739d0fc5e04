/** Job ids: what an import is called, and what each of its packages is called in iMIS (DuesImportJobId, facts 3). */
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { FILE_MODE, FOLDER_MODE, jobFile, jobsFolder, TEMP_PREFIX } from './paths.js';
import { join } from 'node:path';
import { ImportProblem } from './problem.js';
import { valueProblem } from './row.js';

const LONGEST = 80;

/**
 * The caller's id, or one made of the content; an occasion ends either, since the ids of the first act are used up.
 * Throws ImportProblem `job-id` on an id that cannot be one.
 */
export function jobIdOf(contentHash: string, { jobId, occasion }: { jobId?: string; occasion?: string }): string {
  if (jobId !== undefined) assertJobId(jobId);
  const suffix = occasion === undefined ? '' : `-${createHash('sha256').update(occasion).digest('hex').slice(0, 6)}`;
  return `${jobId ?? `df-${contentHash}`}${suffix}`;
}

/** The longest DuesImportJobId is unknown: the limit leaves room for suffixes. */
export function assertJobId(jobId: string): void {
  const fault =
    valueProblem('externalId', jobId) ??
    (jobId.length > LONGEST ? `must have at most ${LONGEST} characters` : undefined);
  if (fault || jobId.trim() !== jobId)
    throw new ImportProblem('job-id', `jobId: ${fault ?? 'begins or ends with a space'}`, 'give another');
}

/** The job id of package `n`, from 1: unique per package, so that a lost answer can be found again. */
export const packageJobId = (jobId: string, n: number): string => `${jobId}-${n}`;

/** Makes a job id stand for this content for good. Throws ImportProblem `job-id` when it stands for another. */
export async function claimJob(dataDir: string, tenant: string, jobId: string, contentHash: string): Promise<void> {
  const claim = jobFile(dataDir, tenant, jobId);
  await mkdir(jobsFolder(dataDir, tenant), { recursive: true, mode: FOLDER_MODE });
  // Written beside and linked: the claim is exclusive, and never seen without its content.
  const draft = join(jobsFolder(dataDir, tenant), `.${TEMP_PREFIX}${randomUUID()}`);
  try {
    await writeFile(draft, contentHash, { flag: 'wx', mode: FILE_MODE });
    await link(draft, claim);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if ((await readFile(claim, 'utf8')) === contentHash) return;
    throw new ImportProblem('job-id', `jobId: ${jobId} already names another import`, 'give another, or leave it out');
  } finally {
    await rm(draft, { force: true });
  }
}
