/** The accounting batch of a renewal: posted only when it is our own, and only where that is ours to do. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { cash, openBench, type Bench } from '../setup/bench.js';

const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted', postSingleRenewals: 'required' } }, tenant: { patienceMs: 1500 } });
});
afterAll(async () => await bench.close());

/** Longer than 1.1 times the settle time of a test tenant. */
const SLOW_MS = 3500;

const due = (): string => bench.sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!;

test('the batch is left to others where that is asked for, and the invoice comes later', async () => {
  const partyId = due();
  const report = await bench.run('renewMember', { partyId, ...cycle, post: 'leave' });
  expect(report).toMatchObject({ verdict: 'completed', notes: [expect.stringContaining(report.ids['batchId']!)] });
  expect(report.ids['invoiceId']).toBeUndefined();
  const { workflowId } = await bench.start('renewMember', { partyId: due(), ...cycle, post: 'leave', payment: cash });
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'find invoice', why: expect.stringContaining('no invoice of the term yet') as unknown });
  bench.sim.staff.postBatch(parked.ids['batchId']!);
  await bench.decide(workflowId, 'retry', {});
  while ((await bench.report(workflowId)).state !== 'closed') await sleep(50);
  expect((await bench.report(workflowId)).result).toMatchObject({ balance: '0.00', paidThru: '2026-12-31' });
});

test("the batch with a stranger's entries is not posted", async () => {
  const partyId = due();
  bench.sim.onHit({ operation: 'RunIndividual', contains: partyId }, 'after', () => {
    bench.sim.staff.addStrangerEntry(bench.sim.ledger.findLast((entry) => entry.kind === 'batch.created')!.batchId!);
  });
  const { workflowId } = await bench.start('renewMember', { partyId, ...cycle });
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'post batch', why: expect.stringContaining("stranger's entries") as unknown });
  const { batchId } = parked.ids;
  expect(bench.sim.ledger.filter((entry) => entry.kind === 'batch.posted' && entry.batchId === batchId)).toEqual([]);
  await expect(bench.decide(workflowId, 'compensate', {})).rejects.toThrow(/point of no return/);
  bench.sim.staff.postBatch(batchId!);
  await bench.decide(workflowId, 'retry', {});
});

test('the batch that fails to post is parked, and retry posts it again', async () => {
  const partyId = due();
  bench.sim.onHit({ operation: 'RunIndividual', contains: partyId }, 'after', () => {
    bench.sim.staff.failPosting(bench.sim.ledger.findLast((entry) => entry.kind === 'batch.created')!.batchId!, 'The batch is out of balance.');
  });
  const { workflowId, ended } = await bench.start('renewMember', { partyId, ...cycle, payment: cash });
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'post batch', why: expect.stringContaining('out of balance') as unknown });
  await bench.decide(workflowId, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'completed', result: { balance: '0.00' } });
  expect(bench.sim.ledger.filter((entry) => entry.kind === 'batch.posted' && entry.batchId === parked.ids['batchId'])).toHaveLength(1);
});

test('a purchase of a term whose invoice waits for a batch does not say that it was paid', async () => {
  const partyId = due();
  await bench.run('renewMember', { partyId, ...cycle, post: 'leave' });
  const report = await bench.run('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', notes: [expect.stringContaining('no invoice yet')] });
  expect(bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied')).toEqual([]);
});

test('a posting and a run that take longer than the settle time are followed to their end', async () => {
  const [posted, run] = [due(), due()];
  const batchOf = (partyId: string) => bench.sim.ledger.find((entry) => entry.kind === 'batch.created' && entry.runName?.includes(` ${partyId} `));
  bench.sim.switches.postMs = SLOW_MS;
  // iMIS shows the run of this one as Processing for a while.
  bench.sim.onHit({ operation: 'RunIndividual', contains: run }, 'after', () => {
    const { billingLogs } = bench.sim.world.store;
    const log = billingLogs.get(batchOf(run)!.billingLogKey!)!;
    billingLogs.put(log.billingLogKey, { ...log, status: 1 });
    setTimeout(() => billingLogs.put(log.billingLogKey, log), SLOW_MS);
  });
  const reports = await Promise.all([posted, run].map((partyId) => bench.run('renewMember', { partyId, ...cycle, payment: cash })));
  bench.sim.switches.postMs = 0;
  for (const report of reports) {
    expect(report).toMatchObject({ verdict: 'completed', operator: [], result: { balance: '0.00' } });
    expect(report.steps.map((step) => step.name)).toEqual(['bill renewal', 'post batch', 'find invoice', 'pay invoice']);
  }
  for (const kind of ['batch.posted', 'renewal.billed'] as const)
    for (const partyId of [posted, run])
      expect(bench.sim.ledger.filter((entry) => entry.kind === kind && entry.billingLogKey === batchOf(partyId)!.billingLogKey)).toHaveLength(1);
});

test('a posting that outlasts the patience parks; retry goes on waiting, and a word that it is done is answered at once', async () => {
  const own = await openBench({ simulator: { switches: { invoices: 'persisted', postSingleRenewals: 'required', postMs: 2500 } }, tenant: { pollPatienceMs: 500 } });
  try {
    const [partyId] = own.sim.world.addMembers(1, { paidThru: '2025-12-31' }) as [string];
    const { workflowId, ended } = await own.start('renewMember', { partyId, ...cycle });
    const parked = await own.parked(workflowId);
    expect(parked.parked).toMatchObject({ step: 'post batch', why: expect.stringContaining('PostingInProgress') as unknown });
    await expect(own.decide(workflowId, 'markDone', { ref: parked.ids['batchId'] })).rejects.toThrow(/PostingInProgress/);
    for (let n = 1; (await own.report(workflowId)).state === 'parked'; n++) {
      await own.decide(workflowId, 'retry', {});
      await Promise.race([ended, own.parked(workflowId, n + 1)]).catch(() => undefined);
    }
    expect(await ended).toMatchObject({ verdict: 'completed' });
    expect(own.sim.ledger.filter((entry) => entry.kind === 'batch.posted')).toHaveLength(1);
  } finally {
    await own.close();
  }
});
