import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openHolders, type Holders } from './holders-world.js';

describe.each(['legacy', 'persisted'] as const)('modifySubscription with %s invoices', (invoices) => {
  let holders: Holders;
  beforeAll(async () => {
    holders = await openHolders(invoices);
  });
  afterAll(async () => await holders.close());

  test('changes fields in 4 calls and leaves the others as they are; as wished already sends nothing', async () => {
    await holders.modify(holders.paid(), { set: { SourceCode: 'LOGIN' } });
    const partyId = holders.paid();
    const former = { ...holders.row(partyId) };
    const calls = holders.bench.sim.calls.length;
    const report = await holders.modify(partyId, { set: { SourceCode: 'WEB', adjustmentReason: 'moved' } });
    expect(report).toMatchObject({ verdict: 'completed', result: { changed: { sourceCode: 'WEB', adjustmentReason: 'moved' }, unchanged: [] } });
    expect(holders.bench.sim.calls.length - calls).toBe(4);
    expect({ ...holders.row(partyId), lastUpdated: '', updatedBy: '' }).toEqual({ ...former, sourceCode: 'WEB', adjustmentReason: 'moved', lastUpdated: '', updatedBy: '' });
    const { events } = await holders.bench.client.workflow.getHandle(report.workflowId).fetchHistory();
    expect(events!.length).toBeLessThanOrEqual(12);
    const again = await holders.modify(partyId, { set: { sourceCode: 'WEB', AdjustmentReason: 'moved' } });
    expect(again).toMatchObject({ verdict: 'completed', workflowId: report.workflowId, steps: [{ outcome: 'already-done', owner: 'other' }], result: { changed: {} } });
    expect(holders.puts(partyId)).toBe(1);
  });

  test('back and forth: the state decides, not the key', async () => {
    const partyId = holders.paid();
    for (const sourceCode of ['A', 'B', 'A']) expect(await holders.modify(partyId, { set: { sourceCode } })).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'done' }] });
    expect(holders.row(partyId).sourceCode).toBe('A');
  });

  test('dates and amounts of a cash row', async () => {
    const partyId = holders.holder();
    const report = await holders.modify(partyId, { set: { BilledAmount: '80', billThrough: '2026-11-30' } });
    expect(report).toMatchObject({ verdict: 'completed', result: { changed: { billedAmount: '80.00', billThrough: '2026-11-30' }, balance: '80.00' } });
    expect(holders.row(partyId)).toMatchObject({ billedAmount: '80.00', billThrough: '2026-11-30' });
    expect(report.notes.some((note) => note.includes('stays as it was billed'))).toBe(invoices === 'persisted');
  });

  test('ends what is paid, takes nothing back; opens it again', async () => {
    const partyId = holders.paid();
    expect(await holders.modify(partyId, { set: { cancelledAsOf: '2026-06-30', status: 1 } })).toMatchObject({ verdict: 'completed' });
    expect(holders.row(partyId)).toMatchObject({ status: 1, cancelledAsOf: expect.stringContaining('2026-06-30') as unknown, billedAmount: '95.00', paymentAmount: '95.00' });
    expect(await holders.modify(partyId, { set: { cancelledAsOf: null, Status: 'Active' } })).toMatchObject({ verdict: 'completed' });
    expect(holders.row(partyId)).toMatchObject({ status: 0 });
    expect(holders.row(partyId).cancelledAsOf).toBeUndefined();
  });

  test('a cancellation names a live AutoPay instruction, also when it stood already', async () => {
    const partyId = holders.holder();
    holders.bench.sim.world.setAutoPay(holders.invoiceOf(partyId), 'AP-1');
    const input = { set: { cancelledAsOf: '2026-06-30' }, openBalance: 'leave' as const };
    for (const outcome of ['done', 'already-done']) {
      const report = await holders.modify(partyId, input);
      expect(report).toMatchObject({ verdict: 'completed', steps: [{ outcome }], notes: [expect.stringContaining('AP-1')] });
    }
  });

  test('a field that cannot be edited is refused before any call', async () => {
    const calls = holders.bench.sim.calls.length;
    const report = await holders.modify(holders.paid(), { set: { sourceCode: 'WEB', Balance: '0' } });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { type: 'InvalidInput', message: expect.stringMatching(/set\.Balance.*payInvoice/) as unknown } });
    expect(holders.bench.sim.calls.length).toBe(calls);
  });

  test('the records agree with every report', async () => expect(await holders.findings()).toEqual([]));
});
