/** What must hold of long work, whatever was killed: each row and each member once, one line each, true counts. */
import type { Client } from '@temporalio/client';
import type { Report } from '../../../workflows/contracts/report.js';
import type { FlowCase, LedgerEntry } from '../../simulator/index.js';
import { emptyJudgement, type Judged } from '../result.js';
import { reportOf } from '../temporal.js';
import type { LongCase } from './cases.js';
import type { LongLane } from './lane.js';
import { countBy, linesOf, onceEach } from './lines.js';
import { memberId, type Given } from './work.js';

export async function judge(lane: LongLane, one: LongCase, { input, resultsFile, once }: Given, report: Report): Promise<Judged> {
  const judged = emptyJudgement();
  const { sim } = lane;
  await sim.idle();
  const children = await childrenOf(lane);
  const found = await sim.judge([{ report, input: { ...input } }, ...children]);
  for (const kind of ['duplicates', 'orphans', 'falseWords', 'undoneBefore'] as const) judged[kind].push(...found[kind].map(({ sentence }) => sentence));
  const lines = linesOf(resultsFile);
  judged.lost.push(
    ...onceEach(lines, once.column, once.values),
    ...doneOnce(sim.ledger, one),
    ...truths(one, report, countBy(lines, 'status')),
    ...oneAtATime(sim.maxConcurrent),
    ...sim.defects.map((defect) => `the simulator is broken: ${String(defect)}`),
  );
  return judged;
}

/** Each row applied, or each member billed, exactly once, and nobody else. */
function doneOnce(ledger: readonly LedgerEntry[], { flow, good }: LongCase): string[] {
  const kind = flow === 'importDues' ? 'import.applied' : 'renewal.billed';
  const parties = ledger.filter((entry) => entry.kind === kind).map(({ partyId = '' }) => ({ partyId }));
  return onceEach(parties, 'partyId', Array.from({ length: good }, (_, n) => memberId(n))).map((text) => text.replace('results file', `ledger, ${kind}`));
}

/** At a takeover the call of the worker that was killed or stopped may still be answered: one more, and no third. */
const oneAtATime = (calls: Record<string, number>): string[] =>
  Object.values(calls).flatMap((most) => (most > 2 ? [`${most} calls were made at a time`] : []));

/** The report's counts are those of the file, and the file's those of the case. */
function truths({ flow, good, bad }: LongCase, { verdict, result }: Report, statuses: Record<string, number>): string[] {
  const imported = flow === 'importDues';
  const wanted = imported ? { imported: good, 'not-sent': bad } : { renewed: good };
  const said = imported ? { imported: result['imported'], 'not-sent': result['notSent'] } : { renewed: countOf(result, 'renewed') };
  const verdictWanted = bad > 0 ? 'completed-with-exceptions' : 'completed';
  const wrong = Object.entries(wanted).flatMap(([status, count]) => [
    ...((statuses[status] ?? 0) === count ? [] : [`results file: ${statuses[status] ?? 0} lines are ${status}, not ${count} (${JSON.stringify(statuses)})`]),
    ...(said[status as keyof typeof said] === count ? [] : [`the report says ${JSON.stringify(said)}, not ${count} ${status}`]),
  ]);
  return verdict === verdictWanted ? wrong : [...wrong, `ended ${verdict}, not ${verdictWanted}`];
}

const countOf = (result: Record<string, unknown>, status: string): unknown => {
  const counts = result['counts'] as Record<string, unknown> | undefined;
  return result[status] ?? counts?.[status];
};

/** Reports of the flows that the window started. */
async function childrenOf({ client, tenant }: LongLane): Promise<FlowCase[]> {
  const cases: FlowCase[] = [];
  const query = `Tenant = '${tenant.name}' AND WorkflowType IN ('importPackage', 'renewMember') AND ExecutionStatus != 'Running'`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    const handle = client.workflow.getHandle(workflowId);
    cases.push({ report: await reportOf(handle), input: await inputOf(client, workflowId) });
  }
  return cases;
}

async function inputOf(client: Client, workflowId: string): Promise<Record<string, unknown>> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const [payload] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
  return JSON.parse(Buffer.from(payload?.data ?? new Uint8Array()).toString() || '{}') as Record<string, unknown>;
}
