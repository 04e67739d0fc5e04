/** What stands already: which rows are renewed, and what is refused, said, or left to others. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash } from '../setup/bench.js';
import { cycle, openRenewing, type Renewing } from './renewing.js';

let world: Renewing;
beforeAll(async () => {
  world = await openRenewing();
});
afterAll(async () => await world.bench.close());

describe('refuses', () => {
  test.each([
    ['a party without rows', () => ({ partyId: world.newMember() }), 'no active subscription'],
    ['a cycle that is not there', () => ({ partyId: world.due(), billingCycleId: 'Nothing' }), 'no billing cycle'],
    ['a member of another chapter', () => ({ partyId: world.due(), chapter: 'EAST' }), 'No bill was generated'],
  ] as const)('%s', async (_what, input, why) => {
    const given = input();
    const report = await world.renew(given);
    expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'bill renewal', message: expect.stringContaining(why) as unknown } });
    expect(report.steps).toHaveLength(1);
    expect(world.billed(given.partyId)).toEqual([]);
  });

  test('a row that was ended', async () => {
    const partyId = world.due();
    world.bench.sim.staff.changeSubscription(partyId, 'REG', { cancelledAsOf: '2025-12-31' });
    expect(await world.renew({ partyId })).toMatchObject({ verdict: 'rejected' });
    expect(world.billed(partyId)).toEqual([]);
  });

  test('a run that would bill another row of the cycle a second time', async () => {
    const partyId = world.due();
    world.sold(partyId, 'JOUR');
    const report = await world.renew({ partyId, billingCycleId: 'Anniversary Membership Fees' });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('JOUR is billed through 2026-12-31') as unknown } });
    expect(world.billed(partyId)).toEqual([]);
  });

  test('and bills both rows of a cycle at once, on one invoice that is paid whole', async () => {
    const partyId = world.due();
    world.bench.sim.world.putSubscription({ partyId, itemId: 'JOUR', billBegin: '2025-01-01', billThrough: '2025-12-31', paidThru: '2025-12-31' });
    const report = await world.renew({ partyId, billingCycleId: 'Anniversary Membership Fees', payment: cash });
    expect(report).toMatchObject({ verdict: 'completed', result: { billThrough: '2026-12-31', balance: '0.00' } });
    expect(world.billed(partyId).map((entry) => entry.itemId).sort()).toEqual(['JOUR', 'REG']);
    expect(world.bench.sim.world.invoicesOf(partyId).every((invoice) => invoice.balance.isZero())).toBe(true);
    expect(report.result['items']).toHaveLength(2);
  });
});

test('a refused payment leaves the bill standing', async () => {
  const partyId = world.due();
  world.bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'The payment method is closed.' });
  const report = await world.renew({ partyId, payment: cash });
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { billed: true, balance: '95.00' }, notes: [expect.stringContaining('refused')] });
  expect(world.bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ status: 0, billThrough: '2026-12-31' });
});

test('a term that was set without a bill is billed, and not the one after it', async () => {
  const partyId = world.newMember();
  world.bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01', bill: false });
  expect(await world.renew({ partyId })).toMatchObject({ verdict: 'completed', result: { billed: true, billThrough: '2026-12-31', billedAmount: '95.00' } });
  expect(world.billed(partyId)).toMatchObject([{ termBegin: '2026-01-01' }]);
});

test('an invoice that AutoPay will pay is not paid here', async () => {
  const partyId = world.due();
  world.bench.sim.onHit({ path: '/api/InvoiceSummary', contains: '' }, 'before', () => {
    for (const { invoiceId } of world.bench.sim.world.invoicesOf(partyId)) world.bench.sim.world.setAutoPay(invoiceId, 'AP-1');
  });
  const { workflowId } = await world.bench.start('renewMember', { partyId, ...cycle, payment: cash });
  expect((await world.bench.parked(workflowId)).parked).toMatchObject({ step: 'pay invoice', why: expect.stringContaining('AutoPay') as unknown });
  expect(world.of(partyId, 'payment.applied')).toEqual([]);
});

test('what an earlier term still owes is said', async () => {
  const partyId = world.newMember();
  world.bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2025-01-01', billDate: '2024-12-01' });
  const report = await world.renew({ partyId });
  expect(report).toMatchObject({ verdict: 'completed', notes: [expect.stringMatching(/^95\.00 of an earlier term/)] });
});
