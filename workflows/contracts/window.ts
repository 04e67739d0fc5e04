/** What a window is asked, what it knows, and how a flow it started ended (workflows/window). */
import type { ImportPackage, RenewMember } from './inputs.js';
import type { Report, Verdict } from './report.js';
import type { Ids } from './reply.js';

/** Which flows a window starts: one for each package of a staged import, or for each party of a staged list. */
export type WindowSource =
  | { kind: 'packages'; of: Omit<ImportPackage, 'n'> }
  | { kind: 'members'; list: PartyList; of: Omit<RenewMember, 'partyId'> };

/** A list of party ids in the data folder, by the hash of its ids. */
export interface PartyList {
  tenant: string;
  partiesHash: string;
}

export interface WindowInput {
  tenant: string;
  source: WindowSource;
  /** How many there are in all. */
  total: number;
  /** How many at a time. */
  size: number;
  /** Stop when more than this did not end plainly completed. */
  maxFailures?: number;
  resultsFile: string;
  /** Bytes of the results file that stand already. */
  offset: number;
  /** A new run begins after this many; default 200. Keeps the history of a run short. */
  perRun?: number;
  /** Nothing is to be begun: a cancel came first. What runs already is waited for. */
  stopped?: boolean;
  /** A window before this one was cut off: what this one does not come to may have been begun by that. */
  again?: boolean;
}

/**
 * How a flow ended: its verdict, or what became of a run without one. `conflict`: a flow of that key runs or ran with
 * another input.
 */
export type FlowVerdict = Verdict | 'terminated' | 'conflict';

export interface FlowEnd {
  workflowId: string;
  verdict: FlowVerdict;
  message: string;
  ids: Ids;
  result: Record<string, unknown>;
}

/** A flow that a window found instead of starting it. */
export interface FoundFlow {
  /** Absent while it runs. */
  end?: FlowEnd;
  /** Was it started by a window of this id, perhaps one that was ended meanwhile? */
  ours: boolean;
}

export const toEnd = (workflowId: string, { verdict, cause, notes, ids, result }: Report): FlowEnd => ({
  workflowId,
  verdict: verdict!,
  message: cause?.message ?? notes.join('; '),
  ids,
  result,
});

/** How a run that failed ended: its failure carries the report, unless it was terminated or broken off. */
export function endOfFailed(workflowId: string, details: unknown[] | null | undefined, otherwise: string): FlowEnd {
  const report = details?.[0] as Report | undefined;
  return report?.verdict ? toEnd(workflowId, report) : withoutReport(workflowId, otherwise);
}

/** A run that ended without a report. */
export const withoutReport = (workflowId: string, message: string): FlowEnd => ({ workflowId, verdict: 'terminated', message, ids: {}, result: {} });

/** Everything a window carries into its next run: counts, not results. */
export interface WindowState {
  /** The first (from 1) that was not started yet. */
  next: number;
  ended: number;
  /** By status of a result line, such as `renewed` or `imported`. */
  counts: Record<string, number>;
  failures: number;
  /** Started earlier and waiting for a person, or running under another's hand. By place in the list. */
  waiting: { n: number; workflowId: string; partyId?: string; theirs?: true }[];
  /** Packages whose lines stand in the results file, from the first on. */
  written: number;
  offset: number;
  startedAt: string;
  stopped?: 'maxFailures' | 'cancel';
}

/** What a person sees of a window that runs. */
export interface WindowProgress extends WindowState {
  /** Packages that a person must see to, or had to: those after them wait. */
  heldUp?: string[];
  total: number;
  at: string;
}

/** A line of the results file of renewals. */
export interface MemberLine {
  partyId: string;
  status: string;
  /** Empty: no flow was begun. */
  workflowId: string;
  invoiceId?: string;
  billThrough?: string;
  billedAmount?: string;
  paidAmount?: string;
  message?: string;
}
