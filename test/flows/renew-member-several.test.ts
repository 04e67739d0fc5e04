/** Several billing runs bear the name of one renewal: only a person can tell which one stands. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { startRun } from '../simulator/world/renewal-run.js';

const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted', postSingleRenewals: 'required' } }, tenant: { patienceMs: 1500 } });
});
afterAll(async () => await bench.close());

const due = (): string => bench.sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!;

/** Another run of the same name right before ours, of this party or another; answers with its BillingLogKey. */
function runBefore(partyId: string, of = partyId): { key(): string } {
  let key = '';
  const { store } = bench.sim.world;
  bench.sim.onHit({ operation: 'RunIndividual', contains: partyId }, 'before', ({ body }) => {
    const runName = /"BillingRunName":"([^"]+)"/.exec(JSON.stringify(body))![1]!;
    const order = { cycleId: cycle.billingCycleId, runName, runDate: '2026-01-01', effectiveDate: '2026-01-01', partyId: of };
    const options = { autoPayOption: 0, doNotApplyCredits: false, hotPost: false } as const;
    key = startRun(store, { user: 'somebody' }, store.billingCycles.get(cycle.billingCycleId)!, { ...order, ...options }).billingLogKey;
  });
  return { key: () => key };
}

const keyOfOurs = (partyId: string): string =>
  bench.sim.ledger.findLast((entry) => entry.kind === 'renewal.run' && entry.user === 'duesflow' && entry.partyId === partyId)!.billingLogKey!;

test('the one that a person names is gone on with, and the other is told as an exception', async () => {
  const partyId = due();
  const other = runBefore(partyId);
  const { workflowId, ended } = await bench.start('renewMember', { partyId, ...cycle, payment: cash });
  const parked = await bench.parked(workflowId);
  const ours = keyOfOurs(partyId);
  expect(parked.parked).toMatchObject({ step: 'bill renewal', verbs: ['retry', 'markDone'] });
  for (const key of [ours, other.key()]) expect(parked.parked!.why).toContain(key);
  await expect(bench.decide(workflowId, 'markDone', { ref: 'seen in iMIS' })).rejects.toThrow(/several billing runs/);

  await bench.decide(workflowId, 'markDone', { ref: ours });
  const report = await ended;
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    ids: { billingLogKey: ours },
    result: { billed: true, billingLogKey: ours, paidThru: '2027-12-31' },
    notes: expect.arrayContaining([expect.stringMatching(`more billing runs of the same name \\(${other.key()}\\)`)]) as unknown,
  });
  expect(report.notes.join()).not.toContain(ours);
  const posted = bench.sim.ledger.filter((entry) => entry.kind === 'batch.posted');
  expect(posted.map((entry) => entry.billingLogKey)).toEqual([ours]);
});

test('one that did not bill the party is not taken for it', async () => {
  const partyId = due();
  const other = runBefore(partyId, due());
  const { workflowId, ended } = await bench.start('renewMember', { partyId, ...cycle });
  await bench.parked(workflowId);
  await expect(bench.decide(workflowId, 'markDone', { ref: other.key() })).rejects.toThrow(/must have billed the party/);
  await bench.decide(workflowId, 'markDone', { ref: keyOfOurs(partyId) });
  expect(await ended).toMatchObject({ verdict: 'completed-with-exceptions', result: { billed: true, billThrough: '2026-12-31' } });
});
