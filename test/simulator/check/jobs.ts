import type { LedgerEntry } from '../ledger.js';
import type { Claim } from './claims.js';

/** The jobs and packages that the reports of importDues and importPackage name. */

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const values = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'number' || (typeof one === 'string' && one !== '') ? [String(one)] : [],
  );

/** Flows that import; updateMember may by one row. */
export const imports = (claim: Claim): boolean => claim.sells.some((one) => one.by === 'import');

/** Job of the flow: `result.jobId`, `ids.jobId` or `input.jobId`, in this order. */
function jobOf({ report, input }: Claim): string | undefined {
  return [object(report.result).jobId, object(report.ids).jobId, input.jobId].flatMap(values)[0];
}

/** Package ids in `ids` and `result`, and in the ids of the steps. */
function packageIds({ report }: Claim): Set<string> {
  const places = [report.ids, report.result, ...(report.steps ?? []).map((step) => step.ids)].map(object);
  return new Set(places.flatMap((one) => [...values(one.packageId), ...values(one.packageIds)]));
}

/**
 * A test for ledger entries of packages that belong to the flow. The job of package n is `<job>-<n>`: an importPackage
 * owns the one of its `n`, an importDues all of its job. A package id that is named is owned as well.
 */
export function ownsPackage(claim: Claim): (entry: Pick<LedgerEntry, 'jobId' | 'packageId'>) => boolean {
  const job = jobOf(claim);
  const ids = packageIds(claim);
  const one = claim.report.flow === 'importPackage' && claim.input.n !== undefined ? String(claim.input.n) : undefined;
  return (entry) => {
    if (entry.packageId !== undefined && ids.has(String(entry.packageId))) return true;
    if (job === undefined || entry.jobId === undefined) return false;
    if (entry.jobId === job) return one === undefined || claim.report.flow === 'importDues';
    if (!entry.jobId.startsWith(`${job}-`)) return false;
    const rest = entry.jobId.slice(job.length + 1);
    return one === undefined ? /^\d+$/.test(rest) : rest === one;
  };
}

/** Rows by what the report says became of them; undefined when it counts nothing. */
export interface RowCounts {
  imported: number;
  warnings: number;
  errors: number;
  unknown: number;
}

export function countsOf({ report }: Claim): RowCounts | undefined {
  const result = object(report.result);
  const counts = { ...result, ...object(result.counts) } as Record<string, unknown>;
  const of = (...names: string[]): number | undefined => {
    const found = names.map((name) => counts[name]).find((one) => typeof one === 'number');
    return found as number | undefined;
  };
  const imported = of('imported');
  if (imported === undefined) return undefined;
  return {
    imported,
    warnings: of('warnings', 'warning') ?? 0,
    errors: of('errors', 'error') ?? 0,
    unknown: of('unknown') ?? 0,
  };
}
