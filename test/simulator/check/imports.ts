import type { LedgerEntry } from '../ledger.js';
import { isClosed, nameOf, saysNothingStands } from './claims.js';
import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import { countsOf, imports, ownsPackage } from './jobs.js';
import { duplicate } from './paid-twice.js';
import type { Finding } from './types.js';

const jobOfRow = (entry: LedgerEntry): string => (entry.jobId ?? '').replace(/-\d+$/, '');

/** What a row says; a row of another import that says something else corrects it. */
const contentOf = ({ termThrough, amount, paidAmount, paidThru }: LedgerEntry): string =>
  [termThrough, amount, paidAmount, paidThru].join('|');

/** A job id taken over twice; a row applied twice, by one import or with the same content by two. */
export function importedTwice(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const jobs = new Map<string, number>();
  const rows = new Map<string, LedgerEntry[]>();
  for (const entry of scene.ours) {
    if (entry.kind === 'import.accepted' && entry.jobId !== undefined) {
      const first = jobs.get(entry.jobId);
      const sentence = `Packages with the job id ${entry.jobId} were accepted twice.`;
      if (first !== undefined) found.push(duplicate(sentence, { ledgerSeq: [first, entry.seq] }));
      jobs.set(entry.jobId, entry.seq);
    }
    if (entry.kind !== 'import.applied') continue;
    const { partyId = '', itemId = '', termBegin, seq } = entry;
    const key = `${partyId}|${itemId}|${termBegin}`;
    const earlier = rows.get(key) ?? [];
    const same = earlier.find((one) => jobOfRow(one) === jobOfRow(entry) || contentOf(one) === contentOf(entry));
    const sentence = `The row of party ${partyId}, ${itemId} from ${termBegin}, was imported twice.`;
    if (same) found.push(duplicate(sentence, { partyId, itemId, ledgerSeq: [same.seq, seq] }));
    rows.set(key, [...earlier, entry]);
  }
  return found;
}

/** Packages that the API took over and that no report of an import names. */
export function packagesOfNobody(scene: Scene): Finding[] {
  const owners = scene.claims.filter(imports).map(ownsPackage);
  return scene.ours
    .filter((entry) => entry.kind === 'import.accepted' && !owners.some((owns) => owns(entry)))
    .map((entry) => ({
      kind: 'orphan',
      sentence: `Package ${entry.packageId} of job ${entry.jobId} was accepted, and no flow names it.`,
      ledgerSeq: [entry.seq],
    }));
}

const lie = (claim: Claim, what: string, ledgerSeq: number[] = []): Finding => ({
  kind: 'falseWord',
  sentence: `${nameOf(claim)} ${what}.`,
  ledgerSeq,
  ...(claim.report.workflowId ? { workflowId: claim.report.workflowId } : {}),
});

/**
 * The counts of a closed import against the rows that were applied and rejected under its job: `imported` + `warnings`
 * are the applied ones, save those it calls `unknown`. Without counts only a denial can be false.
 */
export function importWords(scene: Scene, claim: Claim): Finding[] {
  const { report } = claim;
  if (!imports(claim) || !isClosed(report)) return [];
  const owns = ownsPackage(claim);
  const of = (kind: LedgerEntry['kind']): LedgerEntry[] =>
    scene.ours.filter((entry) => entry.kind === kind && owns(entry));
  const applied = of('import.applied');
  const rejected = of('import.rejected').length;
  const counts = countsOf(claim);
  const said = counts ? counts.imported + counts.warnings : 0;
  const unknown = counts?.unknown ?? 0;
  if (saysNothingStands(report) && applied.length > said + unknown) {
    return [lie(claim, `denies ${applied.length} imported rows`, [applied[0]?.seq ?? 0])];
  }
  if (!counts) return [];
  const found: Finding[] = [];
  if (said > applied.length) found.push(lie(claim, `says ${said} rows were imported, the ledger ${applied.length}`));
  if (applied.length > said + unknown) {
    found.push(lie(claim, `says ${said} rows were imported and ${unknown} unknown, the ledger ${applied.length}`));
  }
  if (rejected > counts.errors + unknown) {
    found.push(lie(claim, `says ${counts.errors} rows were refused, the ledger ${rejected}`));
  }
  return found;
}
