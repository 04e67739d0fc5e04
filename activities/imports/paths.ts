/**
 * Where an import keeps its files. Below `<data>/imports/<tenant>/`:
 *
 *     <contentHash>/manifest.json, problems.jsonl, packages/000001.json ...
 *     jobs/<job id>                    holds the content hash that the job id stands for
 *     jobs-results/<job id>/000001.jsonl ...
 *     tmp-<random>/                    of an attempt that is still at work, or is dead
 *
 * Rows are personal data: folders are open to their owner alone.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tenant as tenantName } from '../../workflows/contracts/schemas/common.js';

export const FOLDER_MODE = 0o700;
export const FILE_MODE = 0o600;
export const TEMP_PREFIX = 'tmp-';

export const manifestFile = (folder: string): string => join(folder, 'manifest.json');
export const problemsFile = (folder: string): string => join(folder, 'problems.jsonl');
export const packagesFolder = (folder: string): string => join(folder, 'packages');
export const packageFile = (folder: string, n: number): string => join(packagesFolder(folder), `${numbered(n)}.json`);

/** Throws RangeError on a name that is no tenant's: it could lead elsewhere. */
export function tenantFolder(dataDir: string, tenant: string): string {
  if (!tenantName.safeParse(tenant).success) throw new RangeError('tenant: is no tenant name');
  return join(dataDir, 'imports', tenant);
}

export function stagingFolder(dataDir: string, tenant: string, contentHash: string): string {
  if (!/^[0-9a-f]{20}$/.test(contentHash)) throw new RangeError('contentHash: is no content hash');
  return join(tenantFolder(dataDir, tenant), contentHash);
}

export const jobsFolder = (dataDir: string, tenant: string): string => join(tenantFolder(dataDir, tenant), 'jobs');
export const jobFile = (dataDir: string, tenant: string, jobId: string): string =>
  join(jobsFolder(dataDir, tenant), fileName(jobId));

export const resultsFolder = (dataDir: string, tenant: string, jobId: string): string =>
  join(tenantFolder(dataDir, tenant), 'jobs-results', fileName(jobId));
export const packageResultsFile = (dataDir: string, tenant: string, jobId: string, n: number): string =>
  join(resultsFolder(dataDir, tenant, jobId), `${numbered(n)}.jsonl`);

const numbered = (n: number): string => {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError('package: numbers begin with 1');
  return String(n).padStart(6, '0');
};

const LONGEST = 150;

/** An id as the name of a file, other ids being other names; no dots, no separators. */
function fileName(id: string): string {
  const safe = encodeURIComponent(id).replace(
    /[.!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (safe.length <= LONGEST) return safe;
  return `${safe.slice(0, LONGEST - 21)}-${createHash('sha256').update(id).digest('hex').slice(0, 20)}`;
}
