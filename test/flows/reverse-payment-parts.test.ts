/** Parts of a payment given back: each act once, never more than there is; and what a sale says afterwards. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { card, expectOnce, paid, takenBack, type PaidInvoice } from './reversals-world.js';

const reason = 'Half of the year is cancelled.';
const part = ({ partyId, invoiceId, paymentId }: PaidInvoice, amount: string, occasion?: string) =>
  ({ partyId, invoiceId, paymentId, how: 'recordRefund', amount, reason, ...(occasion && { occasion }) }) as const;

// The record that a refund leaves bears our marker, in each of its signs; or there is none, and the amounts alone tell.
describe.each(['negative', 'positive', 'none'] as const)('refund records: %s', (takenBackRecord) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices: 'persisted', takenBackRecord } } });
  });
  afterAll(async () => await bench.close());

  test('twice 20.00 of 95.00 by two occasions, then what is left; no more', async () => {
    const one = await paid(bench);
    expect(await bench.run('reversePayment', part(one, '20.00'))).toMatchObject({ verdict: 'completed', result: { status: 'PartiallyRefunded', amount: '20.00' } });
    expect(await bench.run('reversePayment', part(one, '20.00', 'second'))).toMatchObject({ verdict: 'completed', result: { amount: '20.00' } });
    const tooMuch = await bench.run('reversePayment', part(one, '60.00', 'third'));
    expect(tooMuch.verdict).toBe('rejected');
    expect(tooMuch.cause!.message).toContain('has 55.00 left');
    const { amount: _all, ...rest } = part(one, '0', 'rest');
    expect(await bench.run('reversePayment', rest)).toMatchObject({ verdict: 'completed', result: { status: 'Refunded', amount: '55.00' } });
    expect(await bench.run('reversePayment', { ...rest, occasion: 'again' })).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'already-done' }] });
    expect(takenBack(bench, one, 'payment.refunded')).toEqual(['20.00', '20.00', '55.00']);
  });

  test('what is left after a part, under the same name and without an occasion', async () => {
    const one = await paid(bench);
    const { paymentId: _id, ...unnamed } = part(one, '20.00');
    expect(await bench.run('reversePayment', unnamed)).toMatchObject({ verdict: 'completed', result: { amount: '20.00' } });
    const { amount: _all, ...rest } = unnamed;
    expect(await bench.run('reversePayment', rest)).toMatchObject({ verdict: 'completed', result: { status: 'Refunded', amount: '75.00' } });
    expect(takenBack(bench, one, 'payment.refunded')).toEqual(['20.00', '75.00']);
  });

  test('a part whose answer is lost, lands late or is false is given back once', async () => {
    const faults = ['500-before', '500-after', 'drop-after', 'late', 'false-200'] as const;
    await Promise.all(
      faults.map(async (kind) => {
        const one = await paid(bench);
        bench.sim.faults.add({ operation: 'ProcessRecordRefund', contains: one.paymentId }, { kind, lateMs: 1500 });
        const report = await bench.run('reversePayment', part(one, '20.00'));
        expect([kind, report.verdict]).toEqual([kind, 'completed']);
        expect([kind, ...takenBack(bench, one, 'payment.refunded')]).toEqual([kind, '20.00']);
      }),
    );
  });

  test('a refund of the office that comes between a lost send and its look is not taken for ours', async () => {
    const one = await paid(bench);
    bench.sim.faults.add({ operation: 'ProcessRecordRefund', contains: one.paymentId }, { kind: '500-before' });
    const off = bench.sim.onHit({ operation: 'ProcessRecordRefund', contains: one.paymentId }, 'before', () => void bench.sim.staff.refundPayment(one.paymentId, '30.00'));
    const { workflowId } = await bench.start('reversePayment', part(one, '20.00'));
    expect((await bench.parked(workflowId)).parked!.why).toContain('30.00');
    off();
    expect(takenBack(bench, one, 'payment.refunded')).toEqual(['30.00']);
  });
});

describe('other records', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices: 'persisted', takenBackRecord: 'positive' } } });
  });
  afterAll(async () => await bench.close());

  test('parts of a card payment go back through the gateway, each once', async () => {
    const one = await paid(bench, card);
    const refund = { ...part(one, '20.00'), how: 'refund' } as const;
    expect((await bench.run('reversePayment', refund)).verdict).toBe('completed');
    expect((await bench.run('reversePayment', { ...refund, occasion: 'second' })).verdict).toBe('completed');
    expect(takenBack(bench, one, 'payment.paidOut')).toEqual(['20.00', '20.00']);
  });

  test('one part under two names parks, and says how another one is meant', async () => {
    const one = await paid(bench);
    const named = part(one, '20.00');
    const { paymentId: _id, ...unnamed } = named;
    const first = await bench.run('reversePayment', unnamed);
    const { workflowId, ended } = await bench.start('reversePayment', named);
    const { parked } = await bench.parked(workflowId);
    expect(parked!.verbs).toEqual(expect.arrayContaining(['markDone', 'compensate']));
    const refundId = first.ids['refundId']!;
    for (const words of [refundId, '20.00', 'occasion']) expect(parked!.why).toContain(words);
    await bench.decide(workflowId, 'markDone', { ref: refundId });
    expect((await ended).verdict).toBe('completed');
    // An amount that no refund has, and one that is said to be another, go on.
    expect((await bench.run('reversePayment', part(one, '15.00'))).verdict).toBe('completed');
    expect((await bench.run('reversePayment', part(one, '20.00', 'second'))).verdict).toBe('completed');
    expect(takenBack(bench, one, 'payment.refunded')).toEqual(['20.00', '15.00', '20.00']);
  });

  test('a part that was given back is found by its marker, though the key was forgotten', async () => {
    const one = await paid(bench);
    const { workflowId, ended } = await bench.start('reversePayment', part(one, '20.00'));
    await ended;
    const again = await bench.start('reversePayment', part(one, '20.00'), { workflowId });
    expect(await again.ended).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'done', owner: 'us' }] });
    expect(takenBack(bench, one, 'payment.refunded')).toEqual(['20.00']);
  });

  test('where the tenant moves PaidThru back, the report says so', async () => {
    bench.sim.switches.reversalMovesPaidThru = true;
    const one = await paid(bench);
    const { amount: _all, ...whole } = part(one, '0');
    const report = await bench.run('reversePayment', { ...whole, how: 'reverse' });
    bench.sim.switches.reversalMovesPaidThru = false;
    expect(report).toMatchObject({ verdict: 'completed', result: { paidThru: null, paidThruMoved: true } });
    expect(report.steps[1]!.note).not.toContain('modifySubscription');
  });

  test('a sale whose payment was reversed: its report stands, and a deliberate second act pays what is open again', async () => {
    const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
    const sale = { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash };
    const sold = await bench.run('purchaseSubscription', sale);
    const invoiceId = sold.ids['invoiceId']!;
    expect((await bench.run('reversePayment', { partyId, invoiceId, how: 'reverse', reason })).verdict).toBe('completed');
    const again = await bench.run('purchaseSubscription', { ...sale, occasion: 'second' });
    expect(again).toMatchObject({ verdict: 'completed', result: { balance: '0.00' }, steps: [{ outcome: 'already-done' }, { outcome: 'done' }] });
    expect(bench.sim.staff.owed(invoiceId)).toBe('0.00');
    // A payment by the reference that was reversed is neither done nor repeated.
    const same = { partyId, invoiceId, payment: { ...cash, amount: '95.00', reference: sold.ids['paymentReference']! } };
    const repeated = await bench.run('payInvoice', same);
    expect(repeated.verdict).toBe('rejected');
    expect(repeated.cause!.message).toContain('is Reversed');
    const one = { partyId, invoiceId, paymentId: bench.sim.ledger.find((entry) => entry.kind === 'payment.reversed' && entry.partyId === partyId)!.paymentId! };
    expectOnce(bench, one, 'payment.reversed');
  });
});
