import type { LedgerEntry } from '../ledger.js';
import type { Snapshot } from '../world/snapshot.js';

/** One step of a flow's report, as far as the checker reads it. */
export interface StepReport {
  name: string;
  kind?: string;
  outcome?: string | null;
  owner?: string | null;
  /** Outcome of the undo; absent or null: none was made. */
  compensation?: string | { outcome?: string | null } | null;
  ids?: Record<string, unknown> | null;
}

/** A flow's report, as far as the checker reads it (names as the product publishes them). */
export interface FlowReport {
  flow: string;
  workflowId?: string;
  state?: string;
  verdict?: string | null;
  ids?: Record<string, unknown> | null;
  result?: unknown;
  steps?: StepReport[];
  /** What people decided. */
  operator?: { verb: string; step?: string }[];
  cause?: unknown;
}

/** A flow: what it was asked and what it says. */
export interface FlowCase {
  report: FlowReport;
  input: Record<string, unknown>;
}

export interface CheckInput {
  before: Snapshot;
  after: Snapshot;
  ledger: readonly LedgerEntry[];
  reports: FlowCase[];
  /** User of the flows; default `duesflow`. */
  apiUser?: string;
}

/** Something wrong, in one sentence, with the places to look at. */
export interface Finding {
  kind: 'duplicate' | 'orphan' | 'falseWord' | 'undoneBefore';
  sentence: string;
  workflowId?: string;
  partyId?: string;
  itemId?: string;
  invoiceId?: string;
  groupId?: string;
  ledgerSeq?: number[];
}

export interface CheckResult {
  duplicates: Finding[];
  orphans: Finding[];
  falseWords: Finding[];
  undoneBefore: Finding[];
}
