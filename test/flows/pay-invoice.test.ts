import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

/** A member with an open invoice of 95.00. */
async function debtor(itemId = 'REG', partyId = bench.sim.world.addParty({ customerType: 'M' }).partyId) {
  const row = bench.sim.staff.addSubscription({ partyId, itemId, beginDate: '2026-01-01' });
  return { partyId, invoiceId: bench.sim.world.invoicesOf(partyId).at(-1)!.invoiceId, row };
}
const payments = (partyId: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied');

test('pays an invoice in 3 calls, and finds it paid the next time', async () => {
  const { partyId, invoiceId } = await debtor();
  const before = bench.sim.calls.length;
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '95.00', balance: '0.00' } });
  expect(bench.sim.calls.length - before).toBeLessThanOrEqual(4); // with the first login
  const again = await bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  expect(again).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(payments(partyId)).toHaveLength(1);
});

test('pays a part once for each reference', async () => {
  const { partyId, invoiceId } = await debtor();
  const part = { ...cash, amount: '20.00', reference: 'CHK-77' };
  expect(await bench.run('payInvoice', { partyId, invoiceId, payment: part })).toMatchObject({ verdict: 'completed', result: { balance: '75.00' } });
  // The key is forgotten (another occasion stands for that): the look alone carries it.
  const forgotten = await bench.run('payInvoice', { partyId, invoiceId, payment: part, occasion: 'forgotten' });
  expect(forgotten).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done' }] });
  await bench.run('payInvoice', { partyId, invoiceId, payment: { ...part, reference: 'CHK-78' } });
  expect(payments(partyId).map((entry) => entry.reference)).toEqual(['CHK-77', 'CHK-78']);
});

test('pays all open invoices by one payment', async () => {
  const { partyId } = await debtor('REG');
  await debtor('JOUR', partyId);
  const report = await bench.run('payInvoice', { partyId, allOpen: true, payment: cash });
  expect(report).toMatchObject({ verdict: 'completed' });
  expect(bench.sim.world.invoicesOf(partyId).map((invoice) => Number(invoice.balance))).toEqual([0, 0]);
  expect(new Set(payments(partyId).map((entry) => entry.paymentId)).size).toBe(1);
});

test('pays lines as allocated', async () => {
  const { partyId, invoiceId } = await debtor();
  const lineId = `${partyId}:${partyId}:REG`;
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: cash, lines: [{ lineId, amount: '30.00' }] });
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '30.00', balance: '65.00' } });
});

test('refuses more than is owed, another bill-to party and an unknown invoice', async () => {
  const { partyId, invoiceId } = await debtor();
  const other = bench.sim.world.addParty({}).partyId;
  const verdictOf = async (input: Parameters<Bench['run']>[1]) => (await bench.run('payInvoice', input as never)).verdict;
  expect(await verdictOf({ partyId, invoiceId, payment: { ...cash, amount: '500' } })).toBe('rejected');
  expect(await verdictOf({ partyId: other, invoiceId, payment: cash })).toBe('rejected');
  expect(await verdictOf({ partyId, invoiceId: '99999999', payment: cash })).toBe('rejected');
  expect(payments(partyId)).toEqual([]);
});

test('parks above maxAmount and goes on with a corrected one', async () => {
  const { partyId, invoiceId } = await debtor();
  const { workflowId, ended } = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, maxAmount: '50' } });
  const parked = await bench.parked(workflowId);
  expect(parked).toMatchObject({ state: 'parked', parked: { step: 'pay invoice' } });
  expect(parked.parked!.why).toContain('more than maxAmount 50.00');
  await bench.decide(workflowId, 'retryWith', { input: { payment: { ...cash, maxAmount: '100' } } });
  expect(await ended).toMatchObject({ verdict: 'completed', operator: [{ verb: 'retryWith', by: 'Kim', why: 'test' }] });
});

test('parks an invoice under AutoPay', async () => {
  const { partyId, invoiceId } = await debtor();
  bench.sim.world.setAutoPay(invoiceId, 'AP-1');
  const { workflowId } = await bench.start('payInvoice', { partyId, invoiceId, payment: cash });
  expect((await bench.parked(workflowId)).parked!.why).toContain('AutoPay');
  expect(payments(partyId)).toEqual([]);
});

test('two flows that pay one invoice at the same moment make one payment', async () => {
  const { partyId, invoiceId } = await debtor();
  const reports = await Promise.all([
    bench.run('payInvoice', { partyId, invoiceId, payment: cash }),
    bench.run('payInvoice', { partyId, invoiceId, payment: { ...cash, reference: 'R-2' }, occasion: 'second' }),
  ]);
  expect(reports.map((report) => report.verdict)).toEqual(['completed', 'completed']);
  expect(payments(partyId)).toHaveLength(1);
});

test('two flows for one invoice make one payment though the first answer is lost and its payment lands late', async () => {
  const { partyId, invoiceId } = await debtor();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'late', lateMs: 1800 });
  const first = await bench.start('payInvoice', { partyId, invoiceId, payment: cash });
  const second = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, reference: 'R-3' }, occasion: 'second' });
  expect((await first.ended).verdict).toBe('completed');
  expect((await second.ended).verdict).toBe('completed');
  expect(payments(partyId)).toHaveLength(1);
});

test('a payment by staff between look and payment is seen, and no second one made', async () => {
  const { partyId, invoiceId } = await debtor();
  // The API is down for the first try of the payment; meanwhile somebody pays by hand.
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: '429', retryAfter: 1 });
  const off = bench.sim.onHit({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, 'before', () => void bench.sim.staff.payInvoice(invoiceId, 'by hand'));
  const paying = bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  const report = await paying.finally(off);
  expect(report).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(payments(partyId).map((entry) => entry.user)).toEqual(['staff']);
});

test.each(['card-declined', 'card-voided'] as const)('%s ends as rejected', async (kind) => {
  const { partyId, invoiceId } = await debtor();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind });
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: { methodId: 'VISA', type: 'CreditCard', token: 'tok_1' } });
  expect(report.verdict).toBe('rejected');
  expect(payments(partyId)).toEqual([]);
});

test('a card that was charged and not applied parks and is never charged again', async () => {
  const { partyId, invoiceId } = await debtor();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'card-charged-not-applied' });
  const { workflowId } = await bench.start('payInvoice', { partyId, invoiceId, payment: { methodId: 'VISA', type: 'CreditCard', token: 'tok_2' } });
  expect((await bench.parked(workflowId)).parked!.why).toContain('charged');
  await bench.decide(workflowId, 'retry', {});
  await bench.parked(workflowId, 2);
  expect(bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.charged')).toHaveLength(1);
  await expect(bench.decide(workflowId, 'compensate', {})).rejects.toThrow(/reversePayment/);
});
