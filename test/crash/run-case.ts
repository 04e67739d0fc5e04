/** One case from its records to its judgement. */
import { businessKey } from '../../workflows/contracts/keys.js';
import type { EnrolMember } from '../../workflows/contracts/inputs.js';
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { repair as send } from '../../client/operate.js';
import type { Rival } from './acts.js';
import { arm, type Armed } from './arm.js';
import type { CallOfScript } from './calls.js';
import type { Case } from './cases.js';
import { allowedVerdicts, byLedger, merge, ofParked, type ReportedFlow } from './judge.js';
import type { Lane } from './lane.js';
import { repairParked } from './repair.js';
import { emptyJudgement, type CaseResult } from './result.js';
import { arrange, standing, type Script } from './scripts.js';
import { endOrPark } from './temporal.js';

/** Patience, settle times and takeovers together stay below it. */
const BOUND_MS = 60_000;
const MAX_REPAIRS = 3;

export const NEVER_CAME = 'the event never came: the call was not made';

export interface Told extends CaseResult {
  /** Where the case begins in the lane's ledger and list of calls. */
  from: { ledger: number; calls: number };
  report?: Report;
}

async function start(lane: Lane, input: EnrolMember): Promise<string> {
  const workflowId = businessKey('enrolMember', input);
  await lane.client.workflow.start('enrolMember', { workflowId, taskQueue: lane.taskQueue, args: [input] });
  return workflowId;
}

/** Runs a script without any event: which calls it makes. Throws when it does not end as it should. */
export async function callsOfScript(lane: Lane, script: Script): Promise<CallOfScript[]> {
  lane.sim.faults.clear();
  const input = arrange(lane.sim, script, lane.tenant.name);
  standing(lane.sim, script);
  const from = lane.sim.calls.length;
  const seen = await endOrPark(lane.client, await start(lane, input), BOUND_MS);
  const wanted = script.payment === 'refused' ? 'compensated' : 'completed';
  if (seen.state !== 'ended' || seen.report.verdict !== wanted)
    throw new Error(`${script.name} without an event: ${JSON.stringify(seen)}`);
  return lane.sim.calls
    .slice(from)
    .filter(({ path }) => path.startsWith('/api/'))
    .map(({ method, entity, operation }, index) => ({
      k: index + 1,
      method,
      entity: operation ? `${entity}.${operation}` : entity,
    }));
}

/** Runs one case and judges it: while it is parked, after each repair, and at its end. */
export async function runCase(lane: Lane, one: Case): Promise<Told> {
  const begun = Date.now();
  const { sim, client } = lane;
  sim.faults.clear();
  sim.switches.paymentsPending = false;
  const arranged = arrange(sim, one.script, lane.tenant.name);
  const input = one.compound?.prepare?.(sim, arranged) ?? arranged;
  const evidence = { sim, before: sim.snapshot(), mark: sim.ledger.length, input };
  const armed = arm(lane, one, input);
  standing(sim, one.script);
  const from = { ledger: evidence.mark, calls: sim.calls.length };
  const result: Told = { ...head(one), from, ...emptyJudgement(), verdict: '', parked: [], ms: 0 };
  const workflowId = await start(lane, input);
  for (;;) {
    const seen = await endOrPark(client, workflowId, BOUND_MS);
    if (seen.state === 'lost') {
      result.lost.push(seen.why);
      break;
    }
    const word = seen.state === 'parked' && result.parked.length === 0 ? one.compound?.word : undefined;
    if (word) {
      merge(result, ofParked(seen.report));
      result.parked.push(await say(lane, seen.report, word, armed));
      continue;
    }
    await armed.over();
    const others = await Promise.all(armed.rivals.map((rival) => rivalEnd(lane, rival)));
    for (const other of others) if ('why' in other) result.lost.push(`a rival flow: ${other.why}`);
    await sim.idle();
    result.report = seen.report;
    merge(
      result,
      byLedger(
        evidence,
        seen.report,
        others.filter((other) => 'report' in other),
      ),
      seen.state === 'parked' ? 'while parked: ' : '',
    );
    if (seen.state === 'ended') {
      result.verdict = seen.report.verdict ?? '';
      const skipped = result.parked.some(({ repair }) => repair.endsWith('skip'));
      const allowed = [...allowedVerdicts(one), ...(skipped ? ['partly-compensated'] : [])];
      if (!allowed.includes(result.verdict)) result.lost.push(`ended ${result.verdict}, not ${allowed.join(' or ')}`);
      break;
    }
    merge(result, ofParked(seen.report));
    const { step, why } = seen.report.parked!;
    if (result.parked.length === MAX_REPAIRS) {
      result.lost.push(`still parked after ${MAX_REPAIRS} repairs: ${step}: ${why}`);
      break;
    }
    const repair = await repairParked(client, evidence, seen.report).catch(
      (error: unknown) => `refused: ${String(error)}`,
    );
    result.parked.push({ step, why, repair });
  }
  await armed.over();
  if (!armed.struck()) result.lost.push(NEVER_CAME);
  for (const defect of sim.defects) result.lost.push(`the simulator is broken: ${String(defect)}`);
  result.ms = Date.now() - begun;
  return result;
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
  return seen.state === 'lost' ? { why: seen.why } : { report: seen.report, input };
}

const head = ({ id, script, call, event }: Case) => ({ id, script: script.name, call, event });
