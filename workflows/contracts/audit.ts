/** What an audit is asked, and what it answers: closed flows' reports against the API's records of today (docs/audit.md). */
import type { z } from 'zod';
import type { FlowName } from './names.js';
import type { audit } from './schemas/audit.js';

export type AuditInput = z.infer<typeof audit>;

/**
 * What became of a report's words, from the worst on.
 * `false-word`: the records do not show what it says, and nothing tells of a later change.
 * `drift`: it was so, and somebody has changed it since; the records tell.
 * `unknown`: cannot be read, or not be told.
 * `superseded`: a later flow of ours changed the same record, and answers for it by its own report.
 */
export const AUDIT_KINDS = ['false-word', 'drift', 'unknown', 'superseded'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** How a whole flow came out: by its worst finding. `by-parts`: it is its children that are audited. */
export type AuditStanding = AuditKind | 'as-reported' | 'by-parts' | 'not-audited';

/** A line of the results file. No personal data beside ids. */
export interface AuditLine {
  kind: AuditKind | 'not-audited';
  flow: FlowName;
  workflowId: string;
  runId: string;
  closedAt: string;
  /** Such as `subscription REG of party 12345`. */
  record: string;
  reported: string;
  found: string;
  evidence: string;
}

/** Flows by how they came out. */
export type AuditCounts = Partial<Record<AuditStanding, number>>;

export interface AuditResult {
  tenant: string;
  /** ISO 8601: flows that closed from `since` on, and before `until`. */
  since: string;
  until: string;
  flow?: FlowName;
  /** Closed flows that were found. */
  flows: number;
  totals: AuditCounts;
  byFlow: Partial<Record<FlowName, AuditCounts>>;
  /** The first false words, drifts and unknowns; the file has all. */
  findings: AuditLine[];
  resultsFile: string;
  /** Why the rest was not looked at: those flows are unknown. */
  gaveUp?: string;
}

/** What the first activity has gathered for the second. */
export interface GatheredAudit {
  tenant: string;
  since: string;
  until: string;
  flow?: FlowName;
  /** Lines of the file of claims, in the data folder. */
  flows: number;
  claimsFile: string;
  resultsFile: string;
  /** Server time at which the flows were listed, ISO 8601. */
  gatheredAt: string;
}

export const AUDIT_FINDINGS_SHOWN = 20;
