/** Lost and false answers of taking a payment back: one effect, whatever the API says. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import type { Fault } from '../simulator/index.js';
import { balanceOf, card, expectOnce, paid, takenBack, type PaidInvoice } from './reversals-world.js';

const reason = 'The check was returned unpaid.';
let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const match = { reverse: { operation: 'Reverse' }, refund: { operation: 'Refund' }, recordRefund: { operation: 'ProcessRecordRefund' } } as const;
const input = ({ partyId, invoiceId, paymentId }: PaidInvoice, how: keyof typeof match) => ({ partyId, invoiceId, paymentId, how, reason });
const faultOn = ({ paymentId }: PaidInvoice, how: keyof typeof match, fault: Fault) => bench.sim.faults.add({ ...match[how], contains: paymentId }, fault);

const UNSURE: Fault[] = [
  { kind: '500-before' },
  { kind: '500-after' },
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'late', lateMs: 1500 },
  { kind: 'false-200' },
  { kind: 'service-failure' },
  { kind: 'truncated-json' },
  { kind: 'stale-read', staleMs: 1000 },
];

// At the same time: each waits for its settle time.
test.each(['reverse', 'recordRefund'] as const)('%s: lost, late and false answers', async (how) => {
  await Promise.all(
    UNSURE.map(async (fault) => {
      const one = await paid(bench);
      faultOn(one, how, fault);
      const report = await bench.run('reversePayment', input(one, how));
      expect([fault.kind, report.verdict, report.result['status']]).toEqual([fault.kind, 'completed', how === 'reverse' ? 'Reversed' : 'Refunded']);
      expectOnce(bench, one, how === 'reverse' ? 'payment.reversed' : 'payment.refunded');
    }),
  );
});

test('a refund whose answer is lost is never sent again: it completes when it is seen, else it parks', async () => {
  await Promise.all(
    UNSURE.map(async (fault) => {
      const one = await paid(bench, card);
      faultOn(one, 'refund', fault);
      const { workflowId, ended } = await bench.start('reversePayment', input(one, 'refund'));
      if (/before|false|failure/.test(fault.kind)) {
        expect((await bench.parked(workflowId)).parked!.why).toContain('not sent again');
        await bench.decide(workflowId, 'retry', {});
        expect((await bench.parked(workflowId, 2)).parked!.why).toContain('not sent again');
        expect([fault.kind, takenBack(bench, one, 'payment.paidOut')]).toEqual([fault.kind, []]);
      } else {
        expect([fault.kind, (await ended).verdict]).toEqual([fault.kind, 'completed']);
        expectOnce(bench, one, 'payment.paidOut');
      }
    }),
  );
});

test('a refund that the gateway made and iMIS lost parks; what a person then records in iMIS is found and marked done', async () => {
  const one = await paid(bench, card);
  faultOn(one, 'refund', { kind: 'card-charged-not-applied' });
  const { workflowId, ended } = await bench.start('reversePayment', input(one, 'refund'));
  expect((await bench.parked(workflowId)).parked!.why).toContain('must be looked up there');
  expectOnce(bench, one, 'payment.paidOut');
  // Nothing to be seen yet: not believed.
  await expect(bench.decide(workflowId, 'markDone', { ref: 'none' })).rejects.toThrow();
  const record = bench.sim.staff.refundPayment(one.paymentId);
  await bench.decide(workflowId, 'markDone', { ref: record.paymentId });
  expect(await ended).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'marked-done', ids: { paymentId: one.paymentId } }] });
  expectOnce(bench, one, 'payment.paidOut');
});

test('what the gateway refused a person may leave, and the report says that it was left', async () => {
  const one = await paid(bench, card);
  faultOn(one, 'refund', { kind: 'card-declined' });
  const { workflowId, ended } = await bench.start('reversePayment', input(one, 'refund'));
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'skip', {});
  expect(await ended).toMatchObject({ verdict: 'completed-with-exceptions', steps: [{}, { outcome: 'skipped' }] });
  expect(takenBack(bench, one, 'payment.paidOut')).toEqual([]);
});

test.each(['reverse', 'refund', 'recordRefund'] as const)('%s: a release that lacks it parks, and another way may be taken', async (how) => {
  const one = await paid(bench, card);
  faultOn(one, how, { kind: '501' });
  const { workflowId, ended } = await bench.start('reversePayment', input(one, how));
  expect((await bench.parked(workflowId)).parked!.why).toContain('501');
  const other = how === 'recordRefund' ? 'reverse' : 'recordRefund';
  await bench.decide(workflowId, 'retryWith', { input: { how: other } });
  expect(await ended).toMatchObject({ verdict: 'completed', result: { status: other === 'reverse' ? 'Reversed' : 'Refunded' } });
  expectOnce(bench, one, other === 'reverse' ? 'payment.reversed' : 'payment.refunded');
});

test.each(['reverse', 'recordRefund'] as const)('%s: a refusal is believed when nothing has changed', async (how) => {
  const one = await paid(bench);
  faultOn(one, how, { kind: 'validation-400', message: 'Not now.' });
  const report = await bench.run('reversePayment', input(one, how));
  expect(report.verdict).toBe('rejected');
  expect(report.cause!.message).toContain('Not now.');
  expect(balanceOf(bench, one)).toBe('0.00');
});

test.each(['reverse', 'refund', 'recordRefund'] as const)('%s: two flows on one payment at once take it back once', async (how) => {
  const one = await paid(bench, card);
  const { paymentId: _named, ...unnamed } = input(one, how);
  // Neither the keys nor the names of the payment are the same.
  const reports = await Promise.all([bench.run('reversePayment', input(one, how)), bench.run('reversePayment', unnamed)]);
  expect(reports.map((report) => report.verdict)).toEqual(['completed', 'completed']);
  expect(reports.map((report) => report.steps[1]!.outcome).sort()).toEqual(['already-done', 'done']);
  expectOnce(bench, one, how === 'reverse' ? 'payment.reversed' : 'payment.refunded');
});

test('a second flow waits while the lost reversal of the first is landing', async () => {
  const one = await paid(bench);
  faultOn(one, 'reverse', { kind: 'late', lateMs: 1800 });
  const reports = await Promise.all([
    bench.run('reversePayment', input(one, 'reverse')),
    bench.run('reversePayment', { ...input(one, 'reverse'), occasion: 'second' }),
  ]);
  expect(reports.map((report) => report.verdict)).toEqual(['completed', 'completed']);
  expectOnce(bench, one, 'payment.reversed');
});

test('a reversal by the office between look and send is seen, and none made', async () => {
  const one = await paid(bench);
  faultOn(one, 'reverse', { kind: '429', retryAfter: 1 });
  const off = bench.sim.onHit({ operation: 'Reverse', contains: one.paymentId }, 'before', () => void bench.sim.staff.reversePayment(one.paymentId));
  const report = await bench.run('reversePayment', input(one, 'reverse')).finally(off);
  expect(report).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'already-done', owner: 'other' }] });
  expectOnce(bench, one, 'payment.reversed');
});

test('a payment that is pending waits for its batch', async () => {
  bench.sim.switches.paymentsPending = true;
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01' });
  const { invoiceId } = bench.sim.world.invoicesOf(partyId).at(-1)!;
  const { paymentId } = bench.sim.staff.payInvoice(invoiceId, 'CHK-P');
  bench.sim.switches.paymentsPending = false;
  const one = { partyId, invoiceId, paymentId };
  const { workflowId, ended } = await bench.start('reversePayment', input(one, 'reverse'));
  expect((await bench.parked(workflowId)).parked!.why).toContain('post its batch');
  bench.sim.staff.postPayments();
  await bench.decide(workflowId, 'retry', {});
  expect((await ended).verdict).toBe('completed');
  expectOnce(bench, one, 'payment.reversed');
});
