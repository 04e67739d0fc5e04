/**
 * The second half of an audit, on the tenant's own queue: what closed flows have reported against the records of today.
 * It reads and judges flow by flow, and gives the tenant's slot to others between two attempts.
 */
import { Context } from '@temporalio/activity';
import type { AuditLine, AuditResult, GatheredAudit } from '../../workflows/contracts/audit.js';
import type { Call, Reply } from '../../workflows/contracts/reply.js';
import { ReadFailed } from '../http/answer.js';
import type { Runtimes, TenantRuntime } from '../tenants/runtime.js';
import { Again } from '../write/attempt.js';
import { readingActivity, type Turn } from '../write/reading.js';
import { replyOf } from '../write/reply.js';
import type { Claim, ClosedFlow } from './claim.js';
import { count, newTally, standingOf, type Tally } from './count.js';
import { appendAudit, beginAuditFile, readClaims } from './files.js';
import type { Finding, Told } from './judge/finding.js';
import { LaterFlows } from './later.js';
import { lookAt } from './look.js';
import type { Found, Inside, RunProgress } from './look-at-run.js';
import { Records } from './records.js';
import { rivalOf } from './rivals.js';
import { reactionTo, type Stumbles } from './stumble.js';

export type Audited = Pick<AuditResult, 'totals' | 'byFlow' | 'findings' | 'gaveUp'>;

interface Position extends Tally {
  /** Place in the file of claims. */
  next: number;
  /** Length of the results file so far. */
  bytes: number;
  stumbles?: Stumbles;
  /** Within the flow that is read, where that is long. */
  inside?: RunProgress;
  /** Flows in a row that could not be read. */
  unread: number;
  gaveUp?: string;
}

/** So many in a row that cannot be read, each after several tries, are the API's fault. */
const UNREAD_IN_A_ROW = 3;

/** What is in memory of the audit at work: its flows, and the records read so far. Lost with the process, it is read again. */
interface Open {
  runId: string;
  flows: ClosedFlow[];
  later: LaterFlows;
  records: Records;
}

export function auditRecords(runtimes: Runtimes, attemptMs?: number) {
  const open = new Map<string, Open>();
  return readingActivity<GatheredAudit, Audited, Position>(
    runtimes,
    async (runtime, call, turn) => {
      const { runId } = Context.current().info.workflowExecution!;
      const known = open.get(call.tenant);
      const audit = known?.runId === runId ? known : await opened(runtime, call.input, runId);
      open.set(call.tenant, audit);
      const reply = await auditAll(runtime, call, turn, audit);
      open.delete(call.tenant);
      return reply;
    },
    attemptMs,
  );
}

async function opened(runtime: TenantRuntime, { claimsFile, since }: GatheredAudit, runId: string): Promise<Open> {
  const flows = await readClaims(claimsFile);
  const days = flows.flatMap(({ claims }) => claims.flatMap((claim) => (claim.kind === 'dues' ? claim.since : [])));
  return { runId, flows, later: new LaterFlows(flows), records: new Records(runtime, days.sort()[0] ?? since.slice(0, 10)) };
}

async function auditAll(runtime: TenantRuntime, { input }: Call<GatheredAudit>, turn: Turn<Position>, audit: Open): Promise<Reply<Audited>> {
  const { flows } = audit;
  const position = turn.position ?? { ...newTally(), next: 0, bytes: await beginAuditFile(input.resultsFile), unread: 0 };
  while (position.next < flows.length) {
    const flow = flows[position.next]!;
    if (flow.judged) {
      const lines = (await findingsOf(runtime, input, turn, audit, position)).map((finding) => lineOf(flow, finding));
      if (lines.length > 0) position.bytes = await appendAudit(input.resultsFile, position.bytes, lines);
      count(position, flow.flow, flow.byParts ? 'by-parts' : standingOf(lines), lines);
    }
    position.next += 1;
    delete position.stumbles;
    delete position.inside;
    if (!flow.judged) continue;
    await turn.keep(position);
    if (turn.over() && position.next < flows.length) throw new Again('NotReady', `audited ${judgedIn(flows.slice(0, position.next))} of ${input.flows} flows so far`, 1);
  }
  const { totals, byFlow, shown, gaveUp } = position;
  const result: Audited = { totals, byFlow, findings: shown, ...(gaveUp !== undefined && { gaveUp }) };
  return replyOf<Audited, unknown>('done', `audited ${input.flows} flows`, { owner: 'us', maybeSent: false, result });
}

