/** `npm run crash -- --long`: long work, and workers killed in the middle of it. */
import { createDuesflow, readKey } from '../../../client/index.js';
import { REPORT_QUERY, windowId } from '../../../workflows/contracts/names.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { seeded } from '../../simulator/world/random.js';
import { onGround } from '../ground.js';
import { closeLane, type Ground } from '../lane.js';
import type { Options } from '../options.js';
import { overLanes } from '../pool.js';
import { emptyJudgement, hasFailed, JUDGED, type Judged } from '../result.js';
import { CASES, type LongCase } from './cases.js';
import { judge } from './judge.js';
import { longLane, type LongLane } from './lane.js';
import { lastLine, longTable } from './table.js';
import { given } from './work.js';

export interface LongResult extends Judged {
  name: string;
  good: number;
  struck: number;
  kills: number;
  verdict: string;
  seconds: number;
}

/** Heartbeat time-outs of a killed reading (30 s) and quarantines of each kill together stay below it. */
const BOUND_MS = 240_000;
/** Each has two workers and more to come: more at a time would only wait for each other. */
const AT_A_TIME = 4;

/** Exit code: 1 when a case failed. */
export async function runLong({ full, seed, script }: Options): Promise<number> {
  const cases = CASES.filter(({ name }) => !script || name.includes(script));
  const results: LongResult[] = [];
  await onGround(async (ground) => {
    const lanes = Array.from({ length: AT_A_TIME }, () => ground);
    await overLanes(lanes, cases, async (_, one) => {
      const result = await runCase(ground, one, seed, one.kills[full ? 1 : 0]);
      results.push(result);
      if (hasFailed(result)) console.log(failureText(result, seed));
    });
  });
  console.log(longTable(results));
  console.log(lastLine(results));
  return results.length === 0 || results.some(hasFailed) ? 1 : 0;
}

async function runCase(ground: Ground, one: LongCase, seed: number, kills: number): Promise<LongResult> {
  const begun = Date.now();
  const name = one.name.replace('/', '-');
  const lane = await longLane(ground, { ...one, name, members: one.good + 1 });
  try {
    const told = await kill(lane, one, seed, kills).catch((error: unknown) => broken(lane, error));
    return { name: one.name, good: one.good, seconds: Math.round((Date.now() - begun) / 1000), ...told };
  } finally {
    await closeLane(lane);
  }
}

type Told = Omit<LongResult, 'name' | 'good' | 'seconds'>;

/** Such as a flow that ended without a report. */
const broken = (lane: LongLane, error: unknown): Told => ({ ...emptyJudgement(), lost: [String(error)], struck: 0, kills: lane.kills(), verdict: '' });

async function kill(lane: LongLane, one: LongCase, seed: number, kills: number): Promise<Told> {
  const work = given(lane, one);
  const duesflow = createDuesflow({ client: lane.client, taskQueue: lane.taskQueue });
  const window = windowId(await readKey(one.flow, work.input));
  const random = seeded(seed * 1000 + CASES.indexOf(one));
  const strikes = one.strike({ lane, good: one.good, resultsFile: work.resultsFile, window, kills, random });
  const started = await duesflow.start(one.flow, work.input);
  const report = await within(started.result());
  strikes.stop();
  const judged = report ? await judge(lane, one, work, report) : emptyJudgement();
  if (!report) judged.lost.push(`${started.workflowId} did not end within ${BOUND_MS / 1000} s; ${await whoWaits(lane)}`);
  if (strikes.struck() < strikes.planned) judged.lost.push(`${strikes.planned - strikes.struck()} of ${strikes.planned} moments never came`);
  return { ...judged, struck: strikes.struck(), kills: lane.kills(), verdict: report?.verdict ?? '' };
}

async function within(result: Promise<Report>): Promise<Report | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, BOUND_MS, undefined)));
  result.catch(() => undefined);
  return await Promise.race([result, late]).finally(() => clearTimeout(timer));
}

/** What a flow that does not end waits for. */
async function whoWaits({ client, tenant }: LongLane): Promise<string> {
  const open: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `Tenant = '${tenant.name}' AND ExecutionStatus = 'Running'` })) {
    const report = await client.workflow.getHandle(workflowId).query<Report>(REPORT_QUERY).catch(() => undefined);
    open.push(`${workflowId} is ${report?.state ?? 'open'}: ${report?.parked?.why ?? report?.steps.at(-1)?.name ?? ''}`);
  }
  return open.slice(0, 5).join('; ') || 'no flow is open';
}

const failureText = (result: LongResult, seed: number): string =>
  [
    `${result.name}: ${result.verdict || 'no verdict'}`,
    ...JUDGED.flatMap((kind) => result[kind].slice(0, 5).map((text) => `  ${kind}: ${text}`)),
    `  npm run crash -- --long --seed ${seed} --script ${result.name}`,
  ].join('\n');
