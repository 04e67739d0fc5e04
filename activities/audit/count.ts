/** How flows come out, and what of it is shown. Pure. */
import { AUDIT_FINDINGS_SHOWN, AUDIT_KINDS, type AuditCounts, type AuditKind, type AuditLine, type AuditStanding } from '../../workflows/contracts/audit.js';
import type { FlowName } from '../../workflows/contracts/names.js';

export interface Tally {
  totals: AuditCounts;
  byFlow: Partial<Record<FlowName, AuditCounts>>;
  /** The first that somebody should look at. */
  shown: AuditLine[];
}

export const newTally = (): Tally => ({ totals: {}, byFlow: {}, shown: [] });

/** A flow is counted by its worst finding. */
export function standingOf(lines: readonly { kind: AuditKind | 'not-audited' }[]): AuditStanding {
  const worst = AUDIT_KINDS.find((kind) => lines.some((line) => line.kind === kind));
  return worst ?? (lines.length > 0 ? 'not-audited' : 'as-reported');
}

const LOOKED_AT: AuditLine['kind'][] = ['false-word', 'drift', 'unknown'];

export function count(tally: Tally, flow: FlowName, standing: AuditStanding, lines: readonly AuditLine[]): void {
  const own = (tally.byFlow[flow] ??= {});
  for (const counts of [tally.totals, own]) counts[standing] = (counts[standing] ?? 0) + 1;
  // False words come first, however late they are found.
  const all = [...tally.shown, ...lines.filter(({ kind }) => LOOKED_AT.includes(kind))];
  tally.shown = LOOKED_AT.flatMap((kind) => all.filter((line) => line.kind === kind)).slice(0, AUDIT_FINDINGS_SHOWN);
}
