/** A legacy invoice carries what an earlier term still owes: it is paid with the new one, once, and the report says so. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { allFindings, check } from '../simulator/index.js';

const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0, switches: { invoices: 'legacy' } } });
});
afterAll(async () => await bench.close());

test.each(['auto', 'required'] as const)('what an earlier term owes is paid with the new one (posting %s)', async (postSingleRenewals) => {
  bench.sim.switches.postSingleRenewals = postSingleRenewals;
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  bench.sim.staff.addSubscription({ partyId, itemId: 'REG', beginDate: '2025-01-01', billDate: '2024-12-01' });
  const before = bench.sim.snapshot();
  const from = bench.sim.ledger.length;
  const input = { partyId, ...cycle, payment: cash };
  const report = await bench.run('renewMember', input);
  expect(report).toMatchObject({
    verdict: 'completed',
    result: { billedAmount: '95.00', amount: '190.00', balance: '0.00', paidThru: '2026-12-31' },
    notes: [expect.stringMatching(/^95\.00 of an earlier term/)],
  });
  const ledger = bench.sim.ledger.slice(from);
  const findings = check({ before, after: bench.sim.snapshot(), ledger, reports: [{ report: { ...report }, input: { ...input } }] });
  expect(allFindings(findings)).toEqual([]);
});
