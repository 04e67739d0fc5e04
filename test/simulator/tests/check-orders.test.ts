import { describe, expect, it } from '@jest/globals';
import { allFindings } from '../index.js';
import type { CheckResult, FlowCase } from '../index.js';
import { bought, buyer, joined, sentences } from './order-cases.js';
import { billMe, cash, combo, joinLine, nonDuesLine, order } from './order-client.js';
import { step } from './scenes.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();

const buy = (items = ['JOUR'], payments: unknown[] = [cash(buyer, 95, 'REF')], term?: string) =>
  api.post('/api/ComboOrder', combo(order(buyer, [nonDuesLine(items, term)]), payments));
const join = (payments: unknown[] = [cash(buyer, 160, 'REF')]) =>
  api.post('/api/ComboOrder', combo(order(buyer, [joinLine(['REG'], ['JOUR'])]), payments));
const judge = (...reports: FlowCase[]): Promise<CheckResult> => sim.judge(reports);

describe('a purchase by an order', () => {
  it('is clean when it was asked for, paid and told truly', async () => {
    await buy();
    const { invoiceId } = sim.world.subscription(buyer, 'JOUR') ?? {};
    expect(allFindings(await judge(bought({ ids: { invoiceId }, result: { total: '95.00' } })))).toEqual([]);
  });

  it('of several items with BillMe is clean, and the order has one balance', async () => {
    await buy(['JOUR', 'NEWS'], [billMe(107.5)]);
    const input = { items: [{ itemId: 'JOUR' }, { itemId: 'NEWS' }], payment: undefined, billMe: true };
    expect(allFindings(await judge(bought({ result: { balance: '107.50' } }, input)))).toEqual([]);
  });

  it('of nobody is an orphan; of what was not asked for too', async () => {
    await buy();
    expect(sentences((await judge()).orphans)).toContainEqual(expect.stringContaining('JOUR'));
    expect(sentences((await judge(bought({}, { items: [{ itemId: 'NEWS' }] }))).orphans)).toContainEqual(
      expect.stringContaining('JOUR'),
    );
  });

  it('twice for one flow is a duplicate, for two flows it is not', async () => {
    await buy();
    await buy(['JOUR'], [cash(buyer, 95, 'REF-2')]);
    expect(sentences((await judge(bought())).duplicates)).toContainEqual(expect.stringContaining('2 times'));
    expect((await judge(bought(), bought({ workflowId: 'second' }, { occasion: 'again' }))).duplicates).toEqual([]);
  });

  it('that is completed with a payment and left open is a false word', async () => {
    await buy(['JOUR'], [billMe(95)]);
    expect(sentences((await judge(bought())).falseWords)).toContainEqual(expect.stringContaining('95.00 of JOUR'));
  });

  it('that stands though the flow denies it is a false word', async () => {
    await buy();
    const denied = await judge(bought({ verdict: 'rejected' }));
    expect(sentences(denied.falseWords)).toContainEqual(expect.stringContaining('denies the subscription to JOUR'));
  });

  it('that was not made though the flow says so is a false word', async () => {
    expect(sentences((await judge(bought())).falseWords)).toContainEqual(
      expect.stringContaining('has no subscription to JOUR'),
    );
  });

  it('is held to what its submit says', async () => {
    const said = (outcome: string, owner: string): FlowCase =>
      bought({ state: 'parked', verdict: null, steps: [step('submit order', outcome, { kind: 'pivot', owner })] });
    expect(sentences((await judge(said('done', 'us'))).falseWords)).toEqual([expect.stringContaining('no order')]);
    await buy();
    expect(allFindings(await judge(said('done', 'us')))).toEqual([]);
    const blamed = said('already-done', 'other');
    expect(sentences((await judge(blamed)).falseWords)).toEqual([
      expect.stringContaining('no other flow was asked to'),
    ]);
    expect((await judge(blamed, bought({ workflowId: 'second' }))).falseWords).toEqual([]);
  });

  it.each([
    [{ result: { total: '90.00' } }, 'states an order of 90'],
    [{ result: { terms: [{ itemId: 'JOUR', billThrough: '2001-01-01' }] } }, 'states billThrough 2001-01-01 of JOUR'],
    [{ ids: { invoiceId: 'CASH:23218:20200101-0' } }, 'holds nothing of the order'],
  ])('with wrong words %o', async (report, words) => {
    await buy();
    expect(sentences((await judge(bought(report))).falseWords)).toContainEqual(expect.stringContaining(words));
  });
});

describe('joining', () => {
  it('is clean with the dues that came by themselves, and true dates', async () => {
    await join();
    const { joinDate, customerType } = sim.world.party(buyer) ?? {};
    expect(allFindings(await judge(joined({ result: { joinDate, customerType } })))).toEqual([]);
  });

  it('that leaves the dues open is a false word', async () => {
    await join([billMe(160)]);
    expect(sentences((await judge(joined())).falseWords)).toContainEqual(expect.stringContaining('95.00 of REG'));
  });

  it('without JoinDate and customer type is not completed', async () => {
    sim.switches.joinFields = 'kept';
    await join();
    const words = sentences((await judge(joined())).falseWords);
    expect(words).toContainEqual(expect.stringContaining('JoinDate'));
    expect(words).toContainEqual(expect.stringContaining('still of customer type NM'));
    expect(allFindings(await judge(joined({ verdict: 'completed-with-exceptions' })))).toEqual([]);
  });

  it('is held to what it states', async () => {
    await join();
    const said = await judge(joined({ result: { joinDate: '2001-01-01', customerType: 'CM' } }));
    expect(sentences(said.falseWords)).toHaveLength(2);
  });
});
