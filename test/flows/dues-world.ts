/** Members of YourMembership for the tests of ymCreateDues, and what the ledger says of them. */
import { expect } from '@jest/globals';
import type { YmCreateDues } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Bench } from '../setup/bench.js';
import { ymMemberships, ymNamed, type Fault, type LedgerEntry } from '../simulator/index.js';

export const DUES = '/Ams/25363/Dues';
export const PAYMENTS = '/Ams/25363/InvoicePayments';
export const check = { type: 'Check' } as const;

let last = 910_000;

/** A new member of the regular membership, paid until the end of the year. */
export function newMember({ sim }: Bench, more: { awaitingAutoBill?: boolean; membershipId?: number } = {}): number {
  last += 1;
  const like = sim.ym.store.members.get(String(ymNamed.member))!;
  sim.ym.store.members.put(String(last), { ...like, id: last, ...more });
  return last;
}

export const regular = (memberId: number, more: Partial<YmCreateDues> = {}): YmCreateDues => ({ memberId, membershipId: ymMemberships.regular, ...more });

const entries = ({ sim }: Bench, memberId: number, kind: LedgerEntry['kind']): LedgerEntry[] =>
  sim.ledger.filter((entry) => entry.memberId === memberId && entry.kind === kind);
export const invoices = (bench: Bench, memberId: number): LedgerEntry[] => entries(bench, memberId, 'ym.dues');
export const payments = (bench: Bench, memberId: number): LedgerEntry[] => entries(bench, memberId, 'ym.payment');

const started: { workflowId: string; input: YmCreateDues; report?: Report }[] = [];

/** Starts a flow, and remembers it for the judge. */
export async function start(bench: Bench, input: YmCreateDues): Promise<{ workflowId: string; ended: Promise<Report> }> {
  const { workflowId, ended } = await bench.start('ymCreateDues', input);
  const flow: (typeof started)[number] = { workflowId, input };
  started.push(flow);
  ended.then(
    (report) => (flow.report = report),
    () => undefined,
  );
  return { workflowId, ended };
}

export const run = async (bench: Bench, input: YmCreateDues): Promise<Report> => await (await start(bench, input)).ended;

/**
 * Runs a flow whose effect lands late: on a machine whose timers are late as well it may land after the settle time, and
 * then a person lets it look once more.
 */
export async function runLate(bench: Bench, input: YmCreateDues): Promise<Report> {
  const { workflowId, ended } = await start(bench, input);
  void bench.parked(workflowId).then(
    () => bench.decide(workflowId, 'retry', {}),
    () => undefined,
  );
  return await ended;
}

/** Plays a case for each fault, all at once: the waits for what may still land overlap. */
export const each = async <T>(faults: Fault[], play: (fault: Fault) => Promise<T>): Promise<(T & { kind: string })[]> =>
  await Promise.all(faults.map(async (fault) => ({ kind: fault.kind, ...(await play(fault)) })));

/** Of all flows, ended or parked: nothing made twice, left behind or falsely told. */
export async function judged(bench: Bench): Promise<void> {
  const told = new Map<string, object>();
  for (const { workflowId, input, report = await bench.report(workflowId) } of started)
    // What a later run has done to the same invoice is told by its report.
    told.set(`${workflowId} ${report.ids['invoiceId'] ?? ''}`, { report, input });
  const { duplicates, orphans, falseWords } = await bench.sim.judge([...told.values()] as never);
  expect({ duplicates, orphans, falseWords }).toEqual({ duplicates: [], orphans: [], falseWords: [] });
}
