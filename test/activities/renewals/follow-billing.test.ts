/** Waiting for a billing run: rarer looks, the last status to be seen, and an end of the patience. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { followBilling } from '../../../activities/steps/renewals/follow-billing.js';
import { startRun } from '../../simulator/world/renewal-run.js';
import { attempt, openGround, type Ground } from './attempts.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ pollMs: 100, pollPatienceMs: 9000, patienceMs: 10 });
});
afterAll(async () => await ground.close());

/** A bulk run that goes on until staff ends it. */
function endless(): string {
  const { store } = ground.sim.world;
  ground.sim.switches.billingRunMs = 3_600_000;
  const effectiveDate = '2020-01-01';
  const order = { cycleId: 'Chapter Fees', runName: 'endless', runDate: effectiveDate, effectiveDate, autoPayOption: 0, doNotApplyCredits: false, hotPost: false } as const;
  return startRun(store, { user: 'duesflow' }, store.billingCycles.get('Chapter Fees')!, order).billingLogKey;
}

test('looks again and again, at most ten times rarer, then leaves it to a person with the last status', async () => {
  const call = ground.call({ billingLogKey: endless(), billingCycleId: 'Chapter Fees' });
  const activity = followBilling(ground.runtimes);
  const delays: unknown[] = [];
  for (const number of [1, 2, 3, 20]) {
    const { failure } = await attempt(activity, call, { number, at: 8999 });
    expect(failure).toMatchObject({ type: 'NotReady', message: 'billing run endless: Pending', category: 'BENIGN' });
    delays.push(failure!.nextRetryDelay);
  }
  expect(delays).toEqual([100, 150, 225, 1000]);
  // A read that fails meanwhile is one look that was missed, whatever the patience of other steps.
  ground.sim.faults.add({ path: '/api/BillingLog' }, { kind: '500-before' });
  expect((await attempt(activity, call, { number: 4, at: 4000 })).failure).toMatchObject({ type: 'NotReady', message: expect.stringContaining('cannot be read') as unknown });
  const { reply } = await attempt(activity, call, { number: 21, at: 9000 });
  expect(reply).toMatchObject({ outcome: 'unknown', maybeSent: false, evidence: 'billing run endless: Pending (waited for 9 s)' });
  expect((await attempt(activity, { ...call, lookOnly: true }, { number: 1 })).reply).toMatchObject({ outcome: 'unknown' });
});

test('says how it ended', async () => {
  const billingLogKey = endless();
  ground.sim.staff.failBillingRun(billingLogKey);
  const activity = followBilling(ground.runtimes);
  expect((await attempt(activity, ground.call({ billingLogKey, billingCycleId: 'Chapter Fees' }), { number: 1 })).reply).toMatchObject({
    outcome: 'unknown',
    evidence: expect.stringContaining('An error occurred') as unknown,
  });
  ground.sim.faults.add({ path: '/api/BillingLog' }, { kind: '403' });
  expect((await attempt(activity, ground.call({ billingLogKey, billingCycleId: 'Chapter Fees' }), { number: 1 })).reply).toMatchObject({ outcome: 'unauthorized' });
});
