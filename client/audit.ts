/** Audits: closed flows' reports against the API's records of today (docs/audit.md). */
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey } from '@temporalio/common';
import type { AuditInput, AuditResult } from '../workflows/contracts/audit.js';
import { AUDIT_WORKFLOW, DEFAULT_TENANT, FAILURE } from '../workflows/contracts/names.js';
import { audit } from '../workflows/contracts/schemas/audit.js';
import { problemsIn } from '../workflows/contracts/schemas/problems.js';
import { InvalidInput } from './errors.js';
import { EXIT, messageOf, Problem } from './problem.js';
import { unreachable } from './runs.js';

export interface StartedAudit {
  workflowId: string;
  runId: string;
  /** Waits for its end. @throws {Problem} when it failed: then it has found nothing out. */
  result(): Promise<AuditResult>;
}

/** @throws {InvalidInput} naming every wrong member. */
export function parseAudit(input: unknown): AuditInput {
  const problems = problemsIn(audit, input);
  if (problems.length > 0) throw new InvalidInput(AUDIT_WORKFLOW, problems);
  return input as AuditInput;
}

/** How an audit is started, by hand or by a schedule. */
export const auditOptions = ({ tenant = DEFAULT_TENANT, flow }: AuditInput) => ({
  staticSummary: `Audit of ${flow ?? 'closed flows'} of ${tenant}`,
  typedSearchAttributes: [{ key: defineSearchAttributeKey('Tenant', 'KEYWORD'), value: tenant }],
});

/** Audits have no business key: each is an act of its own, and none writes anything. */
export async function startAudit(client: Client, asked: AuditInput, taskQueue: string): Promise<StartedAudit> {
  const input = parseAudit(asked);
  const workflowId = `${AUDIT_WORKFLOW}:${input.tenant ?? DEFAULT_TENANT}:${new Date().toISOString()}`;
  try {
    const handle = await client.workflow.start(AUDIT_WORKFLOW, { workflowId, taskQueue, args: [input], ...auditOptions(input) });
    return { workflowId, runId: handle.firstExecutionRunId, result: () => resultOf(client, workflowId) };
  } catch (error) {
    throw unreachable(error, workflowId);
  }
}

export async function resultOf(client: Client, workflowId: string, runId?: string): Promise<AuditResult> {
  try {
    return (await client.workflow.getHandle(workflowId, runId).result()) as AuditResult;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw unreachable(error, workflowId);
    const { cause } = error;
    const wrong = cause instanceof ApplicationFailure && cause.type === FAILURE.invalidInput;
    const cure = wrong ? 'Correct it; `duesflow audit --help` tells what is taken.' : 'See its history in the Web UI.';
    throw new Problem(`The audit failed: ${messageOf(cause ?? error)}`, cure, wrong ? EXIT.usage : EXIT.unreachable, error);
  }
}

/** Somebody must look: a report was wrong, or a record was changed since. */
export const isClean = ({ totals }: Pick<AuditResult, 'totals'>): boolean => !totals['false-word'] && !totals.drift;
