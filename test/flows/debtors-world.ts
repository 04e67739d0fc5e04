/** Members who owe, and what the ledger says that they paid. */
import type { Bench } from '../setup/bench.js';
import type { LedgerEntry } from '../simulator/index.js';

/** A member with an open invoice of 95.00. */
export function debtor({ sim }: Bench, itemId = 'REG', partyId = sim.world.addParty({ customerType: 'M' }).partyId): { partyId: string; invoiceId: string } {
  sim.staff.addSubscription({ partyId, itemId, beginDate: '2026-01-01' });
  return { partyId, invoiceId: sim.world.invoicesOf(partyId).at(-1)!.invoiceId };
}

export const payments = ({ sim }: Bench, partyId: string): LedgerEntry[] => sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied');
