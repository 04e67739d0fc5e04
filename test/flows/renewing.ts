/** Renewals of single members where what stands already decides: what those test files share. */
import type { RenewMember } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { openBench, type Bench } from '../setup/bench.js';

export const cycle = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };

export interface Renewing {
  bench: Bench;
  /** A member who is due. */
  due(): string;
  newMember(): string;
  /** Sold by the office: billed for the year, not paid. */
  sold(partyId: string, itemId?: string): void;
  renew(input: Partial<RenewMember> & { partyId: string }): Promise<Report>;
  /** Entries of the ledger. */
  of(partyId: string, kind: string): Bench['sim']['ledger'];
  billed(partyId: string): Bench['sim']['ledger'];
}

export async function openRenewing(): Promise<Renewing> {
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted', postSingleRenewals: 'required' } } });
  const { sim } = bench;
  const of: Renewing['of'] = (partyId, kind) => sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind);
  return {
    bench,
    of,
    billed: (partyId) => of(partyId, 'renewal.billed'),
    due: () => sim.world.addMembers(1, { paidThru: '2025-12-31' })[0]!,
    newMember: () => sim.world.addParty({ customerType: 'M' }).partyId,
    sold: (partyId, itemId = 'REG') => void sim.staff.addSubscription({ partyId, itemId, beginDate: '2026-01-01', billDate: '2025-12-01' }),
    renew: (input) => bench.run('renewMember', { ...cycle, ...input }),
  };
}
