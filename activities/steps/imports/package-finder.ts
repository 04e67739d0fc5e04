/** Which package is ours: by the answer, our own record, the ids that came later, or a person's word. */
import type { Imis } from '../../imis/api.js';
import { readPackageResults, readPackageStatus } from '../../imis/dues-import.js';
import { sameId } from '../../imis/wire/shape.js';
import type { LookContext } from '../../write/write.js';
import { searchPackage, type Search } from './package-ids.js';
import type { PackageBefore, SentRecord } from './package-sent.js';

export type NotFound = Exclude<Search, { packageId: number }>;

export interface PackageFinder {
  search(context: Pick<LookContext<unknown, PackageBefore>, 'answer' | 'before'>): Promise<Search>;
  /** `ref`: the number a person gave. The package's job id must be ours. */
  named(ref: string): Promise<{ packageId: number } | { unsure: string }>;
}

/** All throw ReadFailed. */
export function packageFinder(imis: Imis, jobId: string, record: SentRecord): PackageFinder {
  const exists = async (packageId: number): Promise<boolean> =>
    (await readPackageStatus(imis, packageId)) !== 'NotFound';
  return {
    async search({ answer, before }) {
      if (answer?.kind === 'ok') {
        const { packageId } = answer.body as { packageId: number };
        return (await exists(packageId))
          ? { packageId }
          : { unsure: `iMIS does not know package ${packageId}, which it said it took over` };
      }
      const known = (await record.read())?.packageId;
      if (known !== undefined)
        return (await exists(known))
          ? { packageId: known }
          : { unsure: `package ${known}, which iMIS had taken over, is not found any more` };
      return before?.lastId === undefined
        ? { unsure: 'no package before it is known, so the ids that came after are not' }
        : await searchPackage(imis, jobId, before.lastId);
    },

    async named(ref) {
      const packageId = /^\d{1,9}$/.test(ref.trim()) ? Number(ref) : 0;
      if (packageId === 0)
        return { unsure: 'the reference must be the number that iMIS gave the package, such as 8635' };
      if (!(await exists(packageId))) return { unsure: `iMIS knows no package ${packageId}` };
      const { jobId: its } = await readPackageResults(imis, packageId);
      if (sameId(its, jobId)) return { packageId };
      return {
        unsure:
          its === undefined
            ? `package ${packageId} does not say its job id yet`
            : `package ${packageId} has the job id ${its}, not ${jobId}`,
      };
    },
  };
}
