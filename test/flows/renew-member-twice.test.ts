/** A term is billed once, whoever has billed it before or does so at the same moment. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../workflows/contracts/report.js';
import { cash } from '../setup/bench.js';
import { cycle, openRenewing, type Renewing } from './renewing.js';

let world: Renewing;
beforeAll(async () => {
  world = await openRenewing();
});
afterAll(async () => await world.bench.close());

const steps = (report: Report) => report.steps.map((step) => [step.name, step.outcome]);

describe('billed already', () => {
  test('is left alone, and its open invoice is paid when that is asked for', async () => {
    const partyId = world.newMember();
    world.sold(partyId);
    expect(await world.renew({ partyId })).toMatchObject({ verdict: 'completed', result: { billed: false, billThrough: '2026-12-31', billedAmount: '95.00', balance: '95.00' } });
    const report = await world.renew({ partyId, payment: cash, occasion: 'pay' });
    expect(steps(report)).toEqual([['bill renewal', 'already-done'], ['find invoice', 'done'], ['pay invoice', 'done']]);
    expect(report.result).toMatchObject({ billed: false, amount: '95.00', paidThru: '2026-12-31' });
    const again = await world.renew({ partyId, payment: cash, occasion: 'again' });
    expect(steps(again)).toEqual([['bill renewal', 'already-done']]);
    expect(world.billed(partyId)).toEqual([]);
    expect(world.of(partyId, 'payment.applied')).toHaveLength(1);
  });

  test('by an open purchase is waited for: it may yet be undone', async () => {
    const partyId = world.due();
    world.bench.sim.onHit({ path: '/api/ComboOrder', contains: partyId }, 'before', () => sleep(600));
    world.bench.sim.faults.add({ path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
    const bought = await world.bench.start('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
    while (world.of(partyId, 'subscription.termAdded').length === 0) await sleep(10);
    const [renewal, purchase] = await Promise.all([world.renew({ partyId }), bought.ended]);
    expect(purchase.verdict).toBe('compensated');
    expect(renewal).toMatchObject({ verdict: 'completed', result: { billed: true, billThrough: '2026-12-31' } });
    expect(world.billed(partyId)).toHaveLength(1);
    expect(world.bench.sim.world.invoicesOf(partyId).filter((invoice) => invoice.balance.gt(0))).toHaveLength(1);
  });

  test('a purchase of the same row at the same moment bills nothing twice', async () => {
    const parties = Array.from({ length: 6 }, world.due);
    await Promise.all(
      parties.map(async (partyId) => {
        const flows = [await world.bench.start('renewMember', { partyId, ...cycle }), await world.bench.start('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01' })];
        const reports = await Promise.all(flows.map((one) => one.ended));
        expect(reports.map((report) => report.verdict)).toEqual(['completed', 'completed']);
        expect(world.of(partyId, 'subscription.termAdded').filter((entry) => entry.user === 'duesflow')).toHaveLength(1);
        expect(world.bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ billThrough: '2026-12-31', billedAmount: '95.00' });
      }),
    );
  });
});

test('a key that was forgotten: the run is found again by its name', async () => {
  const partyId = world.due();
  await world.renew({ partyId, payment: cash });
  // A plain start, as after the retention: the server takes the id once more.
  const again = await world.renew({ partyId, payment: cash });
  expect(again).toMatchObject({ verdict: 'completed', result: { billed: true, billThrough: '2026-12-31', paidThru: '2026-12-31' } });
  expect(world.billed(partyId)).toHaveLength(1);
  expect(world.of(partyId, 'payment.applied')).toHaveLength(1);
});

test('another occasion has another run name, and the rows say that the term is billed', async () => {
  const partyId = world.due();
  await world.renew({ partyId });
  expect(await world.renew({ partyId, occasion: 'second' })).toMatchObject({ verdict: 'completed', result: { billed: false }, steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(world.billed(partyId)).toHaveLength(1);
});
