/** Plans and comparisons that take several attempts: the next goes on where the one before has left off. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { compareBilling } from '../../../activities/steps/renewals/compare-billing.js';
import { planRenewals } from '../../../activities/steps/renewals/plan-renewals.js';
import { startRun } from '../../simulator/world/renewal-run.js';
import { attempt, openGround, toTheEnd, type Ground } from './attempts.js';

const effectiveDate = '2026-01-01';
const billingCycleId = 'Two products';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ patienceMs: 5000 });
  const { world } = ground.sim;
  for (const itemId of ['ONE', 'TWO'])
    world.addProduct({ itemId, name: itemId, itemClass: 'DUES', className: 'Dues', price: '20.00', memberPrice: '20.00', termMonths: 12 });
  const { billingCycles } = world.store;
  const chapters = billingCycles.get('Chapter Fees')!;
  billingCycles.put(billingCycleId, { ...chapters, cycleId: billingCycleId, chapterItems: [], duesItems: ['ONE', 'TWO'] });
  world.addMembers(1100, { itemId: 'ONE', paidThru: '2025-12-31' });
  world.addMembers(40, { itemId: 'ONE', paidThru: '2026-12-31' });
  world.addMembers(60, { itemId: 'TWO', paidThru: '2025-12-31' });
});
afterAll(async () => await ground.close());

const plan = (n: number) => ground.call({ billingCycleId, effectiveDate, n });
/** Every page is an attempt of its own. */
const inPages = () => planRenewals(ground.runtimes, 0);

test('a plan in parts is the plan in one piece', async () => {
  const whole = await toTheEnd(planRenewals(ground.runtimes), plan(1));
  expect(whole.messages).toEqual([]);
  const parts = await toTheEnd(inPages(), plan(2));
  // Three pages of one product, one of the other.
  expect(parts.messages).toEqual([500, 1000, 1140, 1200].map((rows) => `planned ${rows} rows so far`));
  const [one, two] = [whole.reply.result!, parts.reply.result!];
  expect(one).toMatchObject({ toBill: 1160, rowsToBill: 1160, amount: '23200.00', paidUp: 40, alreadyBilled: 0, estimateFrom: 'price' });
  expect(two).toEqual({ ...one, file: two.file });
  expect(await readFile(two.file, 'utf8')).toBe(await readFile(one.file, 'utf8'));
});

test('an attempt whose worker was lost after the last beat leaves nothing twice', async () => {
  const activity = inPages();
  const first = await attempt(activity, plan(3), { number: 1 });
  const second = await attempt(activity, plan(3), { number: 2, details: first.details, at: 5 });
  // The second was lost before its beat arrived: the third begins where the first has left off.
  let { details } = await attempt(activity, plan(3), { number: 3, details: first.details, at: 9 });
  expect(details).toEqual({ ...(second.details as object), at: 1009 });
  for (let number = 4; ; number += 1) {
    const ended = await attempt(activity, plan(3), { number, details });
    ({ details } = ended);
    if (!ended.reply) continue;
    expect(ended.reply.result).toMatchObject({ toBill: 1160, paidUp: 40 });
    return;
  }
});

test('reads one price for an item, and the last bill where there is none', async () => {
  const calls = ground.sim.calls.length;
  await toTheEnd(planRenewals(ground.runtimes), plan(4));
  expect(ground.sim.calls.slice(calls).filter((call) => call.path.includes('PartyItemPrice'))).toHaveLength(2);
  ground.sim.faults.add({ path: '/api/PartyItemPrice', times: 0 }, { kind: '501' });
  const { reply } = await toTheEnd(planRenewals(ground.runtimes), plan(5));
  expect(reply.result).toMatchObject({ toBill: 1160, amount: '0.00', estimateFrom: 'last bill' });
});

test('what cannot be read is tried again within the patience, and told apart', async () => {
  const activity = planRenewals(ground.runtimes);
  const refuse = (kind: '500-before' | '403' | '501') => ground.sim.faults.add({ path: '/api/LegacyBillingCycle' }, { kind });
  refuse('500-before');
  expect((await attempt(activity, plan(6), { number: 1 })).failure).toMatchObject({ type: 'Transient' });
  refuse('500-before');
  expect((await attempt(activity, plan(6), { number: 9, at: 5000 })).reply).toMatchObject({ outcome: 'unavailable', maybeSent: false });
  refuse('403');
  expect((await attempt(activity, plan(6), { number: 1 })).reply).toMatchObject({ outcome: 'unauthorized' });
  refuse('501');
  expect((await attempt(activity, plan(6), { number: 1 })).reply).toMatchObject({ outcome: 'unavailable' });
});

test('a comparison in parts counts each row once', async () => {
  const { reply: planned } = await toTheEnd(planRenewals(ground.runtimes), plan(7));
  const { store } = ground.sim.world;
  const order = { cycleId: billingCycleId, runName: 'r', runDate: effectiveDate, effectiveDate, autoPayOption: 0, doNotApplyCredits: false, hotPost: false } as const;
  const { billingLogKey } = startRun(store, { user: 'duesflow' }, store.billingCycles.get(billingCycleId)!, order);
  const call = ground.call({ billingLogKey, planFile: planned.result!.file });
  const activity = compareBilling(ground.runtimes, 0);
  const { messages, reply } = await toTheEnd(activity, call);
  expect(messages).toEqual(['compared 500 billed rows so far', 'compared 1000 billed rows so far']);
  expect(reply.result).toMatchObject({ billed: 1160, rows: 1160, amount: '23200.00', unplanned: 0, notBilled: 0 });
  // A lost attempt is made again from the last position.
  const first = await attempt(activity, call, { number: 1 });
  await attempt(activity, call, { number: 2, details: first.details });
  const third = await attempt(activity, call, { number: 3, details: first.details });
  const { reply: again } = await attempt(activity, call, { number: 4, details: third.details });
  expect(again?.result).toEqual(reply.result);
  expect((await readFile(reply.result!.resultsFile, 'utf8')).trim().split('\n')).toHaveLength(1161);
});
