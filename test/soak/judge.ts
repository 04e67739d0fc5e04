/** The ledger's word over all that ran at one association, and a few words of our own: nothing is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { visibilityQuery } from '../../client/list.js';
import { endOf, inputOf, readReport } from '../../client/runs.js';
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
  const runs = await all(client, association, flows);
  const ids = new Set(runs.map(({ workflowId }) => workflowId));
  const cases: ReportedFlow[] = [];
  const spans: Span[] = [];
  const lost: string[] = flows.filter(({ workflowId }) => !ids.has(workflowId)).map(({ workflowId }) => `${workflowId} was started, and is not there`);
  for (const run of runs) {
    const { workflowId, startTime, closeTime } = run;
    const latest = runs.find((other) => other.workflowId === workflowId) === run;
    const one = await caseOf(client, run, latest).catch((error: unknown) => void lost.push(`${workflowId} has no report: ${String(error)}`));
    // A run that handed the work on to the flow of its key is no flow of its own.
    if (!one || one.report.workflowId !== workflowId) continue;
    cases.push(one);
    const { report, input } = one;
    if (report.state !== 'closed') lost.push(`${workflowId} has not ended: ${report.state} ${report.parked ? `at ${report.parked.step}: ${report.parked.why}` : ''}`);
    const names = [workflowId, input['partyId'], input['memberId'], ...Object.values(report.ids)].filter((name) => name !== undefined && name !== '').map(String);
    spans.push({ names, from: startTime.getTime(), until: (closeTime ?? new Date()).getTime() });
  }
  for (const flow of flows) lost.push(...(await seen(client, flow, cases)));
  const [first, ...others] = cases;
  const judged = first ? byLedger({ sim, before, mark, input: first.input as never }, first.report, others) : emptyJudgement();
  judged.lost.push(...lost, ...sim.defects.map((defect) => `the simulator is broken: ${String(defect)}`));
  return { judged, reports: cases.map(({ report }) => report), spans };
}

/** A key may have had several runs, one after the other: each answers for what it has done. */
async function caseOf(client: Client, { workflowId, runId }: WorkflowExecutionInfo, latest: boolean): Promise<ReportedFlow> {
  const report = latest ? await persistent(() => readReport(client, workflowId)) : (await persistent(() => endOf(client, workflowId, runId))).report;
  if (!report) throw new Error(`its run ${runId} left none`);
  return { report, input: (await persistent(() => inputOf(client, workflowId, runId))) as Record<string, unknown> };
}

/** What the judge of its script sees beside. */
async function seen(client: Client, { script, workflowId, input, association: { sim } }: Running, cases: ReportedFlow[]): Promise<string[]> {
  const report = cases.find((one) => one.report.workflowId === workflowId)?.report;
  if (!script.sees || report?.state !== 'closed') return [];
  const kin = script.kin ? await persistent(() => kinOf(client, workflowId)) : [];
  return script.sees({ sim, input, report, kin }).map((text) => `${workflowId}: ${text}`);
}

const ROUNDS = 20;

/** All runs, newest first. Visibility follows within a second: a list that no longer grows, with all that were started, is whole. */
async function all(client: Client, { tenant }: Association, flows: Running[]): Promise<WorkflowExecutionInfo[]> {
  let size = -1;
  for (let round = 1; ; round += 1) {
    const found: WorkflowExecutionInfo[] = [];
    for await (const run of client.workflow.list({ query: visibilityQuery({ tenant: tenant.name }) })) found.push(run);
    const ids = new Set(found.map(({ workflowId }) => workflowId));
    const whole = found.length === size && flows.every(({ workflowId }) => ids.has(workflowId));
    if (whole || round === ROUNDS) return found;
    size = found.length;
    await sleep(500);
  }
}