const judgedIn = (flows: readonly ClosedFlow[]): number => flows.filter(({ judged }) => judged).length;

type LineFinding = Omit<Finding, 'kind'> & { kind: AuditLine['kind'] };

const lineOf = ({ flow, workflowId, runId, closedAt }: ClosedFlow, { kind, record, reported, found, evidence }: LineFinding): AuditLine => ({
  ...{ kind, flow, workflowId, runId, closedAt },
  ...{ record, reported, found, evidence },
});

const unread = (evidence: string): LineFinding[] => [{ kind: 'unknown', record: '', reported: '', found: 'the records cannot be read', evidence }];

/** Throws Again when the records cannot be read now. */
async function findingsOf(runtime: TenantRuntime, input: GatheredAudit, turn: Turn<Position>, audit: Open, position: Position): Promise<LineFinding[]> {
  const flow = audit.flows[position.next]!;
  if (flow.notAudited !== undefined) return [{ kind: 'not-audited', record: '', reported: '', found: '', evidence: flow.notAudited }];
  if (flow.unreadable !== undefined) return [{ kind: 'unknown', record: '', reported: '', found: 'there is no report', evidence: flow.unreadable }];
  if (flow.claims.length === 0) return [];
  if (position.gaveUp !== undefined) return unread(position.gaveUp);
  try {
    const findings = await judgedFlow(runtime, input, audit, flow, insideOf(turn, position));
    position.unread = 0;
    return findings;
  } catch (error) {
    if (!(error instanceof ReadFailed)) throw error;
    const reaction = reactionTo(error, position.stumbles, turn.waitedMs, runtime.tenant.patienceMs);
    if (typeof reaction === 'object') {
      await turn.keep({ ...position, stumbles: reaction.stumbles });
      throw new Again('Transient', `the records cannot be read: ${error.message}`, reaction.again);
    }
    position.unread += 1;
    if (reaction === 'give up' || position.unread >= UNREAD_IN_A_ROW) position.gaveUp = error.message;
    return unread(error.message);
  }
}

function insideOf(turn: Turn<Position>, position: Position): Inside {
  return {
    from: position.inside,
    async keep(inside) {
      position.inside = inside;
      delete position.stumbles;
      await turn.keep(position);
      if (turn.over()) throw new Again('NotReady', `audited ${inside.rows} rows of a billing run so far`, 1);
    },
  };
}

async function judgedFlow(runtime: TenantRuntime, input: GatheredAudit, { flows, later, records }: Open, flow: ClosedFlow, inside: Inside): Promise<Finding[]> {
  const told: Told = { startedAt: flow.startedAt, closedAt: flow.closedAt, apiUser: runtime.tenant.username, later: (changed) => later.after(flow, changed), othersOn: (invoiceId, claim) => later.othersOn(invoiceId, claim, flow) };
  const findings: Found[] = [];
  for (const claim of flow.claims) findings.push(...(await lookAt(claim, records, told, runtime, inside)));
  if (!findings.some(({ kind }) => kind === 'false-word')) return findings;
  const known = new Set(flows.filter(({ unreadable }) => unreadable === undefined).map(({ runId }) => runId)).add(flow.runId);
  const rivalTo = async (claims: Claim[]) => await rivalOf(Context.current().client, { ...flow, claims }, { ...input, isKnown: (runId) => known.has(runId) });
  const ofFlow = await rivalTo(flow.claims);
  return await Promise.all(findings.map(async ({ of, ...finding }) => {
    const rival = finding.kind === 'false-word' ? (ofFlow ?? (of && (await rivalTo([of])))) : undefined;
    return rival === undefined ? finding : { ...finding, kind: 'unknown' as const, evidence: `${rival}; ${finding.evidence}` };
  }));
}
