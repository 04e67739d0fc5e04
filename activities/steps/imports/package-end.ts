/** The results of a package, row by row, and its reply: counts alone. */
import type { Reply } from '../../../workflows/contracts/reply.js';
import type { PackageStatus } from '../../imis/dues-import.js';
import { noCounts } from '../../imports/package-results.js';
import { type Counts, type ResultLine, writePackageResults } from '../../imports/results.js';
import type { Row } from '../../imports/row.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { replyOf } from '../../write/reply.js';
import { judgeLeft } from './package-judge.js';
import { isToSend, wasReplaced, type Places } from './package-places.js';
import { readRows } from './package-rows.js';
import type { StagedPackage } from './package-staged.js';

export interface EndedPackage {
  runtime: TenantRuntime;
  /** `packageId`: iMIS's id, when it is known. */
  input: StagedPackage & { packageId?: number };
  rows: Row[];
  standing: Places;
}

export const lineOf = (
  { input }: EndedPackage,
  { line, partyId, productCode, billBegin }: Row,
  { status, message }: Pick<ResultLine, 'status' | 'message'>,
): ResultLine => ({
  line,
  partyId,
  productCode,
  billBegin,
  status,
  ...(input.packageId !== undefined && { packageId: input.packageId }),
  ...(message !== undefined && { message }),
});

/** Of the rows that were not sent. Only those with a later term are read again. */
async function linesOfLeft(ended: EndedPackage): Promise<ResultLine[]> {
  const { runtime, rows, standing } = ended;
  const late = rows.filter((_, index) => wasReplaced(standing, index));
  const now = late.length > 0 ? await readRows(runtime.imis, late) : [];
  const left = rows.filter((_, index) => !isToSend(standing, index));
  return left.map((row) => {
    const at = late.indexOf(row);
    const { packageId: _none, ...line } = lineOf(ended, row, judgeLeft({ row, now: now[at] }, at >= 0));
    return line;
  });
}

/** Keeps the results of all rows; `sent`: the lines of those that were sent. Throws ReadFailed. */
export async function conclude(
  ended: EndedPackage,
  sent: readonly ResultLine[],
  status?: PackageStatus,
): Promise<Reply<Counts>> {
  const { runtime, input } = ended;
  const lines = [...(await linesOfLeft(ended)), ...sent].sort((a, b) => a.line - b.line);
  await writePackageResults(runtime.dataDir, runtime.tenant.name, input.jobId, input.n, lines);
  const counts = noCounts();
  for (const line of lines) counts[line.status] += 1;
  const said = Object.entries(counts)
    .flatMap(([name, n]) => (n > 0 ? [`${n} ${name}`] : []))
    .join(', ');
  const what =
    input.packageId === undefined ? 'rows' : `package ${input.packageId}${status === undefined ? '' : ` ${status}`}`;
  return replyOf<Counts, unknown>('done', `${what}: ${said}`, { owner: 'us', maybeSent: false, result: counts });
}
