/** The first half of an audit: closed flows, and what their reports say of which records. Calls no membership API. */
import { Context } from '@temporalio/activity';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { AuditInput, GatheredAudit } from '../../workflows/contracts/audit.js';
import { DEFAULT_TENANT, FAILURE } from '../../workflows/contracts/names.js';
import { audit } from '../../workflows/contracts/schemas/audit.js';
import { problemsIn } from '../../workflows/contracts/schemas/problems.js';
import type { Runtimes } from '../tenants/runtime.js';
import type { Claim, ClosedFlow } from './claim.js';
import { closedQuery, readClosed } from './closed.js';
import { auditFile, beginAuditFile, claimsFile, writeClaims } from './files.js';
import { lastAuditsEnd, periodOf } from './period.js';

/** Reports read at a time: a call to Temporal each. */
const AT_A_TIME = 10;

/** `now`: Temporal's time. An attempt begins anew: nothing but files is written. */
export async function gatherAudit(input: AuditInput, now: string, runtimes: Runtimes): Promise<GatheredAudit> {
  const { tenant = DEFAULT_TENANT, flow } = input;
  checked(input, runtimes);
  const { dataDir, installation } = runtimes;
  const { client, info } = Context.current();
  const period = periodOf(input, now, input.since === undefined ? await lastAuditsEnd(client, tenant) : undefined);
  const found: ClosedFlow[] = [];
  for await (const run of readAll(client, closedQuery(tenant, period.since), { tenant, installation })) {
    found.push({ ...run, judged: run.closedAt < period.until && (flow === undefined || run.flow === flow) });
    Context.current().heartbeat({ rows: found.length });
  }
  const { runId } = info.workflowExecution!;
  const file = claimsFile(dataDir, tenant, now, runId);
  await writeClaims(file, found.sort(byRecord));
  const resultsFile = input.resultsFile ?? auditFile(dataDir, tenant, now, runId);
  await beginAuditFile(resultsFile);
  return { tenant, ...period, ...(flow !== undefined && { flow }), flows: found.filter(({ judged }) => judged).length, claimsFile: file, resultsFile, gatheredAt: now };
}

function checked(input: AuditInput, runtimes: Runtimes): void {
  const problems = problemsIn(audit, input).map(({ member, message }) => `${member}: ${message}`);
  const { tenant = DEFAULT_TENANT } = input;
  const known = runtimes.all().map((one) => one.tenant.name);
  if (problems.length === 0 && !known.includes(tenant)) problems.push(`tenant: "${tenant}" is not configured here (configured: ${known.join(', ')})`);
  if (problems.length > 0) throw ApplicationFailure.nonRetryable(problems.join('; '), FAILURE.invalidInput);
}

async function* readAll(client: Client, query: string, of: { tenant: string; installation: string }): AsyncGenerator<Omit<ClosedFlow, 'judged'>> {
  let waiting: WorkflowExecutionInfo[] = [];
  const read = async (): Promise<Omit<ClosedFlow, 'judged'>[]> => {
    const flows = await Promise.all(waiting.map((run) => readClosed(client, run, of)));
    waiting = [];
    return flows.filter((flow) => flow !== undefined);
  };
  for await (const run of client.workflow.list({ query })) if (waiting.push(run) === AT_A_TIME) yield* await read();
  yield* await read();
}

/** Flows of one party or invoice come together, so that its records are read once. */
const byRecord = (a: ClosedFlow, b: ClosedFlow): number => {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one === other ? (a.closedAt < b.closedAt ? -1 : 1) : one < other ? -1 : 1;
};

function placeOf({ claims: [first] }: ClosedFlow): string {
  return first ? `${first.kind === 'dues' ? '1' : '0'} ${partyOf(first)}` : '';
}

function partyOf(claim: Claim): string {
  if ('partyId' in claim) return claim.partyId;
  if ('payorPartyId' in claim) return claim.payorPartyId;
  return 'invoiceId' in claim ? claim.invoiceId : '';
}
