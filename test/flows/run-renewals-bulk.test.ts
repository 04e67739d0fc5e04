import { describe, expect, test } from '@jest/globals';
import { bench, bulk, court, inBulkWorld, lastBatch, posts } from './bulk-world.js';
import { billUnpaid, effectiveDate, ledgerOf, linesOf, ownCycle, type OwnCycle } from './renewals-world.js';

inBulkWorld();
const invoices = (cycle: OwnCycle) => cycle.members.flatMap((partyId) => bench.sim.world.invoicesOf(partyId));

describe.each(['persisted', 'legacy'] as const)('on a tenant with %s invoices', (kind) => {
  test('one Run bills all, is followed to its end, compared, and its batch is posted once', async () => {
    Object.assign(bench.sim.switches, { invoices: kind, billingRunMs: 300, postMs: 100 });
    const cycle = ownCycle(bench, 3);
    const report = await court.run(bulk(cycle));
    const made = invoices(cycle);
    Object.assign(bench.sim.switches, { invoices: 'persisted', billingRunMs: 0, postMs: 0 });
    expect(report).toMatchObject({
      verdict: 'completed',
      result: { billed: 3, rows: 3, amount: '285.00', unplanned: 0, notBilled: 0, otherAmount: 0, status: 'UnPostedBatch', posted: true },
      ids: { billingRunName: expect.stringMatching(/^Renewals 2026-01-01 DF\w{10}$/) as unknown, batchId: expect.anything() as unknown },
    });
    expect(report.steps.map((step) => [step.name, step.outcome])).toEqual([
      ['hold billing cycle', 'done'],
      ['plan renewals', 'done'],
      ['run billing', 'done'],
      ['follow billing', 'done'],
      ['compare with billing log', 'done'],
      ['post batch', 'done'],
    ]);
    expect(ledgerOf(bench, cycle, 'renewal.run')).toHaveLength(1);
    expect(posts(report)).toHaveLength(1);
    expect(made).toHaveLength(3);
    const lines = await linesOf(report.result['resultsFile']);
    expect(lines).toEqual(cycle.members.map((partyId) => ({ partyId, itemId: cycle.itemId, status: 'billed', amount: '95.00', planned: '95.00', billThrough: '2026-12-31' })));
    await court.judge();
  });
});

test('the same run twice is one, also after it has ended', async () => {
  const cycle = ownCycle(bench, 2);
  const [first, second] = await Promise.all([court.run(bulk(cycle)), court.run(bulk(cycle))]);
  const third = await bench.client.workflow.execute('runRenewals', {
    workflowId: 'by-another-name',
    taskQueue: bench.taskQueue,
    args: [{ ...bulk(cycle), tenant: bench.tenant.name }],
  });
  expect([second, third]).toEqual([first, first]);
  expect(ledgerOf(bench, cycle, 'renewal.run')).toHaveLength(1);
});

test('members who are billed and have not paid stop a bulk run before it', async () => {
  const cycle = ownCycle(bench, 2);
  const [unpaid] = cycle.members as [string];
  billUnpaid(bench, cycle, unpaid);
  const { workflowId, ended } = await court.start(bulk(cycle));
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'check who is billed', verbs: ['retry', 'compensate'], why: expect.stringContaining('mode individual') as unknown });
  expect(ledgerOf(bench, cycle, 'renewal.run')).toEqual([]);
  bench.sim.staff.postBatch(lastBatch());
  bench.sim.staff.payInvoice(bench.sim.world.invoicesOf(unpaid)[0]!.invoiceId, 'OFFICE');
  await bench.decide(workflowId, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'completed', result: { billed: 1 } });
  const again = ownCycle(bench, 2);
  billUnpaid(bench, again, again.members[0]!);
  const refused = await court.start(bulk(again));
  await bench.parked(refused.workflowId);
  await bench.decide(refused.workflowId, 'compensate', {});
  expect(await refused.ended).toMatchObject({ verdict: 'rejected' });
  await court.judge();
});

test('what the run did otherwise than planned is an exception with figures', async () => {
  const cycle = ownCycle(bench, 3);
  const { world } = bench.sim;
  let late = '';
  const off = bench.sim.onHit({ operation: 'Run', contains: cycle.billingCycleId }, 'before', () => {
    late = world.addMembers(1, { itemId: cycle.itemId, paidThru: '2025-12-31' })[0]!;
    bench.sim.staff.changeSubscription(cycle.members[0]!, cycle.itemId, { cancelledAsOf: '2025-12-31' });
    bench.sim.staff.changeSubscription(cycle.members[1]!, cycle.itemId, { isComplimentary: true });
  });
  const report = await court.run(bulk(cycle));
  off();
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { billed: 3, rows: 3, unplanned: 1, notBilled: 1, otherAmount: 1 } });
  expect(report.notes.join()).toMatch(/1 rows were billed though not planned, 1 were planned and not billed, 1 were billed for another amount/);
  const statuses = (await linesOf(report.result['resultsFile'])).map((line) => [line['partyId'], line['status']]);
  expect(statuses).toEqual(expect.arrayContaining([[late, 'billed-unplanned'], [cycle.members[0], 'not-billed'], [cycle.members[2], 'billed']]));
  await court.judge();
});

test('while a run is at work nobody else bills its members', async () => {
  const cycle = ownCycle(bench, 2);
  const [partyId] = cycle.members as [string];
  bench.sim.switches.billingRunMs = 1200;
  const running = await court.start(bulk(cycle));
  while (ledgerOf(bench, cycle, 'renewal.run').length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  // A purchase, and a renewal by hand, of what the run has not come to yet.
  const bought = await bench.start('purchaseSubscription', { partyId, itemId: cycle.itemId, beginDate: effectiveDate });
  const renewed = await bench.start('renewMember', { partyId: cycle.members[1]!, billingCycleId: cycle.billingCycleId, effectiveDate });
  const report = await running.ended;
  bench.sim.switches.billingRunMs = 0;
  expect(report).toMatchObject({ verdict: 'completed', result: { billed: 2 } });
  expect(await bought.ended).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(await renewed.ended).toMatchObject({ verdict: 'completed', result: { billed: false } });
  await court.judge();
});

test('a run that fails half way parks with its reason; skip goes on to the comparison', async () => {
  const cycle = ownCycle(bench, 3);
  bench.sim.switches.billingRunMs = 5000;
  const { workflowId, ended } = await court.start(bulk(cycle));
  const key = async (): Promise<string> => String((await bench.report(workflowId)).ids['billingLogKey'] ?? '');
  while ((await key()) === '') await new Promise((resolve) => setTimeout(resolve, 30));
  bench.sim.staff.failBillingRun(await key(), { afterRows: 2 });
  bench.sim.switches.billingRunMs = 0;
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'follow billing', why: expect.stringContaining('An error occurred') as unknown, verbs: ['retry', 'skip', 'markDone'] });
  await bench.decide(workflowId, 'skip', {});
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { billed: 2, notBilled: 1 } });
  expect(ledgerOf(bench, cycle, 'renewal.run')).toHaveLength(1);
  await court.judge();
});
