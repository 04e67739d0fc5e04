/** Taking a payment back, in each of its ways; which payment is meant; what is refused. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { balanceOf, card, expectOnce, paid, takenBack } from './reversals-world.js';

const reason = 'The check was returned unpaid.';

describe.each(['legacy', 'persisted'] as const)('with %s invoices', (invoices) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices } } });
  });
  afterAll(async () => await bench.close());

  test('reverses a payment: the invoice is open again, and PaidThru that stays is told', async () => {
    const one = await paid(bench);
    const before = bench.sim.calls.length;
    const report = await bench.run('reversePayment', { partyId: one.partyId, invoiceId: one.invoiceId, how: 'reverse', reason });
    expect(report).toMatchObject({
      verdict: 'completed',
      result: { paymentId: one.paymentId, status: 'Reversed', amount: '95.00', balance: '95.00', paidThru: '2026-12-31', paidThruMoved: false },
      steps: [{ outcome: 'done' }, { outcome: 'done', owner: 'us' }],
    });
    expect(report.steps[1]!.note).toContain('set it by modifySubscription');
    expect(bench.sim.calls.length - before).toBe(11);
    expectOnce(bench, one, 'payment.reversed');
    expect(balanceOf(bench, one)).toBe('95.00');
    const again = await bench.run('reversePayment', { partyId: one.partyId, invoiceId: one.invoiceId, how: 'reverse', reason });
    expect(again).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'already-done', owner: 'other' }], result: { paidThruMoved: false } });
    expectOnce(bench, one, 'payment.reversed');
  });

  test('gives the money of a card back through the gateway', async () => {
    const one = await paid(bench, card);
    const report = await bench.run('reversePayment', { partyId: one.partyId, invoiceId: one.invoiceId, how: 'refund', reason });
    expect(report).toMatchObject({ verdict: 'completed', result: { status: 'Refunded', amount: '95.00', balance: '0.00', paidThruMoved: false } });
    expectOnce(bench, one, 'payment.paidOut');
    expectOnce(bench, one, 'payment.refunded');
  });

  test('records a refund that was made by other means', async () => {
    const one = await paid(bench, { ...cash, reference: 'CHK-5' });
    const input = { partyId: one.partyId, invoiceId: one.invoiceId, how: 'recordRefund', paymentReference: 'CHK-5', reason } as const;
    expect(await bench.run('reversePayment', input)).toMatchObject({ verdict: 'completed', result: { status: 'Refunded', amount: '95.00' } });
    expectOnce(bench, one, 'payment.refunded');
    expect(takenBack(bench, one, 'payment.paidOut')).toEqual([]);
  });
});

describe('which payment, and what is refused', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  });
  afterAll(async () => await bench.close());

  test('several payments and none named: refused with the list; named by id: that one', async () => {
    const one = await paid(bench, { ...cash, amount: '20.00', reference: 'CHK-1' });
    const { partyId, invoiceId } = one;
    await bench.run('payInvoice', { partyId, invoiceId, payment: { ...cash, reference: 'CHK-2' } });
    const report = await bench.run('reversePayment', { partyId, invoiceId, how: 'reverse', reason });
    expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'find payment' } });
    expect(report.cause!.message).toMatch(new RegExp(`payment ${one.paymentId} \\(CHK-1\\), payment \\d+ \\(CHK-2\\); give paymentId`));
    const named = await bench.run('reversePayment', { partyId, invoiceId, how: 'reverse', paymentId: one.paymentId, reason });
    expect(named).toMatchObject({ verdict: 'completed', result: { paymentId: one.paymentId, balance: '20.00' } });
    expectOnce(bench, one, 'payment.reversed', '20.00');
  });

  test('a payment of another party, of another invoice, or none', async () => {
    const [one, other] = [await paid(bench), await paid(bench)];
    const refusal = async (input: object): Promise<string> => {
      const report = await bench.run('reversePayment', { partyId: one.partyId, invoiceId: one.invoiceId, how: 'reverse', reason, ...input } as never);
      expect(report.verdict).toBe('rejected');
      return report.cause!.message;
    };
    expect(await refusal({ paymentId: other.paymentId })).toContain(`does not pay invoice ${one.invoiceId}`);
    expect(await refusal({ partyId: other.partyId, paymentId: one.paymentId })).toContain('neither made payment');
    expect(await refusal({ paymentId: '999' })).toContain('there is no payment 999');
    expect(await refusal({ paymentReference: 'NONE' })).toContain('there is no payment with reference NONE');
    expect(await refusal({ invoiceId: other.invoiceId, occasion: 'another' })).toContain('has no payment on invoice');
    expect([...takenBack(bench, one, 'payment.reversed'), ...takenBack(bench, other, 'payment.reversed')]).toEqual([]);
  });

  test('cash has no gateway to go back through, and more than was paid does not go back', async () => {
    const one = await paid(bench);
    const { partyId, invoiceId } = one;
    const refund = await bench.run('reversePayment', { partyId, invoiceId, how: 'refund', reason });
    expect(refund).toMatchObject({ verdict: 'rejected' });
    expect(refund.cause!.message).toContain('use recordRefund');
    const more = await bench.run('reversePayment', { partyId, invoiceId, how: 'recordRefund', amount: '95.01', reason });
    expect(more.cause!.message).toContain('less than the amount asked for');
    expect(takenBack(bench, one, 'payment.refunded')).toEqual([]);
  });

  test('what was reversed is not refunded, and what was refunded not reversed', async () => {
    const [reversed, refunded] = [await paid(bench), await paid(bench)];
    const run = async ({ partyId, invoiceId }: typeof reversed, how: 'reverse' | 'recordRefund', occasion?: string) =>
      (await bench.run('reversePayment', { partyId, invoiceId, how, reason, ...(occasion && { occasion }) })).verdict;
    expect([await run(reversed, 'reverse'), await run(reversed, 'recordRefund', 'two')]).toEqual(['completed', 'rejected']);
    expect([await run(refunded, 'recordRefund'), await run(refunded, 'reverse', 'two')]).toEqual(['completed', 'rejected']);
  });

  test('a reversal that opens other invoices again needs the payment named', async () => {
    const one = await paid(bench, { ...cash, amount: '1.00', reference: 'CHK-0' });
    const { partyId } = one;
    bench.sim.staff.addSubscription({ partyId, itemId: 'JOUR', beginDate: '2026-01-01' });
    await bench.run('payInvoice', { partyId, allOpen: true, payment: { ...cash, reference: 'CHK-ALL' } });
    const journal = bench.sim.world.invoicesOf(partyId).find((invoice) => invoice.invoiceId !== one.invoiceId)!.invoiceId;
    const unnamed = await bench.run('reversePayment', { partyId, invoiceId: journal, how: 'reverse', reason });
    expect(unnamed.cause!.message).toContain(`pays ${one.invoiceId} as well`);
    const named = await bench.run('reversePayment', { partyId, invoiceId: journal, how: 'reverse', paymentReference: 'CHK-ALL', reason });
    expect(named.verdict).toBe('completed');
    expect(named.steps[1]!.note).toContain(`it paid ${one.invoiceId} as well`);
  });
});
