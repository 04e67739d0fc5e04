import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { debtor } from './debtors-world.js';
import { card, cartEntries, CYCLE, fills, standing, submits, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const via = 'cart' as const;
const entriesOf = (partyId: string) => cartEntries(bench, partyId);

test('pays an invoice through the cart in 10 calls and 30 events, and finds it paid the next time', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const seen = watch(bench);
  const calls = () => bench.sim.calls.filter(({ path }) => path !== '/token').length;
  const before = calls();
  const report = await seen.run('payInvoice', { partyId, invoiceId, payment: cash, via });
  expect(calls() - before).toBe(10);
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '95.00', balance: '0.00', cart: 'gone' } });
  expect((await bench.client.workflow.getHandle(report.workflowId).fetchHistory()).events).toHaveLength(30);
  const again = await seen.run('payInvoice', { partyId, invoiceId, payment: cash, via });
  expect(again.steps.map(({ name, outcome }) => `${name}: ${outcome}`)).toContain('pay invoice: already-done');
  expect(standing(bench, partyId)).toMatchObject({ payments: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('pays all open invoices by one payment', async () => {
  const { partyId } = debtor(bench, 'REG');
  debtor(bench, 'JOUR', partyId);
  const seen = watch(bench);
  expect(await seen.run('payInvoice', { partyId, allOpen: true, payment: cash, via })).toMatchObject({ verdict: 'completed', result: { balance: '0.00' } });
  expect(standing(bench, partyId)).toMatchObject({ payments: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test.each(['before', 'after'] as const)('what somebody puts into the cart %s us is not submitted', async (when) => {
  const { partyId, invoiceId } = debtor(bench);
  const seen = watch(bench);
  const off = bench.sim.onHit(fills(partyId), when, () => void bench.sim.staff.addToCart(partyId, CYCLE, 'NEWS'));
  const { workflowId, ended } = await bench.start('payInvoice', { partyId, invoiceId, payment: cash, via });
  const { parked } = await bench.parked(workflowId);
  off();
  expect(parked!.why).toContain('of somebody else');
  expect(standing(bench, partyId).payments).toBe(0);
  if (when === 'after') {
    await bench.decide(workflowId, 'compensate', {});
    const report = await ended;
    seen.keep(report, { partyId, invoiceId, payment: cash, via });
    expect(report.verdict).toBe('compensated');
    expect(entriesOf(partyId)).toEqual(['staff']);
    expect(await seen.findings()).toEqual([]);
  }
});

test('an invoice that somebody pays meanwhile is not paid again, and the cart is removed', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const seen = watch(bench);
  const off = bench.sim.onHit(fills(partyId), 'after', () => void bench.sim.staff.payInvoice(invoiceId, 'by hand'));
  const report = await seen.run('payInvoice', { partyId, invoiceId, payment: cash, via }).finally(off);
  expect(report).toMatchObject({ verdict: 'completed', result: { cart: 'gone' } });
  expect(report.steps.find(({ name }) => name === 'pay invoice')).toMatchObject({ outcome: 'already-done', owner: 'other' });
  expect(standing(bench, partyId)).toMatchObject({ payments: 1, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('a declined card leaves nothing in the cart', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const seen = watch(bench);
  bench.sim.faults.add(submits(partyId), { kind: 'card-declined' });
  expect((await seen.run('payInvoice', { partyId, invoiceId, payment: card, via })).verdict).toBe('compensated');
  expect(standing(bench, partyId)).toMatchObject({ payments: 0, carts: [] });
  expect(await seen.findings()).toEqual([]);
});

test('too dear waits for a person, and nothing lies in the cart', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const { workflowId, ended } = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, maxAmount: '50' }, via });
  expect((await bench.parked(workflowId)).parked).toMatchObject({ step: 'prepare cart', why: expect.stringContaining('more than maxAmount 50.00') });
  expect(standing(bench, partyId).carts).toEqual([]);
  await bench.decide(workflowId, 'retryWith', { input: { payment: { ...cash, maxAmount: '95' } } });
  expect((await ended).verdict).toBe('completed');
});

test('one payment and no cart, whatever becomes of an answer; two flows of one user make one payment', async () => {
  const seen = watch(bench);
  const kinds = ['500-after', 'late', 'drop-before', 'false-200'] as const;
  const cases = [fills, submits].flatMap((call) => kinds.map((kind) => ({ call, kind })));
  const paid = await Promise.all(
    cases.map(async ({ call, kind }) => {
      const { partyId, invoiceId } = debtor(bench);
      bench.sim.faults.add(call(partyId), kind === 'late' ? { kind, lateMs: 1800 } : { kind });
      const flows = ['first', 'second'].map((occasion) => seen.run('payInvoice', { partyId, invoiceId, payment: cash, via, occasion }));
      const verdicts = (await Promise.all(flows)).map(({ verdict }) => verdict);
      const { payments, carts } = standing(bench, partyId);
      return { call: call.name, kind, verdicts, payments, carts: carts.length };
    }),
  );
  expect(paid).toEqual(cases.map(({ call, kind }) => ({ call: call.name, kind, verdicts: ['completed', 'completed'], payments: 1, carts: 0 })));
  expect(await seen.findings()).toEqual([]);
});
