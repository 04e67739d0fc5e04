/** What the tests of bulk runs have in common: one association, whose batches are posted. */
import { afterAll, beforeAll } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { Court, effectiveDate, type OwnCycle } from './renewals-world.js';

export let bench: Bench;
export let court: Court;

export function inBulkWorld(): void {
  beforeAll(async () => {
    bench = await openBench({ simulator: { parties: 0, switches: { invoices: 'persisted' } }, tenant: { patienceMs: 1500 } });
    court = new Court(bench);
  });
  afterAll(async () => await bench.close());
}

export const bulk = ({ billingCycleId }: OwnCycle) => ({ billingCycleId, effectiveDate, mode: 'bulk' }) as const;
export const posts = (report: { result: Record<string, unknown> }) => bench.sim.ledger.filter((entry) => entry.kind === 'batch.posted' && entry.batchId === report.result['batchId']);
export const lastBatch = (): string => bench.sim.world.store.batches.all().at(-1)!.batchId;
