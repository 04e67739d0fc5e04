/** The ledger's word over all that ran at one association, and a few words of our own: nothing is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { listFlows, type Listed } from '../../client/list.js';
import { inputOf, readReport } from '../../client/runs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { byLedger, type ReportedFlow } from '../crash/judge.js';
import { kinOf } from '../crash/kin.js';
import { emptyJudgement, type Judged } from '../crash/result.js';
import type { Span } from './findings.js';
import type { Running } from './flows.js';
import type { Association } from './tenants.js';
import { persistent } from './temporal.js';

export interface JudgedAssociation {
  judged: Judged;
  reports: Report[];
  spans: Span[];
}

export async function judge(client: Client, association: Association, flows: Running[]): Promise<JudgedAssociation> {
  const { sim, before, mark } = association;
  await sim.idle();
  const listed = await all(client, association, flows);
  const cases: ReportedFlow[] = [];
  const spans: Span[] = [];
  const lost: string[] = flows.filter(({ workflowId }) => !listed.has(workflowId)).map(({ workflowId }) => `${workflowId} was started, and is not there`);
  for (const [workflowId, { startedAt, closedAt }] of listed) {
    const one = await caseOf(client, workflowId).catch((error: unknown) => void lost.push(`${workflowId} has no report: ${String(error)}`));
    // A run that handed the work on to the flow of its key is no flow of its own.
    if (!one || one.report.workflowId !== workflowId) continue;
    cases.push(one);
    const { report, input } = one;
    if (report.state !== 'closed') lost.push(`${workflowId} has not ended: ${report.state} ${report.parked ? `at ${report.parked.step}: ${report.parked.why}` : ''}`);
    const names = [workflowId, input['partyId'], input['memberId'], ...Object.values(report.ids)].filter((name) => name !== undefined && name !== '').map(String);
    spans.push({ names, from: Date.parse(startedAt), until: closedAt ? Date.parse(closedAt) : Date.now() });
  }
  for (const flow of flows) lost.push(...(await seen(client, flow, cases)));
  const [first, ...others] = cases;
  const judged = first ? byLedger({ sim, before, mark, input: first.input as never }, first.report, others) : emptyJudgement();
  judged.lost.push(...lost, ...sim.defects.map((defect) => `the simulator is broken: ${String(defect)}`));
  return { judged, reports: cases.map(({ report }) => report), spans };
}

async function caseOf(client: Client, workflowId: string): Promise<ReportedFlow> {
  const report = await persistent(() => readReport(client, workflowId));
  return { report, input: (await persistent(() => inputOf(client, workflowId))) as Record<string, unknown> };
}

/** What the judge of its script sees beside. */
async function seen(client: Client, { script, workflowId, input, association: { sim } }: Running, cases: ReportedFlow[]): Promise<string[]> {
  const report = cases.find((one) => one.report.workflowId === workflowId)?.report;
  if (!script.sees || report?.state !== 'closed') return [];
  const kin = script.kin ? await persistent(() => kinOf(client, workflowId)) : [];
  return script.sees({ sim, input, report, kin }).map((text) => `${workflowId}: ${text}`);
}

const ROUNDS = 20;

/** Visibility follows within a second: a list that no longer grows, with all that were started, is whole. */
async function all(client: Client, { tenant }: Association, flows: Running[]): Promise<Map<string, Listed>> {
  let size = -1;
  for (let round = 1; ; round += 1) {
    const found = new Map<string, Listed>();
    for await (const one of listFlows(client, { tenant: tenant.name })) if (!found.has(one.workflowId)) found.set(one.workflowId, one);
    const whole = found.size === size && flows.every(({ workflowId }) => found.has(workflowId));
    if (whole || round === ROUNDS) return found;
    size = found.size;
    await sleep(500);
  }
}
