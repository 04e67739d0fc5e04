/** The activity that hands a package over: a write whose rows, and what is on record of it, are read first. */
import { Context } from '@temporalio/activity';
import type { Call, Reply } from '../../../workflows/contracts/reply.js';
import { assertInput } from '../../flows/validate.js';
import { ImportProblem } from '../../imports/problem.js';
import type { Runtimes } from '../../tenants/runtime.js';
import { writeActivity } from '../../write/activity.js';
import { importPackage, type TakenPackage } from './import-package.js';
import { sentRecord, type PackageBefore, type Sent } from './package-sent.js';
import { notStaged, stagedRows, type StagedPackage } from './package-staged.js';

type PackageCall = Call<StagedPackage, PackageBefore>;

export function importPackageActivity(
  runtimes: Runtimes,
): (call: PackageCall) => Promise<Reply<TakenPackage, PackageBefore>> {
  return async (call) => {
    if (call.validate) assertInput(call.validate.flow, call.validate.input);
    const { dataDir } = runtimes;
    const { jobId, n } = call.input;
    const sent = await sentRecord(dataDir, call.tenant, jobId, n).read();
    const rows = await stagedRows(dataDir, call.tenant, call.input);
    if (rows instanceof ImportProblem) {
      const maybeSent = call.prior === 'maybeSent' || sent !== undefined || Context.current().info.attempt > 1;
      return notStaged(rows, maybeSent, call.before ?? sent?.before);
    }
    const write = writeActivity(runtimes, (runtime) => importPackage(runtime, call.input, rows));
    return await write(knowing(call, sent));
  };
}

/** A run before this one of the same key may have sent it: then nothing is sent until that has settled. */
const knowing = (call: PackageCall, sent: Sent | undefined): PackageCall =>
  sent === undefined ? call : { ...call, prior: 'maybeSent', before: call.before ?? sent.before };
