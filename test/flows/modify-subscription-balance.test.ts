import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHolders, type Holders } from './holders-world.js';

describe.each(['legacy', 'persisted'] as const)('modifySubscription and what is owed, with %s invoices', (invoices) => {
  let holders: Holders;
  beforeAll(async () => {
    holders = await openHolders(invoices);
  });
  afterAll(async () => await holders.close());

  test('an open balance needs a word', async () => {
    const partyId = holders.holder();
    const former = { ...holders.row(partyId) };
    const report = await holders.modify(partyId, { set: { cancelledAsOf: '2026-06-30' } });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('say openBalance') as unknown } });
    expect(holders.row(partyId)).toEqual(former);
    expect(await holders.modify(partyId, { set: { cancelledAsOf: '2026-06-30' }, openBalance: 'leave' })).toMatchObject({ verdict: 'completed', result: { balance: '95.00' } });
    expect(holders.bench.sim.staff.owed(holders.invoiceOf(partyId))).toBe('95.00');
  });

  test('what is pending is owed no more, and said; it is neither written off nor reversed', async () => {
    const pending = (amount: string) => {
      const partyId = holders.holder();
      holders.bench.sim.switches.paymentsPending = true;
      holders.bench.sim.staff.payInvoice(holders.invoiceOf(partyId), `PENDING-${partyId}`, amount);
      holders.bench.sim.switches.paymentsPending = false;
      return partyId;
    };
    const whole = pending('95.00');
    for (const openBalance of ['writeOff', 'reverse'] as const) {
      const refused = await holders.modify(whole, { set: { Status: 'Inactive' }, openBalance });
      expect(refused).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('pending') as unknown } });
    }
    const ended = await holders.modify(whole, { set: { Status: 'Inactive' } });
    expect(ended).toMatchObject({ verdict: 'completed', result: { balance: '95.00' }, notes: [expect.stringContaining('pending')] });
    expect(holders.row(whole)).toMatchObject({ status: 1, billedAmount: '95.00' });
    const part = pending('40.00');
    const refused = await holders.modify(part, { set: { Status: 'Inactive' } });
    expect(refused).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('still owes 55.00') as unknown } });
    expect(holders.puts(part)).toBe(0);
  });

  test.each(['writeOff', 'reverse'] as const)('takes the open balance away: %s', async (openBalance) => {
    const partyId = holders.holder();
    const report = await holders.modify(partyId, { set: { cancelledAsOf: '2026-06-30' }, openBalance });
    expect(report).toMatchObject({ verdict: 'completed', result: { balance: '0.00' }, steps: [{ outcome: 'done' }, { outcome: 'done', owner: 'us' }] });
    expect(holders.bench.sim.world.invoicesOf(partyId).every((invoice) => Number(invoice.balance) === 0)).toBe(true);
    expect(holders.row(partyId)).toMatchObject({ status: 0, cancelledAsOf: expect.stringContaining('2026-06-30') as unknown });
    const kind = openBalance === 'writeOff' ? 'invoice.writtenOff' : 'invoice.reversed';
    expect(holders.bench.sim.ledger.filter((entry) => entry.kind === kind && entry.partyId === partyId)).toHaveLength(1);
    expect(holders.bench.sim.world.party(partyId)!.customerType).toBe('M');
  });

  test('reverses nothing that is partly paid or ends in the future, and says so before anything is changed', async () => {
    const part = holders.holder();
    holders.bench.sim.staff.payInvoice(holders.invoiceOf(part), 'CHK-2', '40.00');
    const refused = await holders.modify(part, { set: { cancelledAsOf: '2026-06-30' }, openBalance: 'reverse' });
    expect(refused).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('partly paid') as unknown } });
    const later = holders.holder();
    const future = await holders.modify(later, { set: { cancelledAsOf: '2096-12-31' }, openBalance: 'reverse' });
    expect(future).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('lies in the future') as unknown } });
    expect(holders.puts(part) + holders.puts(later)).toBe(0);
  });

  test('a write-off that is refused brings the subscription back', async () => {
    const partyId = holders.holder();
    const former = { ...holders.row(partyId) };
    holders.bench.sim.faults.add({ operation: 'ProcessWriteOff', contains: holders.invoiceOf(partyId) }, { kind: 'validation-400', message: 'closed period' });
    const report = await holders.modify(partyId, { set: { cancelledAsOf: '2026-06-30', sourceCode: 'X' }, openBalance: 'writeOff' });
    expect(report).toMatchObject({ verdict: 'compensated', cause: { step: 'settle open balance' }, steps: [{ compensation: 'undone' }, {}] });
    expect({ ...holders.row(partyId), lastUpdated: '', updatedBy: '' }).toEqual({ ...former, lastUpdated: '', updatedBy: '' });
  });

  test('a release without the operation parks; taken back, another\'s change since is not overwritten', async () => {
    const partyId = holders.holder();
    holders.bench.sim.faults.add({ operation: 'ProcessWriteOff', contains: holders.invoiceOf(partyId) }, { kind: '501' });
    const input = { partyId, itemId: 'REG', set: { cancelledAsOf: '2026-06-30' }, openBalance: 'writeOff' as const };
    const { workflowId, ended } = await holders.bench.start('modifySubscription', input);
    expect((await holders.bench.parked(workflowId)).parked).toMatchObject({ step: 'settle open balance', verbs: ['retry', 'skip', 'markDone', 'compensate'] });
    holders.bench.sim.staff.changeSubscription(partyId, 'REG', { cancelledAsOf: '2026-09-30' });
    await holders.bench.decide(workflowId, 'compensate', {});
    expect((await holders.bench.parked(workflowId, 2)).parked).toMatchObject({ phase: 'compensating', why: expect.stringContaining('cancelledAsOf') as unknown });
    expect(holders.row(partyId).cancelledAsOf).toContain('2026-09-30');
    await holders.bench.decide(workflowId, 'skip', {});
    expect(holders.judged(await ended, input).verdict).toBe('partly-compensated');
  });

  test('the records agree with every report', async () => expect(await holders.findings()).toEqual([]));
});
