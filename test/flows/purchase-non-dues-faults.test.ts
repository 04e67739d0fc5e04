import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { businessKey } from '../../workflows/contracts/keys.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { atlas, billMe, card, CYCLE, effects, journal, newBuyer, standing, watch } from './orders-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const submits = (partyId: string) => ({ method: 'POST', path: '/api/ComboOrder', contains: partyId }) as const;

describe('an answer that is lost or wrong', () => {
  test('one order and one payment, whatever becomes of it', async () => {
    const seen = watch(bench);
    const kinds = ['500-after', 'drop-after', 'late', '500-before', 'drop-before', 'false-200', 'html-502-after', '429', '401'] as const;
    const bought = await Promise.all(
      kinds.map(async (kind) => {
        const partyId = newBuyer(bench);
        bench.sim.faults.add(submits(partyId), kind === 'late' ? { kind, lateMs: 1800 } : kind === '429' ? { kind, retryAfter: 1 } : { kind });
        const { verdict } = await seen.run('purchaseNonDues', { partyId, items: [journal], payment: cash });
        const { orders, payments } = standing(bench, partyId);
        return { kind, verdict, orders, payments };
      }),
    );
    expect(bought).toEqual(kinds.map((kind) => ({ kind, verdict: 'completed', orders: 1, payments: 1 })));
    expect(await seen.findings()).toEqual([]);
  });

  test('one order to be billed, whatever becomes of it', async () => {
    const seen = watch(bench);
    const kinds = ['500-after', 'late', 'false-200', 'stale-read'] as const;
    const bought = await Promise.all(
      kinds.map(async (kind) => {
        const partyId = newBuyer(bench);
        bench.sim.faults.add(submits(partyId), kind === 'late' ? { kind, lateMs: 1800 } : kind === 'stale-read' ? { kind, staleMs: 1500, answer: 'drop' } : { kind });
        const { verdict } = await seen.run('purchaseNonDues', { partyId, items: [journal], ...billMe });
        const { orders, payments } = standing(bench, partyId);
        return { kind, verdict, orders, payments };
      }),
    );
    expect(bought).toEqual(kinds.map((kind) => ({ kind, verdict: 'completed', orders: 1, payments: 0 })));
    expect(await seen.findings()).toEqual([]);
  });

  test('a terminated run and a forgotten key: the order is found by its payment', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const input = { partyId, items: [journal], payment: cash };
    const key = businessKey('purchaseNonDues', { ...input, tenant: bench.tenant.name });
    const off = bench.sim.onHit(submits(partyId), 'after', () => bench.client.workflow.getHandle(key).terminate('test').then(() => undefined));
    await expect(bench.run('purchaseNonDues', input)).rejects.toThrow();
    off();
    expect(await seen.run('purchaseNonDues', input)).toMatchObject({ verdict: 'completed', result: { amount: '95.00' }, steps: [{ outcome: 'done', owner: 'us' }] });
    expect(standing(bench, partyId)).toMatchObject({ orders: 1, payments: 1 });
    expect(await seen.findings()).toEqual([]);
  });

  test('somebody who buys the same a moment before is not paid for', async () => {
    const partyId = newBuyer(bench);
    const off = bench.sim.onHit(submits(partyId), 'before', () => void bench.sim.staff.buy(partyId, CYCLE, 'JOUR'));
    const report = await bench.run('purchaseNonDues', { partyId, items: [journal], payment: cash, termBegin: '2026-11-01' });
    off();
    expect(report.verdict).toBe('rejected');
    expect(effects(bench, partyId, 'order.placed').map(({ user }) => user)).toEqual(['staff']);
    expect(standing(bench, partyId).payments).toBe(0);
  });

  test('a price that rises right before the order comes in buys nothing', async () => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    const off = bench.sim.onHit(submits(partyId), 'before', () => void bench.sim.staff.setPrice('ATLAS', '300.00'));
    expect((await seen.run('purchaseNonDues', { partyId, items: [atlas], payment: cash })).verdict).toBe('rejected');
    off();
    expect(standing(bench, partyId)).toMatchObject({ rows: [], orders: 0, payments: 0 });
    expect(await seen.findings()).toEqual([]);
  });
});

describe('payments that fail', () => {
  test.each(['card-declined', 'card-voided'] as const)('%s is rejected', async (kind) => {
    const partyId = newBuyer(bench);
    const seen = watch(bench);
    bench.sim.faults.add(submits(partyId), { kind });
    expect((await seen.run('purchaseNonDues', { partyId, items: [journal], payment: card })).verdict).toBe('rejected');
    expect(standing(bench, partyId)).toMatchObject({ orders: 0, rows: [] });
    expect(await seen.findings()).toEqual([]);
  });

  test.each(['card-charged-not-applied', 'drop-before'] as const)('%s of a card parks, and it is never sent again', async (kind) => {
    const partyId = newBuyer(bench);
    bench.sim.faults.add(submits(partyId), { kind });
    let sent = 0;
    const off = bench.sim.onHit({ ...submits(partyId), times: 0 }, 'before', () => void (sent += 1));
    const { workflowId } = await bench.start('purchaseNonDues', { partyId, items: [journal], payment: card });
    await bench.parked(workflowId);
    await bench.decide(workflowId, 'retry', {});
    await bench.parked(workflowId, 2);
    off();
    expect(sent).toBe(1);
    await expect(bench.decide(workflowId, 'compensate', {})).rejects.toThrow(/point of no return/);
  });

  test('a method that the tenant does not have is rejected with the words of iMIS', async () => {
    const partyId = newBuyer(bench);
    const report = await bench.run('purchaseNonDues', { partyId, items: [journal], payment: { ...cash, methodId: 'GOLD' } });
    expect(report.verdict).toBe('rejected');
    expect(standing(bench, partyId)).toMatchObject({ rows: [], orders: 0 });
  });
});
