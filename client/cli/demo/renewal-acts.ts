/** Renewal runs: planned, approved, one by one with members that fail, and as one bulk Run. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { followLong } from '../follow-long.js';
import { MEMBERS, nextYear, REGULAR, thisYear } from './association.js';
import { sayLong, unlike, type Act, type Stage } from './stage.js';

/** Has paid until the end of next year, in the first scene. */
const PAID_UP = '12345';
/** Has no subscription in this cycle. */
const STRANGER = '23216';
const DECLINED = MEMBERS.renewed.filter((_, index) => index % 20 === 7);

const oneByOne: RunRenewals = {
  billingCycleId: REGULAR,
  effectiveDate: thisYear,
  mode: 'individual',
  partyIds: [...MEMBERS.renewed, PAID_UP, STRANGER],
  payment: { methodId: 'CASH', type: 'Cash' },
  requestedBy: 'demo',
};

/** The figures of a plan, as its report has them. */
interface RenewalPlan extends Record<'toBill' | 'paidUp' | 'notInCycle', number> {
  amount: string;
  currency: string;
  file: string;
}

const planned: Act = {
  title: 'Who would be renewed, and for how much? A plan writes nothing',
  async play(stage) {
    const report = await followed(stage, { ...oneByOne, plan: true });
    const { toBill, amount, currency, paidUp, notInCycle, file } = report.result['plan'] as RenewalPlan;
    stage.say(
      `    ${toBill} members, about ${amount} ${currency}; ${paidUp} has paid up, ${notInCycle} is not in the cycle`,
    );
    stage.say(`    A line for each: ${file}`);
    return unlike({ verdict: 'completed', toBill: MEMBERS.renewed.length }, { ...report, toBill });
  },
};

const individual: Act = {
  title: `${oneByOne.partyIds!.length} members one by one, after approval; some payments are declined, one has no subscription`,
  async play(stage) {
    const { duesflow, simulator, folder, say } = stage;
    for (const partyId of DECLINED) await simulator.fault(declined(partyId));
    const asked = { ...oneByOne, approval: 'required', resultsFile: join(folder, 'renewals.csv') } as const;
    const { workflowId, parked } = await followed(stage, asked);
    say(`  parked at "${parked?.step}": ${parked?.why}`);
    await duesflow.repair(workflowId, 'approve', { by: 'Kim Doe', why: 'the figures are right' });
    say('  Kim Doe approves');
    const report = await followed(stage, asked);
    await simulator.clearFaults();
    sayLong(stage, report);
    const lines = await statuses(report);
    say(
      `    Lines of ${asked.resultsFile}: ${Object.entries(lines)
        .map(([status, n]) => `${n} ${status}`)
        .join(', ')}`,
    );
    const renewed = MEMBERS.renewed.length - DECLINED.length;
    return unlike({ renewed, 'already-done': 1, rejected: 1, exceptions: DECLINED.length }, lines);
  },
};

const declined = (partyId: string) => ({
  match: { method: 'POST', path: '/api/ComboOrder', contains: partyId },
  fault: { kind: 'validation-400', message: 'The payment was declined.' },
});

/** Lines of the results file by status. */
async function statuses({ result }: Report): Promise<Record<string, number>> {
  const lines = parse(await readFile(String(result['resultsFile'])), { columns: true }) as { status: string }[];
  const counts: Record<string, number> = {};
  for (const { status } of lines) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const bulk: Act = {
  title: "Next year's dues of the whole cycle by one bulk Run, compared with its plan, and posted once",
  async play(stage) {
    const asked = { billingCycleId: REGULAR, effectiveDate: nextYear, mode: 'bulk', requestedBy: 'demo' } as const;
    const report = await followed(stage, asked);
    sayLong(stage, report);
    return unlike({ verdict: 'completed', posted: true }, { ...report, ...report.result });
  },
};

/** With a progress bar, until it has ended or is parked. */
async function followed({ client, duesflow }: Stage, input: RunRenewals): Promise<Report> {
  return (await followLong(client, await duesflow.start('runRenewals', input))).report;
}

export const RENEWAL_ACTS: Act[] = [planned, individual, bulk];
