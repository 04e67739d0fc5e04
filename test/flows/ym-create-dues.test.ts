import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { YmCreateDues } from '../../workflows/contracts/inputs.js';
import { ymMemberships } from '../simulator/index.js';
import { openBench, type Bench } from '../setup/bench.js';
import { check, invoices, judged, newMember, payments, regular, run, start } from './dues-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => await bench.close());

const events = async (workflowId: string): Promise<number> => (await bench.client.workflow.getHandle(workflowId).describe()).historyLength;

describe('dues', () => {
  test('are left open without a payment: 7 calls', async () => {
    const memberId = newMember(bench);
    await run(bench, regular(newMember(bench))); // logs in
    const before = bench.sim.calls.length;
    const report = await run(bench, regular(memberId, { description: 'Dues 2027', comment: 'by post' }));
    const [made] = invoices(bench, memberId);
    expect(report).toMatchObject({
      verdict: 'completed',
      ids: { invoiceId: String(made!.invoiceNumber) },
      result: { invoiceNumber: String(made!.invoiceNumber), invoiceGuid: made!.invoiceGuid, amount: '120.00', balance: '120.00' },
    });
    expect(bench.sim.calls.length - before).toBe(7);
    expect(await events(report.workflowId)).toBeLessThanOrEqual(19);
    const row = bench.sim.ym.store.invoices.get(String(made!.invoiceNumber))!;
    expect(row).toMatchObject({ description: 'Dues 2027', comment: expect.stringMatching(/^DF[A-Z0-9]{10} by post$/) });
  });

  test('are paid: 10 calls, and the member is found by PartyId', async () => {
    const memberId = newMember(bench);
    const input = JSON.parse(await readFile('test/inputs/ym-create-dues.json', 'utf8')) as YmCreateDues;
    const before = bench.sim.calls.length;
    const report = await run(bench, { ...input, memberId });
    expect(report).toMatchObject({ verdict: 'completed', result: { amount: '120.00', paidAmount: '120.00', balance: '0.00', paymentReference: '10442' } });
    expect(bench.sim.calls.length - before).toBe(10);
    expect(await events(report.workflowId)).toBeLessThanOrEqual(25);
    expect(payments(bench, memberId)).toMatchObject([{ amount: '120.00', reference: '10442' }]);
    const { typedSearchAttributes } = await bench.client.workflow.getHandle(report.workflowId).describe();
    expect(JSON.stringify(typedSearchAttributes)).toContain(String(memberId));
  });

  test('hold rules, modifiers and a promo code', async () => {
    const [rules, extras, promo] = [newMember(bench), newMember(bench), newMember(bench)];
    expect((await run(bench, regular(rules, { rules: ['11', 12], amount: '160.00' }))).result).toMatchObject({ amount: '160.00' });
    const section = { memberId: extras, membershipId: ymMemberships.chapter };
    expect((await run(bench, { ...section, modifiers: [21, 22] })).result).toMatchObject({ amount: '150.00' });
    expect((await run(bench, regular(promo, { promoCode: 'save20' }))).result).toMatchObject({ amount: '100.00' });
    expect((await run(bench, { memberId: newMember(bench), membershipId: ymMemberships.prorated })).result).toMatchObject({ amount: '60.00' });
    expect((await run(bench, { memberId: newMember(bench), membershipId: ymMemberships.free, payment: check })).result).toMatchObject({ amount: '0.00', balance: '0.00' });
  });

  test('that stand are found again when the key is used again, and paid dues open the next term', async () => {
    const memberId = newMember(bench);
    await run(bench, regular(memberId));
    const again = await run(bench, regular(memberId, { payment: check }));
    expect(again).toMatchObject({ verdict: 'completed', steps: [{}, { outcome: 'already-done', owner: 'other' }, { outcome: 'done' }] });
    expect(invoices(bench, memberId)).toHaveLength(1);
    // The expiry has moved: without a period the key is free for the next year.
    await run(bench, regular(memberId));
    expect(invoices(bench, memberId)).toHaveLength(2);
  });

  test('of one period are made once, whatever the expiry', async () => {
    const memberId = newMember(bench);
    const input = regular(memberId, { period: '2027', payment: check });
    await run(bench, input);
    const { workflowId } = await run(bench, { ...input, occasion: 'other' });
    expect(workflowId).toContain('2027:other');
    expect(invoices(bench, memberId)).toHaveLength(2);
    await expect(run(bench, input)).resolves.toMatchObject({ steps: [{}, { outcome: 'already-done' }, { outcome: 'already-done' }] });
    expect(invoices(bench, memberId)).toHaveLength(2);
  });

  test('started twice at once are one flow', async () => {
    const memberId = newMember(bench);
    const flows = await Promise.all([start(bench, regular(memberId)), start(bench, regular(memberId))]);
    expect(new Set((await Promise.all(flows.map(({ ended }) => ended))).map(({ ids }) => ids['invoiceId'])).size).toBe(1);
    expect(invoices(bench, memberId)).toHaveLength(1);
  });
});

test('nothing was made twice, left behind or falsely told', async () => await judged(bench));
