import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { billUnpaid, changes, Court, effectiveDate, ledgerOf, linesOf, ownCycle } from './renewals-world.js';

let bench: Bench;
let court: Court;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0 }, tenant: { patienceMs: 1500 } });
  court = new Court(bench);
});
afterAll(async () => await bench.close());

const ours = () => changes(bench);
const emptyCycle = (): string => {
  const { billingCycleId } = ownCycle(bench, 1);
  const { billingCycles } = bench.sim.world.store;
  billingCycles.put(billingCycleId, { ...billingCycles.get(billingCycleId)!, duesItems: [] });
  return billingCycleId;
};

test('a plan says who would be billed, is billed or has paid, and writes nothing', async () => {
  const cycle = ownCycle(bench, 5);
  const [unpaid, paid, ended] = cycle.members as [string, string, string];
  billUnpaid(bench, cycle, unpaid);
  billUnpaid(bench, cycle, paid);
  bench.sim.staff.payInvoice(bench.sim.world.subscription(paid, cycle.itemId)!.invoiceId!, 'OFFICE');
  bench.sim.staff.changeSubscription(ended, cycle.itemId, { cancelledAsOf: '2025-12-31' });
  const report = await court.run({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', plan: true });
  expect(report).toMatchObject({
    verdict: 'completed',
    steps: [{ name: 'plan renewals', outcome: 'done' }],
    result: { plan: { toBill: 2, rowsToBill: 2, amount: '190.00', currency: 'USD', alreadyBilled: 1, paidUp: 1, notInCycle: 0, estimateFrom: 'price' } },
  });
  const { file } = report.result['plan'] as { file: string };
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const lines = await linesOf(file);
  expect(lines.map((line) => [line['partyId'], line['class'], line['amount']])).toEqual([
    [unpaid, 'alreadyBilled', ''],
    [paid, 'paidUp', ''],
    [cycle.members[3], 'toBill', '95.00'],
    [cycle.members[4], 'toBill', '95.00'],
  ]);
  expect(ours()).toEqual([]);
});

test('a plan of named parties names who is not in the cycle, each once', async () => {
  const cycle = ownCycle(bench, 2);
  const stranger = bench.sim.world.addParty().partyId;
  const partyFile = join(bench.dataDir, 'parties.csv');
  await writeFile(partyFile, ['PartyId,Name', ...[...cycle.members, stranger, cycle.members[0]].map((id) => `${id},x`)].join('\n'));
  const report = await court.run({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'individual', plan: true, partyFile });
  expect(report).toMatchObject({ verdict: 'completed', result: { plan: { toBill: 2, notInCycle: 1, amount: '190.00' } } });
  expect(ours()).toEqual([]);
});

test('of a cycle whose items are not known, the memberships of named parties are planned', async () => {
  const { world } = bench.sim;
  const [member, reader] = world.addMembers(2, { itemId: 'NEWS', paidThru: '2025-12-31' }) as [string, string];
  bench.sim.staff.changeSubscription(member, 'NEWS', { isMemberComponent: true });
  const report = await court.run({ billingCycleId: emptyCycle(), effectiveDate, mode: 'individual', plan: true, partyIds: [member, reader] });
  expect(report).toMatchObject({ verdict: 'completed', result: { plan: { toBill: 1, notInCycle: 1 } } });
});

test('a plan of one chapter is of its members', async () => {
  const cycle = ownCycle(bench, 2);
  bench.sim.world.addMembers(3, { itemId: cycle.itemId, paidThru: '2025-12-31', chapter: 'EAST' });
  const input = { billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', plan: true } as const;
  expect(await court.run({ ...input, chapter: 'chapt/east' })).toMatchObject({ result: { plan: { toBill: 3 } } });
  expect(await court.run(input)).toMatchObject({ result: { plan: { toBill: 5 } } });
});

test.each<[string, () => string, string]>([
  ['a cycle that is not there', () => 'Nothing', 'there is no billing cycle Nothing'],
  ['a cycle that lists no items', emptyCycle, 'the items of cycle'],
])('%s is refused before anything is written', async (_what, cycleId, why) => {
  const report = await court.run({ billingCycleId: cycleId(), effectiveDate, mode: 'bulk' });
  expect(report).toMatchObject({ verdict: 'rejected', cause: { step: 'plan renewals', message: expect.stringContaining(why) as unknown } });
  expect(ours()).toEqual([]);
});

test('nobody to bill: completed, and nothing is run', async () => {
  const cycle = ownCycle(bench, 0);
  const report = await court.run({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', approval: 'required' });
  expect(report).toMatchObject({ verdict: 'completed', notes: [expect.stringContaining('nothing was run')] });
  expect(ledgerOf(bench, cycle, 'renewal.run')).toEqual([]);
  await court.judge();
});

test('an approved plan that still holds is carried out', async () => {
  const cycle = ownCycle(bench, 2);
  const { workflowId, ended } = await court.start({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', approval: 'required' });
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'approve plan', verbs: ['approve', 'retry', 'compensate'], why: expect.stringMatching(/^2 members, 190\.00 USD .*0 billed already; plan \//) as unknown });
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toEqual([]);
  await bench.decide(workflowId, 'approve', { by: 'Kim', why: 'checked' });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', result: { billed: 2 }, operator: [{ verb: 'approve', by: 'Kim', why: 'checked' }] });
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toHaveLength(2);
  await court.judge();
});

test('a plan that changed between approval and run is asked for again, with both figures', async () => {
  const cycle = ownCycle(bench, 2);
  const { workflowId, ended } = await court.start({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', approval: 'required' });
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'retry', {});
  await bench.parked(workflowId, 2);
  bench.sim.world.addMembers(1, { itemId: cycle.itemId, paidThru: '2025-12-31' });
  await bench.decide(workflowId, 'approve', {});
  const again = await bench.parked(workflowId, 3);
  expect(again.parked?.why).toMatch(/changed since it was approved \(2 members, 190\.00 USD; .*Now: 3 members, 285\.00 USD/);
  expect(ledgerOf(bench, cycle, 'renewal.billed')).toEqual([]);
  await bench.decide(workflowId, 'approve', {});
  expect(await ended).toMatchObject({ verdict: 'completed', result: { billed: 3 } });
  await court.judge();
});

test('a plan that is not approved ends as rejected, one that is cancelled as cancelled', async () => {
  const cycle = ownCycle(bench, 1);
  const refused = await court.start({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', approval: 'required' });
  await bench.parked(refused.workflowId);
  await bench.decide(refused.workflowId, 'compensate', { why: 'too early' });
  expect(await refused.ended).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('too early') as unknown } });
  const cancelled = await court.start({ billingCycleId: cycle.billingCycleId, effectiveDate, mode: 'bulk', approval: 'required' });
  await bench.parked(cancelled.workflowId);
  await bench.client.workflow.getHandle(cancelled.workflowId).cancel();
  expect(await cancelled.ended).toMatchObject({ verdict: 'cancelled' });
  expect(ledgerOf(bench, cycle, 'renewal.run')).toEqual([]);
  await court.judge();
});
