import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../simulator/index.js';
import { openBench, type Bench } from '../setup/bench.js';
import { check, DUES, each, invoices, judged, newMember, PAYMENTS, payments, regular, run, runLate, start } from './dues-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => await bench.close());

const atPayment = (reference: string, fault: Fault): void => void bench.sim.faults.add({ method: 'POST', path: PAYMENTS, contains: reference }, fault);

describe('a payment', () => {
  const pays = (memberId: number, type: 'Check' | 'CreditCard' | 'BankDraft' = 'Check') => regular(memberId, { payment: { type, reference: `CHK-${memberId}` } });

  test('by check is made once after each fault', async () => {
    const faults: Fault[] = [{ kind: '401' }, { kind: '500-after' }, { kind: 'drop-before' }, { kind: 'late', lateMs: 1800 }, { kind: 'false-200' }, { kind: 'service-failure', saved: true }];
    const ended = await each(faults, async (fault) => {
      const memberId = newMember(bench);
      atPayment(`CHK-${memberId}`, fault);
      const { verdict, result } = await runLate(bench, pays(memberId));
      return { verdict, balance: result['balance'], paid: payments(bench, memberId).map(({ amount }) => amount) };
    });
    for (const one of ended) expect(one).toEqual({ kind: one.kind, verdict: 'completed', balance: '0.00', paid: ['120.00'] });
  }, 60_000);

  test.each(['CreditCard', 'BankDraft'] as const)('by %s is never sent twice', async (type) => {
    const memberId = newMember(bench);
    atPayment(`CHK-${memberId}`, { kind: 'drop-before' });
    const { workflowId } = await start(bench, pays(memberId, type));
    expect((await bench.parked(workflowId)).parked).toMatchObject({ step: 'pay dues', verbs: ['retry', 'markDone'] });
    expect(payments(bench, memberId)).toEqual([]);
  });

  test('in the wrong unit is seen', async () => {
    const memberId = newMember(bench);
    bench.sim.switches.ymPaymentUnit = 'cents';
    const { workflowId } = await start(bench, regular(memberId, { payment: check }));
    const { parked } = await bench.parked(workflowId).finally(() => (bench.sim.switches.ymPaymentUnit = 'units'));
    expect(parked!.why).toMatch(/balance is 118.80: is YM_PAYMENT_UNIT right/);
    expect(payments(bench, memberId)).toHaveLength(1);
  });

  test('that the office has made meanwhile is not made again', async () => {
    const memberId = newMember(bench);
    const { ym } = bench.sim;
    const off = bench.sim.onHit({ method: 'POST', path: DUES, contains: String(memberId) }, 'after', () => ym.office.payInvoice(ym.store.invoices.by('member', String(memberId))[0]!.number, 'counter'));
    const report = await run(bench, regular(memberId, { payment: check })).finally(off);
    expect(report).toMatchObject({ verdict: 'completed', steps: [{}, {}, { outcome: 'already-done', owner: 'other' }] });
    expect(payments(bench, memberId)).toMatchObject([{ reference: 'counter' }]);
  });

  test('that is refused leaves the invoice and parks', async () => {
    const memberId = newMember(bench);
    atPayment(`CHK-${memberId}`, { kind: 'validation-400', message: 'No.' });
    const { workflowId } = await start(bench, pays(memberId));
    expect((await bench.parked(workflowId)).parked).toMatchObject({ step: 'pay dues', why: expect.stringContaining('No.') });
    expect(invoices(bench, memberId)).toHaveLength(1);
  });
});

test('nothing was made twice, left behind or falsely told', async () => await judged(bench));
