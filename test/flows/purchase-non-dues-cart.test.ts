import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PurchaseNonDues } from '../../workflows/contracts/inputs.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { atlas, billMe, cartEntries, CYCLE, fills, journal, newBuyer, news, standing, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const via = 'cart' as const;
const entriesOf = (partyId: string) => cartEntries(bench, partyId);

test('fills, submits and leaves the cart in 12 calls and 30 events', async () => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  const calls = () => bench.sim.calls.filter(({ path }) => path !== '/token').length;
  const before = calls();
  const report = await seen.run('purchaseNonDues', { partyId, items: [journal], payment: cash, via });
  expect(calls() - before).toBe(12);
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '95.00', balance: '0.00', cart: 'gone' } });
  expect((await bench.client.workflow.getHandle(report.workflowId).fetchHistory()).events).toHaveLength(30);
  expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

describe('somebody else in the cart', () => {
  test('before: it is let alone until they are done', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    bench.sim.staff.addToCart(partyId, CYCLE, 'NEWS');
    const input: PurchaseNonDues = { partyId, items: [journal], ...billMe, via };
    const { workflowId, ended } = await bench.start('purchaseNonDues', input);
    expect((await bench.parked(workflowId)).parked!.why).toMatch(/holds 1 order line of somebody else.*retry/);
    expect(entriesOf(partyId)).toEqual(['staff']);
    bench.sim.staff.emptyCart(partyId);
    await bench.decide(workflowId, 'retry', {});
    const report = await ended;
    expect(report).toMatchObject({ verdict: 'completed', result: { balance: '95.00' } });
    seen.keep(report, input);
    expect(await seen.findings()).toEqual([]);
  });

  test.each(['before', 'after'] as const)('%s ours goes in: it is not submitted, and only ours is taken out', async (when) => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const input: PurchaseNonDues = { partyId, items: [journal], payment: cash, via };
    const off = bench.sim.onHit(fills(partyId), when, () => void bench.sim.staff.addToCart(partyId, CYCLE, 'NEWS'));
    const { workflowId, ended } = await bench.start('purchaseNonDues', input);
    const { parked } = await bench.parked(workflowId);
    off();
    expect(parked).toMatchObject({ step: 'submit cart', why: expect.stringContaining('of somebody else') });
    await bench.decide(workflowId, 'compensate', {});
    const report = await ended;
    expect(report.verdict).toBe('compensated');
    expect(entriesOf(partyId)).toEqual(['staff']);
    expect(standing(bench, partyId)).toMatchObject({ orders: 0, payments: 0, rows: [] });
    seen.keep(report, input);
    expect(await seen.findings()).toEqual([]);
  });

  test('two flows of one user: one after the other, each with its own', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const reports = await Promise.all([journal, news].map((item) => seen.run('purchaseNonDues', { partyId, items: [item], payment: cash, via })));
    expect(reports.map(({ verdict }) => verdict)).toEqual(['completed', 'completed']);
    expect(standing(bench, partyId)).toMatchObject({ orders: 2, payments: 2, carts: [] });
    expect(await seen.findings()).toEqual([]);
  });
});

test('a price that rises in between is asked about', async () => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  bench.sim.staff.setPrice('ATLAS', '40.00');
  const input: PurchaseNonDues = { partyId, items: [atlas], payment: { ...cash, maxAmount: '50.00' }, via };
  const off = bench.sim.onHit(fills(partyId), 'after', () => void bench.sim.staff.setPrice('ATLAS', '60.00'));
  const { workflowId, ended } = await bench.start('purchaseNonDues', input);
  const { parked } = await bench.parked(workflowId);
  off();
  expect(parked).toMatchObject({ step: 'submit cart', why: 'the order costs 60.00, more than maxAmount 50.00' });
  await bench.decide(workflowId, 'retryWith', { input: { payment: { ...cash, maxAmount: '60.00' } } });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '60.00', balance: '0.00' } });
  seen.keep(report, input);
  expect(await seen.findings()).toEqual([]);
});

test('too dear is rejected before anything lies in the cart', async () => {
  const partyId = newBuyer(bench);
  const report = await bench.run('purchaseNonDues', { partyId, items: [journal], payment: { ...cash, maxAmount: '10' }, via });
  expect(report.verdict).toBe('rejected');
  expect(standing(bench, partyId).carts).toEqual([]);
});
