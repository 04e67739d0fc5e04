/**
 * Finding a package whose answer was lost: the API has no list of packages (facts 3), but ids that can be asked for one
 * by one. Inferred: ids rise. Unknown: whether they rise without gaps; SQL Server may skip many after a crash.
 */
import { join } from 'node:path';
import { ReadFailed } from '../../http/answer.js';
import type { Imis } from '../../imis/api.js';
import { type PackageStatus, readPackageResults, readPackageStatus } from '../../imis/dues-import.js';
import { sameId } from '../../imis/wire/shape.js';
import { tenantFolder } from '../../imports/paths.js';
import { readIfThere, writeWhole } from './package-file.js';

const lastIdFile = (dataDir: string, tenant: string): string => join(tenantFolder(dataDir, tenant), 'last-package-id');

/** The highest package id that iMIS is known to have given for this tenant; undefined before the first import. */
export async function readLastId(dataDir: string, tenant: string): Promise<number | undefined> {
  const id = Number((await readIfThere(lastIdFile(dataDir, tenant)))?.trim() || NaN);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

export async function raiseLastId(dataDir: string, tenant: string, id: number): Promise<void> {
  if (id > ((await readLastId(dataDir, tenant)) ?? 0)) await writeWhole(lastIdFile(dataDir, tenant), `${id}\n`);
}

const ENDED: readonly PackageStatus[] = [
  'Completed',
  'CompletedWithWarnings',
  'CompletedWithErrors',
  'Failed',
  'Canceled',
];
export const hasEnded = (status: PackageStatus): boolean => ENDED.includes(status);

/** So many ids in a row that iMIS does not know: beyond them there is no package. */
const GAP = 10;
/** So many ids are asked for at most. */
const MOST = 200;

/** `absent`: no package of that job; `highest`: the last one that is there. `unsure`: why it cannot be told. */
export type Search = { packageId: number } | { absent: true; highest: number } | { unsure: string };

/**
 * Looks for the package of a job id among the ids after `after`. Throws ReadFailed, also while a package that does not
 * say its job id yet is being worked on: it may be the one.
 */
export async function searchPackage(imis: Imis, jobId: string, after: number): Promise<Search> {
  let highest = after;
  for (let id = after + 1; id <= after + MOST; id += 1) {
    if ((await readPackageStatus(imis, id)) === 'NotFound') {
      if (id - highest >= GAP) return { absent: true, highest };
      continue;
    }
    highest = id;
    const { jobId: named, status } = await readPackageResults(imis, id);
    if (sameId(named, jobId)) return { packageId: id };
    if (named !== undefined) continue;
    if (hasEnded(status)) return { unsure: `package ${id} does not say its job id` };
    const message = `package ${id}, which may be ours, is still being processed`;
    throw new ReadFailed({ kind: 'unknown', sent: true, message });
  }
  return { unsure: `more than ${MOST} packages came after package ${after}` };
}
