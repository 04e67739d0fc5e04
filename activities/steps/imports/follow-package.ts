/**
 * Waits for the end of a package, reads what became of its rows, and writes their results (facts 3; RESTRICTED flow 4).
 * iMIS's messages go into the results file alone: they may hold personal data.
 */
import { type PackageResults, type PackageStatus, readPackageResults, readPackageStatus } from '../../imis/dues-import.js';
import { ImportProblem } from '../../imports/problem.js';
import type { Counts } from '../../imports/results.js';
import type { Row } from '../../imports/row.js';
import type { Runtimes, TenantRuntime } from '../../tenants/runtime.js';
import { pollActivity, type Progress } from '../../write/poll.js';
import type { Turn } from '../../write/reading.js';
import { replyOf } from '../../write/reply.js';
import { readDates } from './package-dates.js';
import { conclude, lineOf, type EndedPackage } from './package-end.js';
import { hasEnded } from './package-ids.js';
import { judgeBroken, judgeCompleted, judgeUnseen, problemsOf, type Known } from './package-judge.js';
import { isToSend, type Places } from './package-places.js';
import { readRows, shows } from './package-rows.js';
import { sentRecord } from './package-sent.js';
import { notStaged, stagedRows, type StagedPackage } from './package-staged.js';

export interface FollowPackage extends StagedPackage {
  /** iMIS's id; absent when nothing was sent, or when the package itself was never seen. */
  packageId?: number;
  /** Rows that were not sent, and why. Absent when the hand-over was skipped: then what is on record of it counts. */
  standing?: Places;
  readBack?: 'all' | 'sample' | 'none';
}

/** Milliseconds after the activity was scheduled at which something was first not as it should be. */
type UnsettledSince = number;

interface Followed extends EndedPackage {
  input: FollowPackage;
  /** Is it known how the rows stood before the package was sent? */
  isRecorded: boolean;
  turn: Turn<UnsettledSince>;
}

export const followPackageActivity = (runtimes: Runtimes) =>
  pollActivity<FollowPackage, Counts, UnsettledSince>(runtimes, async (runtime, { input }, turn) => {
    const rows = await stagedRows(runtime.dataDir, runtime.tenant.name, input);
    if (rows instanceof ImportProblem) return notStaged(rows, false);
    const before = input.standing ?? (await standingOnRecord(runtime, input));
    return await follow({ runtime, input, rows, standing: before ?? '', isRecorded: before !== undefined, turn });
  });

async function standingOnRecord({ dataDir, tenant }: TenantRuntime, { jobId, n }: FollowPackage) {
  return (await sentRecord(dataDir, tenant.name, jobId, n).read())?.before.standing;
}

async function follow(followed: Followed): Promise<Progress<Counts>> {
  const { runtime, input, rows, standing } = followed;
  const sent = rows.filter((_, index) => isToSend(standing, index));
  if (sent.length === 0) return await conclude(followed, []);
  const { packageId } = input;
  if (packageId === undefined) return await byRows(followed, sent, (known) => judgeUnseen(known, followed.isRecorded));
  const status = await readPackageStatus(runtime.imis, packageId);
  if (status === 'NotFound') return await notFound(followed, packageId);
  if (!hasEnded(status)) return { waiting: `package ${packageId}: ${status}` };
  const results = await readPackageResults(runtime.imis, packageId);
  if (!hasEnded(results.status)) return { waiting: `package ${packageId}: ${status}, its results are not there yet` };
  if (status === 'Failed' || status === 'Canceled') return await broken(followed, sent, status, results);
  return await completed(followed, sent, status, results);
}

async function notFound(followed: Followed, packageId: number): Promise<Progress<Counts>> {
  const evidence = `package ${packageId}, which iMIS had taken over, is not found any more: look for it in iMIS`;
  return (await isSettled(followed)) ? replyOf('unknown', evidence, { maybeSent: false }) : { waiting: evidence };
}

async function broken(
  followed: Followed,
  sent: Row[],
  status: PackageStatus,
  { rows, statusMessage }: PackageResults,
): Promise<Progress<Counts>> {
  const why = `the package ended as ${status}${statusMessage === undefined ? '' : `: ${statusMessage}`}`;
  const problems = problemsOf(sent, rows);
  return await byRows(
    followed,
    sent,
    (known) => judgeBroken({ ...known, problems: problems.of(known.row) }, why),
    status,
  );
}

/** Row by row, when nothing can be on its way to them any more. */
async function byRows(
  followed: Followed,
  sent: Row[],
  judge: (known: Known) => ReturnType<typeof judgeUnseen>,
  status?: PackageStatus,
): Promise<Progress<Counts>> {
  if (!(await isSettled(followed)))
    return { waiting: `the rows are read when they have settled (package ${status ?? 'not known'})` };
  const now = await readRows(followed.runtime.imis, sent);
  return await conclude(
    followed,
    sent.map((row, index) => lineOf(followed, row, judge({ row, problems: [], now: now[index], wasRead: true }))),
    status,
  );
}

async function completed(
  followed: Followed,
  sent: Row[],
  status: PackageStatus,
  results: PackageResults,
): Promise<Progress<Counts>> {
  const { imis } = followed.runtime;
  const { readBack = 'sample' } = followed.input;
  const { of, allPlaced } = problemsOf(sent, results.rows);
  const failed = results.rows.filter(({ type }) => type === 'error').length;
  // Errors are believed when the row does not stand; what cannot be placed might be about any row.
  const wasRead = readBack !== 'none' || !allPlaced || failed > 0 || status === 'CompletedWithErrors';
  const now = wasRead ? await readRows(imis, sent) : [];
  const good = sent.filter((row) => of(row).every(({ type }) => type !== 'error'));
  const hidden = wasRead && sent.some((row, index) => good.includes(row) && !shows(row, now[index]));
  if (hidden && !(await isSettled(followed)))
    return { waiting: `package ${followed.input.packageId}: ${status}, but not all its rows are to be seen yet` };
  const dated = readBack === 'all' ? good : readBack === 'sample' ? good.slice(0, 1) : [];
  const dates = await readDates(imis, [...new Set(dated.map(({ partyId }) => partyId))]);
  const judged = sent.map((row, index) =>
    judgeCompleted({ row, problems: of(row), now: now[index], wasRead, dates: dates.get(row.partyId.toLowerCase()) }),
  );
  return await conclude(
    followed,
    sent.map((row, index) => lineOf(followed, row, judged[index]!)),
    status,
  );
}

/** Has it been so for the settle time? The first time opens the round; reads may be stale, and acts may be late. */
async function isSettled({ runtime, turn }: Followed): Promise<boolean> {
  if (turn.position === undefined) await turn.keep(turn.waitedMs);
  return turn.position !== undefined && turn.waitedMs - turn.position >= runtime.tenant.settleMs;
}
