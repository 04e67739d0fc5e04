/** Lost and false answers of RunIndividual: one bill, whatever the API says. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import type { Fault } from '../simulator/index.js';
import { startRun } from '../simulator/world/renewal-run.js';

const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };
const run = (partyId: string) => ({ operation: 'RunIndividual', contains: partyId });

describe.each(['legacy', 'persisted'] as const)('RunIndividual with %s invoices', (invoices) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench({ simulator: { switches: { invoices, postSingleRenewals: 'required' } } });
  });
  afterAll(async () => await bench.close());

  const due = (): string => bench.sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!;
  const of = (partyId: string, kind: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind);
  const billedOnceAndPaid = (partyId: string): void => {
    expect(of(partyId, 'renewal.billed')).toHaveLength(1);
    expect(of(partyId, 'payment.applied')).toHaveLength(1);
    expect(bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ billThrough: '2026-12-31', paidThru: '2026-12-31' });
  };

  // At the same time: each waits for its settle time.
  test('lost, late and false answers', async () => {
    const faults: Fault[] = [
      { kind: '500-before' },
      { kind: '500-after' },
      { kind: 'drop-after' },
      { kind: 'late', lateMs: 1500 },
      { kind: 'false-200' },
      { kind: 'truncated-json' },
      { kind: 'stale-read', staleMs: 1000 },
    ];
    await Promise.all(
      faults.map(async (fault) => {
        const partyId = due();
        bench.sim.faults.add(run(partyId), fault);
        const report = await bench.run('renewMember', { partyId, ...cycle, payment: cash });
        expect([fault.kind, report.verdict, report.result['billed'], report.result['balance']]).toEqual([fault.kind, 'completed', true, '0.00']);
        billedOnceAndPaid(partyId);
      }),
    );
  });

  test('a no is believed when nothing was billed, and a renewal that was refused may be started again', async () => {
    const partyId = due();
    bench.sim.faults.add(run(partyId), { kind: 'validation-400', message: 'Not now.' });
    expect(await bench.run('renewMember', { partyId, ...cycle })).toMatchObject({ verdict: 'rejected' });
    expect(of(partyId, 'renewal.billed')).toEqual([]);
    expect(await bench.run('renewMember', { partyId, ...cycle })).toMatchObject({ verdict: 'completed', result: { billed: true } });
  });

  test('a no in a 200 is not believed when the run is on record', async () => {
    const partyId = due();
    const { world, switches } = bench.sim;
    // Something on the way has sent it twice: the first was taken, the second is refused for its name.
    switches.billingRunNameUnique = true;
    bench.sim.onHit(run(partyId), 'before', ({ body }) => {
      const runName = /"BillingRunName":"([^"]+)"/.exec(JSON.stringify(body))![1]!;
      const order = { cycleId: cycle.billingCycleId, runName, runDate: '2026-01-01', effectiveDate: '2026-01-01' };
      startRun(world.store, { user: 'duesflow' }, world.store.billingCycles.get(order.cycleId)!, {
        ...{ ...order, partyId, autoPayOption: 0, doNotApplyCredits: false, hotPost: false },
      });
    });
    const report = await bench.run('renewMember', { partyId, ...cycle, payment: cash });
    switches.billingRunNameUnique = false;
    expect(report).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'done', owner: 'us' }, {}, {}, {}] });
    billedOnceAndPaid(partyId);
  });

  test.each(['403', '501'] as const)('without BillingLog (%s) the rows prove it', async (kind) => {
    const partyId = due();
    const id = bench.sim.faults.add({ path: '/api/BillingLog', times: 0 }, { kind });
    const report = await bench.run('renewMember', { partyId, ...cycle });
    bench.sim.faults.clear(id);
    expect(report).toMatchObject({ verdict: 'completed', result: { billed: true, billThrough: '2026-12-31' }, steps: [{ owner: 'us' }, { name: 'post batch' }] });
    expect(of(partyId, 'renewal.billed')).toHaveLength(1);
  });

  test('a cancel before the run ends as cancelled; after it the flow goes forward', async () => {
    const early = due();
    bench.sim.faults.add({ path: '/api/Subscription', contains: early }, { kind: '403' });
    const before = await bench.start('renewMember', { partyId: early, ...cycle });
    await bench.parked(before.workflowId);
    await bench.client.workflow.getHandle(before.workflowId).cancel();
    expect(await before.ended).toMatchObject({ verdict: 'cancelled' });
    expect(of(early, 'renewal.billed')).toEqual([]);
    const late = due();
    const started = bench.start('renewMember', { partyId: late, ...cycle, payment: cash });
    const off = bench.sim.onHit({ path: '/api/ComboOrder', contains: late }, 'before', async () => {
      await bench.client.workflow.getHandle((await started).workflowId).cancel();
    });
    expect(await (await started).ended.finally(off)).toMatchObject({ verdict: 'completed' });
    billedOnceAndPaid(late);
  });
});
