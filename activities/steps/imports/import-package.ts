/**
 * Hands one package of an import over to iMIS (facts 3; RESTRICTED flow 4). Accepted is not imported: see
 * follow-package.ts.
 * A job id is one package's alone, and is accepted once: it is the marker by which a lost answer is settled.
 */
import { counted } from '../../../workflows/contracts/counted.js';
import type { Owner } from '../../../workflows/contracts/reply.js';
import type { Answer } from '../../http/answer.js';
import { importPackage as sendPackage } from '../../imis/dues-import.js';
import { packageJobId } from '../../imports/job.js';
import type { Row } from '../../imports/row.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf, type LookContext, type Sight, type Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { subscriptionTarget } from '../subscriptions/create-subscription.js';
import { packageFinder, type NotFound } from './package-finder.js';
import { raiseLastId, readLastId } from './package-ids.js';
import { countToSend, isToSend, placesOf, placesText, stood, type Places } from './package-places.js';
import { readRows, toDuesRow } from './package-rows.js';
import { sentRecord, type PackageBefore } from './package-sent.js';
import type { StagedPackage } from './package-staged.js';

export interface TakenPackage {
  /** iMIS's id; absent when nothing had to be sent, or when only the rows tell that it was imported. */
  packageId?: number;
  /** Rows that were not sent, and why. */
  standing: Places;
}

type Context = LookContext<StagedPackage, PackageBefore>;
type Seen = Sight<TakenPackage, PackageBefore>;

const importTarget = (jobId: string): string => `import:${jobId}`;

export function importPackage(
  runtime: TenantRuntime,
  input: StagedPackage,
  rows: readonly Row[],
): Write<StagedPackage, PackageBefore, TakenPackage> {
  const { imis, dataDir, tenant } = runtime;
  const jobId = packageJobId(input.jobId, input.n);
  const record = sentRecord(dataDir, tenant.name, input.jobId, input.n);
  const finder = packageFinder(imis, jobId, record);
  return {
    // No purchase or renewal of ours bills one of the rows between look and send.
    targets: () => [
      importTarget(jobId),
      ...rows.flatMap((row) => [billsTarget(row.partyId), subscriptionTarget(row.partyId, row.productCode)]),
    ],

    async look(context): Promise<Seen> {
      const { ref, maybeSent } = context;
      if (ref === undefined && !maybeSent) return await atFirst(context);
      const found = ref === undefined ? await finder.search(context) : await finder.named(ref);
      if ('packageId' in found) return await taken(context, found.packageId);
      if (ref !== undefined)
        return {
          change: 'blocked',
          outcome: 'unknown',
          evidence: 'unsure' in found ? found.unsure : 'no such package',
        };
      // Neither refused nor to be seen: what is said of it is said when it has settled.
      const lost = context.answer?.kind === 'ok' || context.answer?.kind === 'unknown';
      if (lost && context.before)
        return { change: 'none', before: context.before, evidence: 'no package of this job id is to be seen yet' };
      return await byRows(context, found);
    },

    async send({ before }, options): Promise<Answer> {
      const parties = rows.filter((_, index) => isToSend(before!.standing, index)).map(toDuesRow);
      await record.write({ before: before! });
      const answer = await sendPackage(imis, { jobId, parties }, options);
      if (!answer.sent) await record.forget();
      return answer;
    },
  };

  async function taken({ before }: Context, packageId: number): Promise<Seen> {
    const known = before ?? { v: 1, standing: '' };
    await record.write({ before: known, packageId });
    await raiseLastId(dataDir, tenant.name, packageId);
    const sent = counted(countToSend(known.standing, rows.length), 'row');
    return {
      change: 'there',
      owner: 'us',
      result: { packageId, standing: known.standing },
      ids: { packageId: String(packageId) },
      evidence: `iMIS took over package ${packageId} (${sent}, job id ${jobId})`,
      // Nothing of an import is ever undone: nobody waits for its end.
      records: [],
    };
  }

  async function atFirst(context: Context): Promise<Seen> {
    const standing = await standingNow();
    const seen = placesText(standing, rows.length);
    if (nothingToSend(standing)) return rowsTell(standing, ownerOf(context, {}), `nothing of it is to be sent (${seen})`);
    const lastId = await readLastId(dataDir, tenant.name);
    return {
      change: 'none',
      before: { v: 1, standing, ...(lastId !== undefined && { lastId }) },
      evidence: seen,
    };
  }

  /** No package was found: what the ids leave open, the rows may tell. */
  async function byRows(context: Context, found: NotFound): Promise<Seen> {
    const { before, answer } = context;
    const standing = await standingNow();
    const seen = placesText(standing, rows.length);
    const arrived = rows.some((_, index) => before && isToSend(before.standing, index) && stood(standing, index));
    const refused = answer?.kind === 'rejected' || answer?.kind === 'absent';
    if (arrived && !refused) {
      const evidence = 'rows stand that did not before, though no package is known';
      return rowsTell(before!.standing, ownerOf(context, {}), evidence);
    }
    if (refused && !arrived && before) {
      await record.forget();
      return { change: 'none', before, evidence: 'refused, and nothing of it is to be seen' };
    }
    // Sent or not: there is nothing left to send. Of rows that were to be sent, only an absent package tells.
    if (nothingToSend(standing) && !refused) {
      const known = 'absent' in found ? standing : (before?.standing ?? '');
      return rowsTell(known, 'unknown', `nothing of it is left to send (${seen})`);
    }
    if ('absent' in found && !refused)
      return {
        change: 'none',
        before: { v: 1, standing, lastId: found.highest },
        evidence: `iMIS has no package of job id ${jobId}`,
      };
    const why = 'unsure' in found ? found.unsure : 'it was refused, yet rows stand that did not before';
    const cure =
      `look in iMIS for a package with job id ${jobId}: if it is there, mark done with its number; if not, skip: ` +
      'its rows are told as they stand then, and a correcting file takes those that do not';
    return {
      change: 'blocked',
      outcome: 'unknown',
      evidence: `whether iMIS took the package over is not known (${why}; ${seen}); ${cure}`,
    };
  }

  async function standingNow(): Promise<Places> {
    return placesOf(rows, await readRows(imis, rows));
  }

  function nothingToSend(standing: Places): boolean {
    return countToSend(standing, rows.length) === 0;
  }

  /** Rows carry no mark of ours. While our package may be on its way they are believed only after the settle time. */
  function rowsTell(standing: Places, owner: Owner, evidence: string): Seen {
    return { change: 'there', owner, result: { standing }, evidence, provisional: true, records: [] };
  }
}
