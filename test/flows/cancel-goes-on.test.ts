/** A cancel is no reason to stop where the flow goes on anyhow: past the point of no return, and on the way back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted', postSingleRenewals: 'required' } } });
});
afterAll(async () => await bench.close());

/** The API is busy several times: one attempt is not enough. */
const busy = { kind: '429', retryAfter: 1 } as const;
const TIMES = 3;

test('past the pivot: the batch is posted though the API is busy, and nobody is asked', async () => {
  const [partyId = ''] = bench.sim.world.addMembers(1, { paidThru: '2025-12-31' });
  const { workflowId, ended } = await bench.start('renewMember', { partyId, billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', payment: cash });
  bench.sim.onHit({ operation: 'RunIndividual', contains: partyId }, 'after', () => bench.client.workflow.getHandle(workflowId).cancel().then(() => undefined));
  bench.sim.faults.add({ operation: 'Post', times: TIMES }, busy);
  const first = await Promise.race([ended, bench.parked(workflowId).catch(() => ended)]);
  expect(first).toMatchObject({ state: 'closed', verdict: 'completed', notes: [expect.stringContaining('A cancel was asked for after the point of no return') as unknown] });
  expect(bench.sim.ledger.filter(({ kind }) => kind === 'batch.posted')).toHaveLength(1);
});

test('on the way back: the undo is tried again though the API is busy, and nobody is asked', async () => {
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  const { workflowId, ended } = await bench.start('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  bench.sim.onHit({ method: 'POST', path: '/api/Subscription', contains: partyId }, 'after', () => bench.client.workflow.getHandle(workflowId).cancel().then(() => undefined));
  bench.sim.faults.add({ method: 'DELETE', path: '/api/GroupMember', contains: partyId, times: TIMES }, busy);
  const first = await Promise.race([ended, bench.parked(workflowId).catch(() => ended)]);
  expect(first).toMatchObject({ state: 'closed', verdict: 'cancelled' });
  expect(bench.sim.world.chapterOf(partyId, 'EAST')?.isActive ?? false).toBe(false);
  expect(bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ status: 1 });
});
