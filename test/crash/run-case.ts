/** One case from its records to its judgement. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { repair as send } from '../../client/operate.js';
import type { Rival } from './acts.js';
import { arm, type Armed } from './arm.js';
import { arrange, BOUND_MS, idOf, standing, start } from './begin.js';
import type { Case } from './cases.js';
import { allowedVerdicts, byLedger, merge, ofParked, type Evidence, type ReportedFlow } from './judge.js';
import { endFamily, kinIsParked, kinOf, type Kin } from './kin.js';
import type { Lane } from './lane.js';
import { repairParked } from './repair.js';
import { emptyJudgement, type CaseResult } from './result.js';
import { endOrPark } from './temporal.js';

const MAX_REPAIRS = 3;
/** What a terminated run has left is decided on step by step, and where the payment is refused once more undo by undo. */
const REPAIRS_AFTER_TERMINATE = 8;
/** Until it is looked again whether kin that was repaired has ended. */
const KIN_MS = 200;

export const NEVER_CAME = 'the event never came: the call was not made';

export interface Told extends CaseResult {
  /** Where the case begins in the lane's ledger and list of calls. */
  from: { ledger: number; calls: number };
  report?: Report;
}

/** Runs one case and judges it: while it is parked, after each repair, and at its end. */
export async function runCase(lane: Lane, one: Case): Promise<Told> {
  const begun = Date.now();
  const { sim, client } = lane;
  const { script } = one;
  const arranged = await arrange(lane, script);
  const input = one.compound?.prepare?.(sim, arranged) ?? arranged;
  const evidence = { sim, before: sim.snapshot(), mark: sim.ledger.length, input };
  const armed = arm({ lane, script, input, workflowId: idOf(script, input) }, one);
  standing(lane, script);
  const from = { ledger: evidence.mark, calls: sim.calls.length };
  const result: Told = { ...head(one), from, ...emptyJudgement(), verdict: '', parked: [], ms: 0 };
  const workflowId = await start(lane, script, input);
  await armed.first;
  const kinParked = script.kin ? () => kinIsParked(client, workflowId) : undefined;
  const most = (one.act ?? one.compound?.rival)?.alone ? REPAIRS_AFTER_TERMINATE : MAX_REPAIRS;
  let rounds = 0;
  for (;;) {
    const seen = await endOrPark(client, workflowId, BOUND_MS, kinParked);
    if (seen.state === 'lost') {
      result.lost.push(seen.why);
      break;
    }
    const word = seen.state === 'parked' && result.parked.length === 0 ? one.compound?.word : undefined;
    if (word) {
      const waits = await waiting(lane, one, seen.report);
      merge(result, ofParked(waits));
      result.parked.push(await say(lane, waits, word, armed));
      continue;
    }
    await armed.over();
    const others = await Promise.all(armed.rivals.map((rival) => rivalEnd(lane, rival)));
    for (const other of others) if ('why' in other) result.lost.push(`a rival flow: ${other.why}`);
    await sim.idle();
    const kin = script.kin ? await kinOf(client, workflowId) : [];
    result.report = seen.report;
    const waits = seen.state === 'parked' ? parkedOf(seen.report, kin).map((report) => kin.find((one) => one.report === report) ?? { report, input: { ...input } }) : [];
    // Its kin has been repaired and goes on; the flow is not told yet. What is on its way is not judged.
    if (seen.state === 'parked' && waits.length === 0 && Date.now() - begun <= BOUND_MS * 2) {
      await sleep(KIN_MS);
      continue;
    }
    const reported = [...kin, ...others.filter((other) => 'report' in other)];
    merge(result, byLedger(evidence, seen.report, reported), seen.state === 'parked' ? 'while parked: ' : '');
    if (seen.state === 'ended') {
      ofEnd(result, one, evidence, seen.report, kin);
      break;
    }
    if (rounds === most || Date.now() - begun > BOUND_MS * 2) {
      const { step, why } = seen.report.parked ?? { step: 'its kin', why: result.parked.at(-1)?.why };
      result.lost.push(`still parked after ${rounds} repairs: ${step}: ${why}`);
      break;
    }
    rounds += 1;
    for (const parked of waits) result.parked.push(await repaired(lane, one, evidence, parked, result));
  }
  await armed.over();
  if (!armed.struck()) result.lost.push(NEVER_CAME);
  for (const defect of sim.defects) result.lost.push(`the simulator is broken: ${String(defect)}`);
  if (result.lost.length > 0) await endFamily(client, workflowId);
  result.ms = Date.now() - begun;
  return result;
}

/** A case that could not be carried out: it has failed, and the others go on. */
export const broken = (one: Case, error: unknown): Told => ({
  ...head(one),
  from: { ledger: 0, calls: 0 },
  ...emptyJudgement(),
  lost: [`the case broke off: ${String(error)}`],
  verdict: '',
  parked: [],
  ms: 0,
});

/** The verdict, and what the script's own judge sees. */
function ofEnd(result: Told, one: Case, { sim, input }: Evidence, report: Report, kin: Kin[]): void {
  result.verdict = report.verdict ?? '';
  const skipped = result.parked.some(({ repair }) => repair.endsWith('skip'));
  const allowed = [...allowedVerdicts(one), ...(skipped ? ['partly-compensated', 'completed-with-exceptions'] : [])];
  if (!allowed.includes(result.verdict)) result.lost.push(`ended ${result.verdict}, not ${allowed.join(' or ')}`);
  result.lost.push(...(one.script.sees?.({ sim, input, report, kin }) ?? []));
}

/** Who waits for a person: the flow itself, or those of its kin for whom it waits, and then all it offers is to end without them. */
function parkedOf(report: Report, kin: Kin[]): Report[] {
  const parked = kin.map((one) => one.report).filter(({ state }) => state === 'parked');
  const forKin = report.state !== 'parked' || (kin.length > 0 && report.parked?.verbs.join() === 'skip');
  return parked.length > 0 || forKin ? parked : [report];
}

async function waiting({ client }: Lane, { script }: Case, report: Report): Promise<Report> {
  return parkedOf(report, script.kin ? await kinOf(client, report.workflowId) : [])[0] ?? report;
}

async function repaired({ client }: Lane, { script }: Case, evidence: Evidence, { report, input }: Kin, result: Told): Promise<CaseResult['parked'][number]> {
  merge(result, ofParked(report));
  const { step, why } = report.parked!;
  const repair = await repairParked(client, { ...evidence, input }, report, script.repairs).catch((error: unknown) => `refused: ${String(error)}`);
  return { step, why, repair };
}

/** A person's word comes at once: what is still landing is not waited for, and not judged yet. */
async function say({ client }: Lane, report: Report, verb: Verb, armed: Armed): Promise<CaseResult['parked'][number]> {
  const { step, why } = report.parked!;
  armed.beforeWord?.();
  await send(client, report.workflowId, verb, { by: 'billing', why: 'at once', step });
  return { step, why, repair: `at once: ${verb}` };
}

/** A rival waits for its turn, ends or parks by itself. A relayed start tells the report of the flow itself. */
async function rivalEnd({ client }: Lane, { workflowId, input }: Rival): Promise<ReportedFlow | { why: string }> {
  const seen = await endOrPark(client, workflowId, BOUND_MS);
  return seen.state === 'lost' ? { why: seen.why } : { report: seen.report, input: { ...input } };
}

const head = ({ id, script, call, event }: Case) => ({ id, script: script.name, flow: script.flow, call, event });
