/** What tests of renewal runs share: a cycle of their own, and all reports for the judge. */
import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Bench } from '../setup/bench.js';

export const effectiveDate = '2026-01-01';

export interface OwnCycle {
  billingCycleId: string;
  itemId: string;
  /** Paid through the day before, so due. */
  members: string[];
}

let cycles = 0;

/** A cash cycle with a product of 95.00 that nobody else holds, and members who are due. */
export function ownCycle({ sim }: Bench, members: number, cycle: { accounting?: 1 | 2 } = {}): OwnCycle {
  cycles += 1;
  const [billingCycleId, itemId] = [`Dues of test ${cycles}`, `DUES${cycles}`];
  const { world } = sim;
  world.addProduct({ itemId, name: itemId, itemClass: 'DUES', className: 'Dues', price: '95.00', memberPrice: '95.00', termMonths: 12 });
  world.store.billingCycles.put(billingCycleId, {
    cycleId: billingCycleId,
    name: billingCycleId,
    accounting: cycle.accounting ?? 1,
    interval: 1,
    duesItems: [itemId],
    chapterItems: [],
    subscriptionItems: [],
    isForJoin: false,
    isForRenew: true,
    isMembershipBilling: true,
  });
  return { billingCycleId, itemId, members: world.addMembers(members, { itemId, paidThru: '2025-12-31' }) };
}

/** Billed for the year by the office, and not paid. */
export const billUnpaid = ({ sim }: Bench, { billingCycleId }: OwnCycle, partyId: string) =>
  sim.staff.renew(partyId, { effectiveDate, cycleId: billingCycleId });

/** Lines of a CSV by the names of its columns. */
export const linesOf = async (file: unknown): Promise<Record<string, string>[]> => parse(await readFile(String(file)), { columns: true });

/** Entries of the ledger for the members of a cycle, or for its runs. */
export const ledgerOf = ({ sim }: Bench, { itemId, billingCycleId }: OwnCycle, kind: string) =>
  sim.ledger.filter((entry) => entry.kind === kind && entry.user === 'duesflow' && (entry.itemId === itemId || entry.cycleId === billingCycleId));

/** Keeps the reports of a whole bench, since the judge sees the whole ledger. */
export class Court {
  private readonly bench: Bench;
  private readonly cases: { workflowId: string; input: Record<string, unknown>; report?: Report }[] = [];

  constructor(bench: Bench) {
    this.bench = bench;
  }

  async start(input: RunRenewals, options?: { workflowId?: string }): Promise<{ workflowId: string; ended: Promise<Report> }> {
    const started = await this.bench.start('runRenewals', input, options);
    const one: (typeof this.cases)[number] = { workflowId: started.workflowId, input };
    this.cases.push(one);
    const ended = started.ended.then((report) => (one.report = report));
    // A test that leaves its flow parked never looks at its end.
    ended.catch(() => undefined);
    return { ...started, ended };
  }

  async run(input: RunRenewals): Promise<Report> {
    return await (await this.start(input)).ended;
  }

  /** The records show no double effect, no orphan and no false word in any report so far. */
  async judge(): Promise<void> {
    const reports = await Promise.all(
      this.cases.map(async ({ workflowId, input, report }) => ({ report: report ?? (await this.bench.report(workflowId)), input })),
    );
    const children = await Promise.all(reports.map(({ report, input }) => this.childrenOf(report, input)));
    const findings = await this.bench.sim.judge([...reports, ...children.flat()]);
    expect(findings).toEqual({ duplicates: [], orphans: [], falseWords: [], undoneBefore: [] });
  }

  private async childrenOf({ result }: Report, input: Record<string, unknown>): Promise<{ report: Report; input: Record<string, unknown> }[]> {
    if (input['mode'] !== 'individual' || result['resultsFile'] === undefined) return [];
    const lines = (await linesOf(result['resultsFile'])).filter((line) => line['workflowId'] !== '');
    return await Promise.all(lines.map(async ({ workflowId, partyId }) => ({ report: await this.bench.report(workflowId!), input: { ...input, partyId } })));
  }
}

/** What the flows of the bench have changed. */
export const changes = ({ sim }: Bench) => sim.ledger.filter((entry) => entry.user === 'duesflow' && entry.kind !== 'token.issued');
