import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { billMe, CYCLE, effects, journal, newBuyer, news, standing, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const historyOf = async (workflowId: string) => (await bench.client.workflow.getHandle(workflowId).fetchHistory()).events!.length;

describe('by ComboOrder', () => {
  test('buys and pays in 5 calls and 12 events, and a repeated start buys nothing more', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const input = { partyId, items: [journal, news], payment: cash, termBegin: '2026-12-01' };
    const before = bench.sim.calls.filter(({ path }) => path !== '/token').length;
    const report = await seen.run('purchaseNonDues', input);
    expect(bench.sim.calls.filter(({ path }) => path !== '/token').length - before).toBe(5);
    expect(report).toMatchObject({
      verdict: 'completed',
      result: { total: '107.50', amount: '107.50', balance: '0.00', cart: 'none', terms: [{ itemId: 'JOUR', billBegin: '2026-12-01', billThrough: '2027-11-30', paidThru: '2027-11-30' }, { itemId: 'NEWS' }] },
      steps: [{ outcome: 'done', owner: 'us' }],
    });
    expect(report.ids['orderId']).toBeDefined();
    expect(await historyOf(report.workflowId)).toBe(12);
    expect((await seen.run('purchaseNonDues', input)).verdict).toBe('completed');
    expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 1, carts: [] });
    expect(await seen.findings()).toEqual([]);
  });

  test('on a bill of another, for so many months, by the name of the item in its cycle', async () => {
    const partyId = newBuyer(bench);
    const billToPartyId = newBuyer(bench);
    const seen = watch(bench);
    const items = [{ ...journal, itemId: 'NON-MEMBER_SUBSCRIPTIONS/JOUR' }];
    const report = await seen.run('purchaseNonDues', { partyId, billToPartyId, items, ...billMe, termBegin: '2026-12-01', termMonths: 6, sourceCode: 'FAIR' });
    expect(report).toMatchObject({ verdict: 'completed', result: { balance: '95.00', terms: [{ billThrough: '2027-05-31' }] } });
    expect(standing(bench, partyId).rows).toMatchObject([{ billToPartyId, sourceCode: 'FAIR' }]);
    expect(await seen.findings()).toEqual([]);
  });

  test('"bill me" leaves an open invoice, and says which', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const report = await seen.run('purchaseNonDues', { partyId, items: [journal], ...billMe });
    const [invoice] = bench.sim.world.invoicesOf(partyId);
    expect(report).toMatchObject({ verdict: 'completed', ids: { invoiceId: invoice!.invoiceId }, result: { balance: '95.00' } });
    expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 0 });
    expect(await seen.findings()).toEqual([]);
  });

  test.each([
    ['a cycle that is not there', { items: [{ itemId: 'JOUR', billingCycleId: 'Sports' }] }, 'Enable non-dues subscription purchases'],
    ['an item that the cycle does not sell', { items: [{ itemId: 'REG', billingCycleId: CYCLE }] }, 'does not sell REG'],
    ['more than iMIS sells', { items: [{ ...journal, quantity: 500 }] }, 'at most'],
    ['too dear', { items: [journal], payment: { ...cash, maxAmount: '94.99' } }, 'more than maxAmount 94.99'],
    ['a membership cycle', { items: [{ itemId: 'REG', billingCycleId: 'New Member Fees' }] }, 'use joinMember'],
  ])('%s is rejected, and nothing is done', async (_what, more, why) => {
    const partyId = newBuyer(bench);
    const report = await bench.run('purchaseNonDues', { partyId, payment: cash, ...more });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining(why) } });
    expect(standing(bench, partyId)).toMatchObject({ rows: [], orders: 0, payments: 0, carts: [] });
  });

  test('a term that stands is not bought again, by whichever door it came', async () => {
    const partyId = newBuyer(bench);
    bench.sim.staff.addSubscription({ partyId, itemId: 'JOUR', beginDate: '2026-11-01' });
    const overlapping = await bench.run('purchaseNonDues', { partyId, items: [journal], payment: cash, termBegin: '2026-12-01' });
    expect(overlapping).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('payInvoice') } });
    expect((await bench.run('purchaseNonDues', { partyId, items: [journal], payment: cash })).verdict).toBe('rejected');
    expect(await bench.run('purchaseNonDues', { partyId, items: [journal], ...billMe, termBegin: '2026-11-01' })).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
    expect(effects(bench, partyId, 'order.placed')).toEqual([]);
  });
});
