import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PurchaseNonDues } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { card, cartEntries, fills, journal, newBuyer, standing, submits, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const via = 'cart' as const;

test.each(['card-declined', 'card-voided'] as const)('%s: the cart is removed', async (kind) => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  bench.sim.faults.add(submits(partyId), { kind });
  const report = await seen.run('purchaseNonDues', { partyId, items: [journal], payment: card, via });
  expect(report).toMatchObject({ verdict: 'compensated', steps: [{}, { compensation: 'undone' }, { outcome: 'rejected' }] });
  expect(standing(bench, partyId)).toMatchObject({ orders: 0, rows: [], carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('a card whose outcome is not known is never sent twice', async () => {
  const partyId = newBuyer(bench);
  bench.sim.faults.add(submits(partyId), { kind: 'drop-before' });
  let sent = 0;
  const off = bench.sim.onHit({ ...submits(partyId), times: 0 }, 'before', () => void (sent += 1));
  const { workflowId } = await bench.start('purchaseNonDues', { partyId, items: [journal], payment: card, via });
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'retry', {});
  expect((await bench.parked(workflowId, 2)).parked!.verbs).toEqual(['retry', 'markDone']);
  off();
  expect(sent).toBe(1);
});

test('one order, one payment and no cart, whatever becomes of an answer', async () => {
  const seen = watch(bench);
  const kinds = ['500-after', 'drop-after', 'late', 'drop-before', 'false-200', 'service-failure'] as const;
  const cases = [fills, submits].flatMap((call) => kinds.map((kind) => ({ call, kind })));
  const bought = await Promise.all(
    cases.map(async ({ call, kind }) => {
      const partyId = newBuyer(bench);
      bench.sim.faults.add(call(partyId), kind === 'late' ? { kind, lateMs: 1800 } : { kind });
      const { verdict } = await seen.run('purchaseNonDues', { partyId, items: [journal], payment: cash, via });
      const { orders, payments, carts } = standing(bench, partyId);
      return { call: call.name, kind, verdict, orders, payments, carts: carts.length };
    }),
  );
  expect(bought).toEqual(cases.map(({ call, kind }) => ({ call: call.name, kind, verdict: 'completed', orders: 1, payments: 1, carts: 0 })));
  expect(await seen.findings()).toEqual([]);
});

test.each(['emptied', 'kept'] as const)('a cart that is %s after the submit is removed', async (cartAfterSubmit) => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  Object.assign(bench.sim.switches, { cartAfterSubmit });
  const report = await seen.run('purchaseNonDues', { partyId, items: [journal], payment: cash, via }).finally(() => void Object.assign(bench.sim.switches, { cartAfterSubmit: 'gone' }));
  expect(report).toMatchObject({ verdict: 'completed', result: { cart: 'gone' }, steps: [{}, {}, {}, { name: 'remove cart', outcome: 'done' }] });
  expect(standing(bench, partyId)).toMatchObject({ orders: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('a terminated run: the next one finds its order, and the cart that it left', async () => {
  const partyId = newBuyer(bench);
  Object.assign(bench.sim.switches, { cartAfterSubmit: 'kept' });
  const input: PurchaseNonDues = { partyId, items: [journal], payment: cash, via };
  const key = businessKey('purchaseNonDues', { ...input, tenant: bench.tenant.name });
  const off = bench.sim.onHit(submits(partyId), 'after', () => bench.client.workflow.getHandle(key).terminate('test').then(() => undefined));
  await expect(bench.run('purchaseNonDues', input)).rejects.toThrow();
  off();
  const report = await bench.run('purchaseNonDues', input).finally(() => void Object.assign(bench.sim.switches, { cartAfterSubmit: 'gone' }));
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '95.00' } });
  expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 1 });
  expect(cartEntries(bench, partyId)).toEqual([]);
});
