/** From a difference between report and record to what it is called. Pure. */
import type { AuditKind } from '../../../workflows/contracts/audit.js';
import type { PaymentClaim } from '../claim.js';
import type { Later } from '../later.js';
import type { OtherPayment } from './twice.js';
import { inWords, isByUs, traceOf, type LastChange, type Trace } from '../trace.js';

/** What is known beside the record itself. */
export interface Told {
  startedAt: string;
  closedAt: string;
  apiUser: string;
  /** A flow of ours that changed one of these records (later.ts) afterwards. */
  later(records: string[]): Later | undefined;
  /** What other flows of ours report to have paid on the invoice, by other references. */
  othersOn(invoiceId: string, claim: PaymentClaim): OtherPayment[];
}

export interface Finding {
  kind: AuditKind;
  record: string;
  reported: string;
  found: string;
  evidence: string;
}

export interface Difference {
  record: string;
  reported: string;
  found: string;
  /** Records of which a later change by us accounts for it. */
  changed: string[];
  /** Records whose last change would be ours again if a later flow has written to them: then it hides an earlier one. */
  written?: string[];
  /** Does the record tell of a later change, and by what? */
  trace: Trace;
  because: string;
  /** It is our own user who changed the record last. */
  byUs?: boolean;
}

export function explain({ trace, because, byUs = false, changed, written = [], ...difference }: Difference, told: Told): Finding {
  const later = told.later(changed);
  const byLater = later && `${later.workflowId} closed on ${later.closedAt}`;
  if (later?.surely) return { kind: 'superseded', ...difference, evidence: `a later flow of ours changed it: ${byLater}` };
  // What our own later write shows may be its own trace, or hide another's.
  const hidden = trace === 'no' || byUs ? told.later(written) : undefined;
  if (hidden) return { kind: 'unknown', ...difference, evidence: `a change of others may be hidden by a later write of ours, ${hidden.workflowId}: ${because}` };
  if (trace === 'yes') return { kind: 'drift', ...difference, evidence: because };
  const beside = later && `another flow of ours may have changed it: ${byLater}`;
  if (beside) return { kind: 'unknown', ...difference, evidence: `${beside}; ${because}` };
  if (trace === 'perhaps') return { kind: 'unknown', ...difference, evidence: `whether it was changed since cannot be told: ${because}` };
  return { kind: 'false-word', ...difference, evidence: `nothing tells of a later change: ${because}` };
}

/** What a record's own last change says. */
export const traced = (change: LastChange, { startedAt, closedAt, apiUser }: Told, ours: boolean): { trace: Trace; because: string; byUs: boolean } => ({
  trace: traceOf(change, { startedAt, closedAt, apiUser, ours }),
  because: inWords(change),
  byUs: isByUs(change, { apiUser }),
});
