/** The end of the play: every report, those of packages and members too, against the simulator's ledger of both systems. */
import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../../workflows/contracts/report.js';
import { listFlows, type Listed } from '../../list.js';
import { inputOf, readReport } from '../../runs.js';
import type { FlowCase, Judgement, LedgerEntry, SimulatorAdmin } from './simulator-admin.js';

export interface Judged {
  cases: FlowCase[];
  judgement: Judgement;
  /** The four lists are empty. */
  clean: boolean;
  totals: Record<string, number>;
}

export async function judge(client: Client, simulator: SimulatorAdmin): Promise<Judged> {
  const cases = await allCases(client);
  const judgement = await simulator.check(cases);
  const entries = (await simulator.ledger()).filter(({ user }) => user === 'duesflow');
  const of = (...kinds: LedgerEntry['kind'][]): number => entries.filter(({ kind }) => kinds.includes(kind)).length;
  const totals = {
    flows: cases.length,
    'API calls': (await simulator.calls()).length,
    payments: of('payment.applied', 'ym.payment'),
    orders: of('order.placed'),
    'YourMembership invoices': of('ym.dues'),
    packages: of('import.accepted'),
    'rows imported': of('import.applied'),
    'renewals billed': of('renewal.billed'),
  };
  return { cases, judgement, clean: Object.values(judgement).every((findings) => findings.length === 0), totals };
}

/** Each flow with its report and input. A run that handed the work on to the flow of its key is no flow of its own. */
async function allCases(client: Client): Promise<FlowCase[]> {
  const cases: FlowCase[] = [];
  for (const workflowId of await allFlows(client)) {
    const report: Report = await readReport(client, workflowId);
    if (report.workflowId === workflowId) cases.push({ report, input: await inputOf(client, workflowId) });
  }
  return cases;
}

/** Ten seconds for what a scene did not wait for; what waits for a person stays open. */
const ROUNDS = 20;

/** Visibility follows within a second: a list that no longer grows is whole. */
async function allFlows(client: Client): Promise<Set<string>> {
  let before = -1;
  for (let round = 1; ; round++) {
    const flows: Listed[] = [];
    for await (const one of listFlows(client)) flows.push(one);
    const ids = new Set(flows.map(({ workflowId }) => workflowId));
    const closed = flows.every(({ closedAt }) => closedAt !== undefined);
    if (ids.size === before && (closed || round > ROUNDS)) return ids;
    before = ids.size;
    await sleep(500);
  }
}

/** Totals, then the four findings, each with its sentences. */
export function judgementText({ judgement, totals }: Judged, ms: number): string {
  const { duplicates, orphans, falseWords, undoneBefore } = judgement;
  const lines = {
    'paid or made twice': duplicates,
    orphaned: orphans,
    'false words': falseWords,
    'undone that was there before': undoneBefore,
  };
  const figures = Object.entries(totals)
    .map(([what, n]) => `${n} ${what}`)
    .join(', ');
  return [
    `The simulator's ledger: ${figures}, in ${Math.round(ms / 1000)} s`,
    ...Object.entries(lines).flatMap(([what, findings]) => [
      `  ${what}: ${findings.length}`,
      ...findings.map(({ sentence }) => `    ${sentence}`),
    ]),
  ].join('\n');
}
