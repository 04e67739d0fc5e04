import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';

const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };

/** Without the log-in and the billing cycle, which a minute's renewals share. */
const BUDGET = {
  'legacy auto': { open: { calls: 6, events: 12 }, paid: { calls: 9, events: 24 } },
  'legacy required': { open: { calls: 9, events: 18 }, paid: { calls: 12, events: 30 } },
  'persisted auto': { open: { calls: 6, events: 12 }, paid: { calls: 10, events: 24 } },
  'persisted required': { open: { calls: 10, events: 25 }, paid: { calls: 14, events: 31 } },
};

describe.each([
  ['legacy', 'auto'],
  ['legacy', 'required'],
  ['persisted', 'auto'],
  ['persisted', 'required'],
] as const)('renewMember with %s invoices, posting %s', (invoices, postSingleRenewals) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices, postSingleRenewals } } });
  });
  afterAll(async () => await bench.close());

  const due = (): string => bench.sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!;
  const entries = (partyId: string, kind: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind);
  const callsAndEvents = async (input: object): Promise<{ calls: number; events: number }> => {
    await bench.run('renewMember', { partyId: due(), ...cycle }); // logs in, reads the cycle
    const before = bench.sim.calls.length;
    const report = await bench.run('renewMember', { partyId: due(), ...cycle, ...input });
    expect(report.verdict).toBe('completed');
    const { events } = await bench.client.workflow.getHandle(report.workflowId).fetchHistory();
    return { calls: bench.sim.calls.length - before, events: events!.length };
  };

  test('bills the next term and leaves it open', async () => {
    const partyId = due();
    const report = await bench.run('renewMember', { partyId, ...cycle });
    expect(report).toMatchObject({
      verdict: 'completed',
      result: { billed: true, billThrough: '2026-12-31', billedAmount: '95.00', balance: '95.00', paidThru: '2025-12-31' },
    });
    const { billingRunName, invoiceId } = report.ids;
    expect(entries(partyId, 'renewal.billed')).toMatchObject([{ runName: billingRunName, termThrough: '2026-12-31' }]);
    expect(billingRunName!.length).toBeLessThanOrEqual(60);
    expect(bench.sim.world.invoicesOf(partyId).map((invoice) => invoice.invoiceId)).toEqual([invoiceId]);
    expect(bench.sim.world.party(partyId)).toMatchObject({ renewedThru: '2026-12-31', paidThru: '2025-12-31' });
    expect(bench.sim.ledger.filter((entry) => entry.kind === 'batch.posted' && entry.billingLogKey === report.ids.billingLogKey)).toHaveLength(1);
  });

  test('bills and pays; the term is paid through', async () => {
    const partyId = due();
    const report = await bench.run('renewMember', { partyId, ...cycle, payment: cash });
    expect(report).toMatchObject({ verdict: 'completed', result: { billed: true, amount: '95.00', balance: '0.00', paidThru: '2026-12-31' } });
    expect(entries(partyId, 'payment.applied')).toHaveLength(1);
    expect(bench.sim.world.party(partyId)!.paidThru).toBe('2026-12-31');
  });

  test('takes no more calls and events than it needs', async () => {
    const budget = BUDGET[`${invoices} ${postSingleRenewals}`];
    const open = await callsAndEvents({});
    const paid = await callsAndEvents({ payment: cash });
    expect([open.calls, paid.calls]).toEqual([budget.open.calls, budget.paid.calls]);
    expect(open.events).toBeLessThanOrEqual(budget.open.events);
    expect(paid.events).toBeLessThanOrEqual(budget.paid.events);
  });
});
