import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { debtor, payments } from './debtors-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

test('pays an invoice in 4 calls, and finds it paid the next time', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const before = bench.sim.calls.length;
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '95.00', balance: '0.00' } });
  expect(bench.sim.calls.length - before).toBeLessThanOrEqual(5); // with the first login
  const again = await bench.run('payInvoice', { partyId, invoiceId, payment: cash });
  expect(again).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(payments(bench, partyId)).toHaveLength(1);
});

test('pays a part once for each reference', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const part = { ...cash, amount: '20.00', reference: 'CHK-77' };
  expect(await bench.run('payInvoice', { partyId, invoiceId, payment: part })).toMatchObject({ verdict: 'completed', result: { balance: '75.00' } });
  // The key is forgotten (another occasion stands for that): the look alone carries it.
  const forgotten = await bench.run('payInvoice', { partyId, invoiceId, payment: part, occasion: 'forgotten' });
  expect(forgotten).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done' }] });
  await bench.run('payInvoice', { partyId, invoiceId, payment: { ...part, reference: 'CHK-78' } });
  expect(payments(bench, partyId).map((entry) => entry.reference)).toEqual(['CHK-77', 'CHK-78']);
});

test('pays all open invoices by one payment', async () => {
  const { partyId } = debtor(bench, 'REG');
  debtor(bench, 'JOUR', partyId);
  const report = await bench.run('payInvoice', { partyId, allOpen: true, payment: cash });
  expect(report).toMatchObject({ verdict: 'completed' });
  expect(bench.sim.world.invoicesOf(partyId).map((invoice) => Number(invoice.balance))).toEqual([0, 0]);
  expect(new Set(payments(bench, partyId).map((entry) => entry.paymentId)).size).toBe(1);
});

test('pays lines as allocated', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const lineId = `${partyId}:${partyId}:REG`;
  const report = await bench.run('payInvoice', { partyId, invoiceId, payment: cash, lines: [{ lineId, amount: '30.00' }] });
  expect(report).toMatchObject({ verdict: 'completed', result: { amount: '30.00', balance: '65.00' } });
});

test('refuses more than is owed, another bill-to party and an unknown invoice', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const other = bench.sim.world.addParty({}).partyId;
  const verdictOf = async (input: Parameters<Bench['run']>[1]) => (await bench.run('payInvoice', input as never)).verdict;
  expect(await verdictOf({ partyId, invoiceId, payment: { ...cash, amount: '500' } })).toBe('rejected');
  expect(await verdictOf({ partyId: other, invoiceId, payment: cash })).toBe('rejected');
  expect(await verdictOf({ partyId, invoiceId: '99999999', payment: cash })).toBe('rejected');
  expect(payments(bench, partyId)).toEqual([]);
});

test('parks above maxAmount and goes on with a corrected one', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const { workflowId, ended } = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, maxAmount: '50' } });
  const parked = await bench.parked(workflowId);
  expect(parked).toMatchObject({ state: 'parked', parked: { step: 'pay invoice' } });
  expect(parked.parked!.why).toContain('more than maxAmount 50.00');
  await bench.decide(workflowId, 'retryWith', { input: { payment: { ...cash, maxAmount: '100' } } });
  expect(await ended).toMatchObject({ verdict: 'completed', operator: [{ verb: 'retryWith', by: 'Kim', why: 'test' }] });
});

test('a correction that is no valid input leaves the flow parked, names the member and is not kept', async () => {
  const { partyId, invoiceId } = debtor(bench);
  const { workflowId, ended } = await bench.start('payInvoice', { partyId, invoiceId, payment: { ...cash, maxAmount: '50' } });
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'retryWith', { input: { payment: { methodId: 'CASH' } } });
  const parked = await bench.parked(workflowId, 2);
  expect(parked).toMatchObject({ parked: { step: 'pay invoice', why: expect.stringContaining('payment.type') as unknown }, steps: [{ outcome: 'unavailable' }] });
  await bench.decide(workflowId, 'retry', {});
  expect((await bench.parked(workflowId, 3)).parked!.why).toContain('more than maxAmount 50.00');
  await bench.decide(workflowId, 'retryWith', { input: { payment: cash } });
  expect((await ended).verdict).toBe('completed');
  expect(payments(bench, partyId)).toHaveLength(1);
});

test('parks an invoice under AutoPay', async () => {
  const { partyId, invoiceId } = debtor(bench);
  bench.sim.world.setAutoPay(invoiceId, 'AP-1');
  const { workflowId } = await bench.start('payInvoice', { partyId, invoiceId, payment: cash });
  expect((await bench.parked(workflowId)).parked!.why).toContain('AutoPay');
  expect(payments(bench, partyId)).toEqual([]);
});
