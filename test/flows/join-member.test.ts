import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { billMe, card, newBuyer, standing, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const joining = { billingCycleId: 'New Member Fees', items: [{ itemId: 'REG' }] };
const submits = (partyId: string) => ({ method: 'POST', operation: 'Submit', contains: partyId }) as const;

test('joins in 13 calls and 36 events; asked again it finds the member', async () => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  const calls = () => bench.sim.calls.filter(({ path }) => path !== '/token').length;
  const before = calls();
  const input = { partyId, ...joining, items: [{ itemId: 'REG' }, { itemId: 'JOUR' }], payment: cash };
  const report = await seen.run('joinMember', input);
  expect(calls() - before).toBe(13);
  expect(report).toMatchObject({
    verdict: 'completed',
    result: { balance: '0.00', cart: 'gone', joinDate: expect.stringMatching(/^\d{4}-/), customerTypeCode: 'M', terms: [{ itemId: 'REG' }, { itemId: 'JOUR' }] },
  });
  expect((await bench.client.workflow.getHandle(report.workflowId).fetchHistory()).events).toHaveLength(36);
  expect(bench.sim.world.party(partyId)).toMatchObject({ customerType: 'M', joinDate: report.result['joinDate'] });

  const again = await seen.run('joinMember', input);
  expect(again).toMatchObject({ verdict: 'completed', result: { amount: report.result['amount'], customerTypeCode: 'M' } });
  expect(again.steps.find(({ name }) => name === 'prepare cart')).toMatchObject({ outcome: 'already-done', owner: 'other' });
  expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('"bill me" makes a member with an open invoice', async () => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  const report = await seen.run('joinMember', { partyId, ...joining, ...billMe, termBegin: '2026-12-01' });
  expect(report).toMatchObject({ verdict: 'completed', result: { balance: '95.00', customerTypeCode: 'M' } });
  expect(report.ids['invoiceId']).toBe(bench.sim.world.invoicesOf(partyId)[0]!.invoiceId);
  expect(await seen.findings()).toEqual([]);
});

test('what iMIS does not set is told', async () => {
  const partyId = newBuyer(bench);
  bench.sim.switches.joinFields = 'kept';
  const report = await bench.run('joinMember', { partyId, ...joining, payment: cash }).finally(() => void (bench.sim.switches.joinFields = 'set'));
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { joinDate: null, customerTypeCode: 'NM' } });
  expect(report.notes).toEqual([expect.stringContaining('JoinDate is empty'), expect.stringContaining('CustomerTypeCode is NM')]);
});

test('who is a member already is refused', async () => {
  const partyId = bench.sim.world.addParty({ customerType: 'M' }).partyId;
  bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-06-01' });
  const inputs = [{ ...joining, payment: cash }, { ...joining, payment: cash, termBegin: '2026-12-01' }, { ...joining, ...billMe, termBegin: '2026-06-01' }];
  for (const input of inputs)
    expect(await bench.run('joinMember', { partyId, ...input })).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('is a member by it') } });
  expect(standing(bench, partyId)).toMatchObject({ orders: 0, payments: 0, carts: [] });
});

test.each([
  ['a cycle of no membership', { billingCycleId: 'Non-Member Subscriptions', items: [{ itemId: 'JOUR' }] }, 'use purchaseNonDues'],
  ['a cycle that is not there', { billingCycleId: 'Sports', items: [{ itemId: 'REG' }] }, 'no item set Sports'],
  ['no dues item', { billingCycleId: 'New Member Fees', items: [{ itemId: 'JOUR' }] }, 'dues item'],
])('%s is refused', async (_what, more, why) => {
  const partyId = newBuyer(bench);
  const report = await bench.run('joinMember', { partyId, ...more, payment: cash });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining(why) } });
  expect(standing(bench, partyId)).toMatchObject({ rows: [], carts: [] });
});

test('a refused payment leaves no member, and nothing in the cart', async () => {
  const partyId = newBuyer(bench);
  const seen = watch(bench);
  bench.sim.faults.add(submits(partyId), { kind: 'card-declined' });
  expect((await seen.run('joinMember', { partyId, ...joining, payment: card })).verdict).toBe('compensated');
  expect(standing(bench, partyId)).toMatchObject({ rows: [], carts: [] });
  expect(bench.sim.world.party(partyId)).toMatchObject({ customerType: 'NM' });
  expect(await seen.findings()).toEqual([]);
});

test('joins once, whatever becomes of the answer', async () => {
  const seen = watch(bench);
  const kinds = ['500-after', 'late', 'drop-before', 'false-200', 'stale-read'] as const;
  const joined = await Promise.all(
    kinds.map(async (kind) => {
      const partyId = newBuyer(bench);
      bench.sim.faults.add(submits(partyId), kind === 'late' ? { kind, lateMs: 1800 } : kind === 'stale-read' ? { kind, staleMs: 1500 } : { kind });
      const { verdict } = await seen.run('joinMember', { partyId, ...joining, payment: cash });
      const { orders, payments, carts } = standing(bench, partyId);
      return { kind, verdict, orders, payments, carts };
    }),
  );
  expect(joined).toEqual(kinds.map((kind) => ({ kind, verdict: 'completed', orders: 1, payments: 1, carts: [] })));
  expect(await seen.findings()).toEqual([]);
});
