import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { debtor, payments } from './debtors-world.js';
import { card } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const pays = (partyId: string) => ({ method: 'POST', path: '/api/ComboOrder', contains: partyId }) as const;

test('two flows that pay one invoice at the same moment make one payment', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const reports = await Promise.all([
    bench.run('payInvoice', { partyId, invoiceId, payment: cash }),
    bench.run('payInvoice', { partyId, invoiceId, payment: { ...cash, reference: 'R-2' }, occasion: 'second' }),
  ]);
  expect(reports.map((report) => report.verdict)).toEqual(['completed', 'completed']);
  expect(payments(bench, partyId)).toHaveLength(1);
});

test('two flows for one invoice make one payment though the first answer is lost and its payment lands late', async () => {
  const { partyId, invoiceId } = debtor(bench);
  bench.sim.faults.add(pays(partyId), { kind: 'late', lateMs: 1800 });
  const first = await bench.start('payInvoice', { partyId, invoiceId, payment: cash });
  const second = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, reference: 'R-3' }, occasion: 'second' });
  expect((await first.ended).verdict).toBe('completed');
  expect((await second.ended).verdict).toBe('completed');
  expect(payments(bench, partyId)).toHaveLength(1);
});

test('a payment by staff between look and payment is seen, and no second one made', async () => {
  const { partyId, invoiceId } = debtor(bench);
  // The API is down for the first try of the payment; meanwhile somebody pays by hand.
  bench.sim.faults.add(pays(partyId), { kind: '429', retryAfter: 1 });
  const off = bench.sim.onHit(pays(partyId), 'before', () => void bench.sim.staff.payInvoice(invoiceId, 'by hand'));
  const paying = bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  const report = await paying.finally(off);
  expect(report).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(payments(bench, partyId).map((entry) => entry.user)).toEqual(['staff']);
});

test('a payment by staff while ours is being sent is not called ours: the credit that ours became is told', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const off = bench.sim.onHit(pays(partyId), 'before', () => void bench.sim.staff.payInvoice(invoiceId, 'by hand'));
  const { workflowId } = await bench.start('payInvoice', { partyId, invoiceId, payment: cash });
  const { parked } = await bench.parked(workflowId);
  off();
  const credit = bench.sim.ledger.find((entry) => entry.partyId === partyId && entry.kind === 'credit.created')!;
  expect(parked!.why).toContain(`payment ${credit.paymentId!} with reference`);
  expect(parked!.why).toContain('applied to no invoice');
  expect(payments(bench, partyId).map((entry) => entry.user)).toEqual(['staff']);
});

test.each(['card-declined', 'card-voided'] as const)('%s ends as rejected', async (kind) => {
  const { partyId, invoiceId } = debtor(bench);
  bench.sim.faults.add(pays(partyId), { kind });
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: card });
  expect(report.verdict).toBe('rejected');
  expect(payments(bench, partyId)).toEqual([]);
});

test('a card that was charged and not applied parks and is never charged again', async () => {
  const { partyId, invoiceId } = debtor(bench);
  bench.sim.faults.add(pays(partyId), { kind: 'card-charged-not-applied' });
  const { workflowId } = await bench.start('payInvoice', { partyId, invoiceId, payment: card });
  expect((await bench.parked(workflowId)).parked!.why).toContain('charged');
  await bench.decide(workflowId, 'retry', {});
  await bench.parked(workflowId, 2);
  expect(bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.charged')).toHaveLength(1);
  await expect(bench.decide(workflowId, 'compensate', {})).rejects.toThrow(/reversePayment/);
});
