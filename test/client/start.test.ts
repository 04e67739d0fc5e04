/** Starting flows: the same act is started once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InputConflict, InvalidInput, keyOf, NeedsALook } from '../../client/index.js';
import { chapter, openDoubles, purchase, type Doubles } from './doubles-world.js';
import { eventually, problemOf } from './support.js';

let client: Doubles['client'];
let duesflow: Doubles['duesflow'];
let close: Doubles['close'];
beforeAll(async () => {
  ({ client, duesflow, close } = await openDoubles());
});
afterAll(async () => await close());

describe('start', () => {
  test('refuses wrong input before anything is started, and names every member', async () => {
    const input = { partyId: 7, beginDate: '2026-02-30', payment: { methodId: 'CASH', type: 'Cash', colour: 'red' } };
    const problem = await problemOf(duesflow.start('purchaseSubscription', input as never));
    expect(problem).toBeInstanceOf(InvalidInput);
    expect((problem as InvalidInput).problems.map(({ member }) => member)).toEqual([
      'partyId',
      'itemId',
      'beginDate',
      'payment.colour',
    ]);
    expect(problem.message).toContain('payment.colour: is not known');
  });

  test('starts under the business key, findable by party and readable in the Web UI', async () => {
    const input = purchase();
    const flow = await duesflow.start('purchaseSubscription', input);
    expect(flow).toMatchObject({ workflowId: keyOf('purchaseSubscription', input), earlier: false });
    expect(await flow.result()).toMatchObject({ verdict: 'completed' });
    const description = await client.workflow.getHandle(flow.workflowId).describe();
    expect(await description.staticSummary()).toBe(`Subscription REG from 2026-01-01 for party ${input.partyId}`);
    expect(description.searchAttributes).toMatchObject({ Tenant: ['default'], PartyId: [input.partyId] });
  });

  test('answers a repeated start with the earlier flow, however the amount is written', async () => {
    const input = purchase();
    const first = await duesflow.start('purchaseSubscription', input);
    await first.result();
    const again = await duesflow.start('purchaseSubscription', {
      ...input,
      itemId: 'reg',
      payment: { methodId: 'CASH', type: 'Cash', maxAmount: 95.0 },
      requestedBy: 'another service',
    });
    expect(again).toMatchObject({ earlier: true, runId: first.runId, workflowId: first.workflowId });
    expect(again.startedAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await again.report()).toMatchObject({ verdict: 'completed' });
  });

  test('refuses another input under the same key and names the members; an occasion is another act', async () => {
    const input = purchase();
    await duesflow.start('purchaseSubscription', input);
    const other = { ...input, billToPartyId: '9', payment: { methodId: 'CHK', type: 'Cash' as const } };
    const problem = await problemOf(duesflow.start('purchaseSubscription', other));
    expect(problem).toBeInstanceOf(InputConflict);
    expect((problem as InputConflict).members).toEqual(['billToPartyId', 'payment.maxAmount', 'payment.methodId']);
    expect((await duesflow.start('purchaseSubscription', { ...other, occasion: 'gift' })).earlier).toBe(false);
  });

  test.each(['rejected', 'compensated', 'cancelled'])('a once key is free again after %s', async (verdict) => {
    const input = purchase(verdict);
    expect(await duesflow.execute('purchaseSubscription', input)).toMatchObject({ verdict });
    const again = await duesflow.start('purchaseSubscription', {
      ...input,
      reference: 'completed',
      billToPartyId: '9',
    });
    expect(again.earlier).toBe(false);
  });

  test.each(['partly-compensated', 'skipped'])(
    'a once key is not free after %s: a person must look first',
    async (end) => {
      const input = purchase(end);
      await duesflow.execute('purchaseSubscription', input);
      const problem = await problemOf(duesflow.start('purchaseSubscription', { ...input, reference: 'completed' }));
      expect(problem).toBeInstanceOf(NeedsALook);
      expect(problem.cure).toMatch(/duesflow report .*occasion/);
      expect((problem as NeedsALook).report?.verdict).toBe(end === 'skipped' ? 'completed-with-exceptions' : end);
    },
  );

  test('a terminated flow blocks a once key, and its report is still to be had', async () => {
    const input = purchase('parked');
    const flow = await duesflow.start('purchaseSubscription', input);
    await eventually(() => flow.report(), ({ state }) => state === 'parked');
    await client.workflow.getHandle(flow.workflowId).terminate();
    const problem = await problemOf(duesflow.start('purchaseSubscription', input));
    expect(problem).toBeInstanceOf(NeedsALook);
    const report = await duesflow.report(flow.workflowId);
    expect(report).toMatchObject({ state: 'closed', verdict: null, notes: [expect.stringContaining('terminated')] });
    expect(report.parked).toBeUndefined();
  });

  test('a state key is used again any time; while it runs a second start joins it', async () => {
    const input = chapter();
    const first = await duesflow.start('changeChapter', input);
    await first.result();
    const second = await duesflow.start('changeChapter', { ...input, reference: 'parked', joinDate: '2026-01-01' });
    expect(second.earlier).toBe(false);
    expect(await duesflow.start('changeChapter', { ...input, joinDate: '2026-01-01' })).toMatchObject({
      earlier: true,
      runId: second.runId,
    });
    await expect(duesflow.start('changeChapter', input)).rejects.toThrow(/another joinDate/);
  });
});
