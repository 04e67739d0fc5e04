/** Which rows of a party a billing cycle bills (facts 4, LegacyBillingCycleData). */
import type { Imis } from '../../imis/api.js';
import { readBillingCycle, type BillingCycle } from '../../imis/billing-cycle.js';
import type { Subscription } from '../../imis/subscription.js';
import { listSubscriptions } from '../../imis/subscription-list.js';
import { sameId } from '../../imis/wire/shape.js';

const FRESH_MS = 60_000;

const known = new WeakMap<Imis, Map<string, { cycle: BillingCycle; at: number }>>();

/**
 * The cycle, kept for a minute in this process: thousands of members are renewed by one. Safe, since it names no price
 * and no date: iMIS bills by its own cycle, and amounts and terms are read from what it billed. Only which rows are
 * looked at comes from here, and an item that staff add to the cycle may come between any look and its send anyway.
 */
export async function cycleOf(imis: Imis, cycleId: string): Promise<BillingCycle | undefined> {
  const cycles = known.get(imis) ?? new Map<string, { cycle: BillingCycle; at: number }>();
  known.set(imis, cycles);
  const kept = cycles.get(cycleId);
  if (kept && performance.now() - kept.at < FRESH_MS) return kept.cycle;
  const cycle = await readBillingCycle(imis, cycleId);
  if (cycle) cycles.set(cycleId, { cycle, at: performance.now() });
  else cycles.delete(cycleId);
  return cycle;
}

/** The party's rows that a run of the cycle may bill: inactive and cancelled ones are none of its. Throws ReadFailed. */
export async function rowsOfCycle(imis: Imis, cycle: BillingCycle, partyId: string): Promise<Subscription[]> {
  const rows = await rowsOf(imis, partyId);
  return rows.filter((row) => row.active && row.cancelledAsOf === undefined && mayBill(cycle, row));
}

export async function rowsOf(imis: Imis, partyId: string): Promise<Subscription[]> {
  const rows: Subscription[] = [];
  await listSubscriptions(imis, { partyIds: [partyId] }, (row) => void rows.push(row));
  return rows;
}

/**
 * Where the cycle does not name all of its items, more rows may be among them: those that are a part of the membership,
 * or any, since how a chapter's or a section's row can be told is unknown. Too many rows may refuse a renewal, too few
 * may bill a term twice.
 */
export function mayBill(cycle: BillingCycle, row: Subscription): boolean {
  const { items, includeAllMembershipItems, includeAllChapters, includeAllSections } = cycle;
  if (items === undefined || includeAllChapters || includeAllSections) return true;
  return items.some((itemId) => sameId(itemId, row.itemId)) || (includeAllMembershipItems && row.isMemberComponent);
}
