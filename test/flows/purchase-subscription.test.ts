import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';

describe.each(['legacy', 'persisted'] as const)('purchaseSubscription with %s invoices', (invoices) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices } } });
  });
  afterAll(async () => await bench.close());

  const begin = { itemId: 'REG', beginDate: '2026-01-01' };
  const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;

  test('sells, pays and confirms the term in 6 calls and 18 events', async () => {
    const { sim, client } = bench;
    await bench.run('changeChapter', { partyId: newMember(), add: 'EAST' }); // logs in
    const before = sim.calls.length;
    const partyId = newMember();
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash });
    expect(report).toMatchObject({ verdict: 'completed', result: { billThrough: '2026-12-31', paidThru: '2026-12-31', balance: '0.00' } });
    expect(sim.calls.length - before).toBe(6);
    const { events } = await client.workflow.getHandle(report.workflowId).fetchHistory();
    expect(events!.length).toBeLessThanOrEqual(18);
    expect(sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied')).toHaveLength(1);
    expect(sim.world.party(partyId)!.paidThru).toMatch(/^2026-12-31/);
  });

  test('leaves the invoice open without a payment', async () => {
    const partyId = newMember();
    const report = await bench.run('purchaseSubscription', { partyId, ...begin });
    expect(report).toMatchObject({ verdict: 'completed', result: { balance: '95.00' } });
    expect(bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind.startsWith('payment'))).toEqual([]);
  });

  test('adds an unbilled one, and one at a given amount', async () => {
    const unbilled = await bench.run('purchaseSubscription', { partyId: newMember(), ...begin, bill: false });
    expect(unbilled).toMatchObject({ verdict: 'completed', result: { billedAmount: '0.00' } });
    const partyId = newMember();
    const given = await bench.run('purchaseSubscription', { partyId, ...begin, bill: false, amount: '40.50', billDate: '2026-01-02', payment: cash });
    expect(given).toMatchObject({ verdict: 'completed', result: { billedAmount: '40.50', amount: '40.50', balance: '0.00' } });
  });

  test('finds a price above maxAmount before anything is created', async () => {
    const partyId = newMember();
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: { ...cash, maxAmount: '50' } });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'preview price' } });
    expect(bench.sim.world.subscription(partyId, 'REG')).toBeUndefined();
  });

  test('refuses a term that overlaps one that stands', async () => {
    const partyId = newMember();
    await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash });
    const report = await bench.run('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-07-01' });
    expect(report.verdict).toBe('rejected');
    expect(report.cause!.message).toContain('2026-01-01 to 2026-12-31');
  });

  test('ends the subscription when the payment is refused', async () => {
    const partyId = newMember();
    bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'The payment method is closed.' });
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash });
    expect(report).toMatchObject({ verdict: 'compensated', cause: { step: 'pay invoice', type: 'rejected' } });
    expect(report.steps[0]!.compensation).toBe('undone');
    const row = bench.sim.world.subscription(partyId, 'REG')!;
    expect(row).toMatchObject({ status: 1 });
    expect(bench.sim.world.invoicesOf(partyId).every((invoice) => Number(invoice.balance) === 0)).toBe(true);
  });

  test('brings the row of an earlier term back when the payment is refused', async () => {
    const partyId = newMember();
    await bench.run('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2025-01-01', payment: cash });
    const before = { ...bench.sim.world.subscription(partyId, 'REG')! };
    bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash });
    expect(report.verdict).toBe('compensated');
    const after = bench.sim.world.subscription(partyId, 'REG')!;
    for (const name of ['billBegin', 'billThrough', 'paidThru', 'status'] as const) expect([name, after[name]]).toEqual([name, before[name]]);
  });

  test('leaves the bill open when the caller says so', async () => {
    const partyId = newMember();
    bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash, onPaymentRefused: 'leaveOpen' });
    expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { balance: '95.00' } });
  });

  test('pays once though the answer to the payment was lost and the payment lands late', async () => {
    const partyId = newMember();
    bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'late', lateMs: 1500 });
    const report = await bench.run('purchaseSubscription', { partyId, ...begin, payment: cash });
    expect(report).toMatchObject({ verdict: 'completed', result: { balance: '0.00' } });
    expect(bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied')).toHaveLength(1);
  });
});
