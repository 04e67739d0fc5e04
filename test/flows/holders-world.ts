/** Members with a REG row of this year, sold by the office; whoever changes a row here has the report judged by the records. */
import { openBench } from '../setup/bench.js';
import { allFindings, check, type FlowCase } from '../simulator/index.js';
import type { ModifySubscription } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';

export async function openHolders(invoices: 'legacy' | 'persisted') {
  const bench = await openBench({ simulator: { switches: { invoices } } });
  const { sim } = bench;
  const sold = (): string => {
    const { partyId } = sim.world.addParty({ customerType: 'M' });
    sim.world.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01', billToPartyId: partyId, billDate: '2025-12-02' });
    return partyId;
  };
  const invoiceOf = (partyId: string): string => sim.world.invoicesOf(partyId)[0]!.invoiceId;
  const owing = Array.from({ length: 11 }, sold);
  const settled = Array.from({ length: 6 }, sold);
  settled.forEach((partyId, index) => sim.staff.payInvoice(invoiceOf(partyId), `CHK-${index}`));
  const before = sim.snapshot();
  const cases: FlowCase[] = [];
  const judged = (report: Report, input: ModifySubscription): Report => {
    cases.push({ report, input: { ...input } });
    return report;
  };
  return {
    bench,
    /** Owes the 95.00 of the row. */
    holder: () => owing.pop()!,
    /** Has paid it. */
    paid: () => settled.pop()!,
    invoiceOf,
    row: (partyId: string) => sim.world.subscription(partyId, 'REG')!,
    puts: (partyId: string) => sim.calls.filter((call) => call.method === 'PUT' && call.path.includes(partyId)).length,
    async modify(partyId: string, input: Omit<ModifySubscription, 'partyId' | 'itemId'>) {
      const full = { partyId, itemId: 'REG', ...input };
      return judged(await bench.run('modifySubscription', full), full);
    },
    judged,
    async findings() {
      await sim.idle();
      return allFindings(check({ before, after: sim.snapshot(), ledger: sim.ledger, reports: cases }));
    },
    close: () => bench.close(),
  };
}

export type Holders = Awaited<ReturnType<typeof openHolders>>;
