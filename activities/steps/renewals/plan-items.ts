/** Which products a run of a billing cycle bills, as far as the cycle says it (facts 4). */
import type { BillingCycle } from '../../imis/billing-cycle.js';

/** The ids of its items, or why they are not known. */
export function itemsOf(cycle: BillingCycle): { items: string[] } | { unknown: string } {
  const flags = [
    cycle.includeAllMembershipItems && 'IncludeAllMembershipItems',
    cycle.includeAllChapters && 'IncludeAllChapters',
    cycle.includeAllSections && 'IncludeAllSections',
  ].filter((flag) => typeof flag === 'string');
  if (flags.length > 0) return { unknown: `it bills more than it lists (${flags.join(', ')})` };
  if (cycle.items === undefined) return { unknown: 'its lists of items have an unexpected form' };
  return cycle.items.length === 0 ? { unknown: 'it lists none' } : { items: cycle.items };
}
