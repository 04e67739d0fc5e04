import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';

const cash = { methodId: 'CASH', type: 'Cash' } as const;

describe.each(['legacy', 'persisted'] as const)('purchaseSubscription with %s invoices', (invoices) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices } } });
  });
  afterAll(async () => await bench.close());

  test('sells, pays and confirms the term in 6 calls and 18 events', async () => {
    const { sim, client } = bench;
    const partyId = sim.world.addParty({ customerType: 'M' }).partyId;
    await bench.run('changeChapter', { partyId, add: 'EAST' });
    const before = sim.calls.length;
    const input = { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash };
    const report = await bench.run('purchaseSubscription', input);
    console.log(JSON.stringify(report, null, 1), sim.calls.slice(before).map((c) => `${c.method} ${c.path}`));
    const { events } = await client.workflow.getHandle(report.workflowId).fetchHistory();
    console.log(events!.map((e) => e.eventType).join(' '));
    expect(report.verdict).toBe('completed');
    expect(sim.calls.length - before).toBe(6);
    expect(events!.length).toBeLessThanOrEqual(18);
  });
});
