import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { YmCreateDues } from '../../workflows/contracts/inputs.js';
import { ymMemberships, ymNamed } from '../simulator/index.js';
import { openBench, type Bench } from '../setup/bench.js';
import { check, invoices, judged, newMember, regular, run, start } from './dues-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => await bench.close());

describe('nothing is made', () => {
  const refusals: [string, Partial<YmCreateDues>, RegExp][] = [
    ['a member who is not there', { memberId: 999_999 }, /no member 999999/],
    ['a membership that is not there', { membershipId: 999 }, /no membership 999/],
    ['a rule that is not offered', { rules: [11, 99] }, /rules: YM offers no 99 here \(it offers 11, 12\)/],
    ['a required modifier that was not chosen', { membershipId: ymMemberships.chapter, modifiers: [22] }, /requires 21/],
    ['another amount than was expected', { amount: '95.00' }, /come to 120.00, not 95.00/],
    ['a promo code that has lapsed', { promoCode: 'LAPSED' }, /promoCode: it is not valid/],
    ['a percentage of who knows what', { promoCode: 'TENTH', rules: [11] }, /percentage/],
    ['dues above maxAmount', { payment: { ...check, maxAmount: '100' } }, /more than maxAmount 100.00/],
    ['an open invoice', { memberId: ymNamed.debtor }, /is open/],
  ];
  test.each(refusals)('for %s', async (_what, more, why) => {
    const input = regular(newMember(bench), more);
    const report = await run(bench, input);
    expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringMatching(why) } });
    expect(invoices(bench, Number(input.memberId))).toEqual([]);
  });

  test('while an invoice waits to be billed automatically: parks', async () => {
    const memberId = newMember(bench, { awaitingAutoBill: true });
    const { workflowId, ended } = await start(bench, regular(memberId));
    expect((await bench.parked(workflowId)).parked!.why).toContain('billed automatically');
    await bench.decide(workflowId, 'compensate', {});
    expect((await ended).verdict).toBe('rejected');
    expect(invoices(bench, memberId)).toEqual([]);
  });

  test('when it could not be paid in whole units: parks', async () => {
    const memberId = newMember(bench);
    const { workflowId, ended } = await start(bench, { memberId, membershipId: ymMemberships.student, payment: check });
    expect((await bench.parked(workflowId)).parked).toMatchObject({ step: 'check dues', why: expect.stringContaining('45.50 has cents') });
    expect(invoices(bench, memberId)).toEqual([]);
    await bench.decide(workflowId, 'compensate', {});
    expect((await ended).verdict).toBe('rejected');
  });

  test('for what YM does not have', async () => {
    const before = bench.sim.calls.length;
    const causeOf = async (payment: object) => (await bench.run('ymCreateDues', { ...regular(newMember(bench)), payment } as never)).cause;
    expect(await causeOf({ type: 'DebitCard' })).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining('payment.type') });
    expect(await causeOf({ ...check, payorPartyId: '1' })).toMatchObject({ type: 'InvalidInput', message: expect.stringContaining('payment.payorPartyId') });
    expect(bench.sim.calls.length).toBe(before);
  });

  test('when the office has made an invoice since the check', async () => {
    const memberId = newMember(bench);
    const off = bench.sim.onHit({ path: /MembershipModifiers/ }, 'after', () => void bench.sim.ym.office.makeInvoice(memberId, ymMemberships.regular));
    const report = await run(bench, regular(memberId)).finally(off);
    expect(report).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('is open') } });
    expect(invoices(bench, memberId).map(({ user }) => user)).toEqual(['staff']);
  });
});

test('nothing was made twice, left behind or falsely told', async () => await judged(bench));
