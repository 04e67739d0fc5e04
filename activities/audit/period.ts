/** The time of which closed flows are audited. Pure but for the last audit's end. */
import type { Client } from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { AuditInput, AuditResult } from '../../workflows/contracts/audit.js';
import { AUDIT_WORKFLOW, FAILURE } from '../../workflows/contracts/names.js';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DAY_MS = UNITS.d;
/** A flow that has closed shows in Temporal's visibility a moment later: so much is looked at twice. */
const OVERLAP_MS = 5 * UNITS.m;

/** A date, a time, or a span before `now`, as ISO 8601. A date is its first moment, of UTC. */
export function momentOf(value: string, now: string): string {
  const [, number, unit] = /^(\d+)([mhd])$/.exec(value) ?? [];
  if (number !== undefined) return new Date(Date.parse(now) - Number(number) * UNITS[unit as keyof typeof UNITS]).toISOString();
  return new Date(value).toISOString();
}

/** `last`: the end of the last audit. Throws InvalidInput. */
export function periodOf({ since, until }: Pick<AuditInput, 'since' | 'until'>, now: string, last: string | undefined): { since: string; until: string } {
  const end = until === undefined ? now : momentOf(until, now);
  const dayBefore = new Date(Date.parse(end) - DAY_MS).toISOString();
  const afterLast = last !== undefined && last < end ? new Date(Date.parse(last) - OVERLAP_MS).toISOString() : undefined;
  const begin = since === undefined ? (afterLast ?? dayBefore) : momentOf(since, now);
  if (begin >= end) throw ApplicationFailure.nonRetryable('since: lies not before until', FAILURE.invalidInput);
  return { since: begin, until: end };
}

/** Of so many audits the latest end counts: one of a time long past may have been asked for since. */
const LOOKED_AT = 20;

/** Until when this tenant's flows have been audited. An audit of one flow alone, or one that gave up, does not count. */
export async function lastAuditsEnd(client: Client, tenant: string): Promise<string | undefined> {
  const query = `WorkflowType = "${AUDIT_WORKFLOW}" AND ExecutionStatus = "Completed" AND Tenant = "${tenant}"`;
  let last: string | undefined;
  let looked = 0;
  for await (const { workflowId, runId, typedSearchAttributes } of client.workflow.list({ query })) {
    if (typedSearchAttributes.get(defineSearchAttributeKey('Tenant', SearchAttributeType.KEYWORD)) !== tenant) continue;
    const { until, flow, gaveUp } = (await client.workflow.getHandle(workflowId, runId).result()) as AuditResult;
    if (flow === undefined && gaveUp === undefined && (last === undefined || until > last)) last = until;
    if ((looked += 1) === LOOKED_AT) break;
  }
  return last;
}
