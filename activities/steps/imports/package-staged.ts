/** Rows of a package as they were staged; a folder that is not there is for a person. */
import { replyOf } from '../../write/reply.js';
import { readPackage } from '../../imports/manifest.js';
import { ImportProblem } from '../../imports/problem.js';
import type { Row } from '../../imports/row.js';
import type { Reply } from '../../../workflows/contracts/reply.js';

/** Which package: its rows stay in the staging folder, and none of them goes into a history. */
export interface StagedPackage {
  contentHash: string;
  /** Of the import; the package adds its number. */
  jobId: string;
  /** From 1. */
  n: number;
}

export async function stagedRows(
  dataDir: string,
  tenant: string,
  { contentHash, n }: StagedPackage,
): Promise<Row[] | ImportProblem> {
  try {
    return (await readPackage(dataDir, tenant, contentHash, n)).rows;
  } catch (error) {
    if (error instanceof ImportProblem) return error;
    throw error;
  }
}

/** `maybeSent`: may the package have been sent before its rows were lost? */
export const notStaged = <Result, Before>(
  problem: ImportProblem,
  maybeSent: boolean,
  before?: Before,
): Reply<Result, Before> =>
  replyOf<Result, Before>(maybeSent ? 'unknown' : 'unavailable', problem.message, { maybeSent, before });
