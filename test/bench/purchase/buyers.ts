/** Who buys, and of which association. */
import type { InputOf } from '../../../workflows/contracts/inputs.js';
import { FIRST_MEMBER } from '../dues-file.js';
import { BEGIN, PRODUCT } from '../plain/vendor-calls.js';

/** A tenant makes one call at a time, so flows that are open at the same time are spread over as many, up to this. */
export const MOST_TENANTS = 50;

/**
 * The shipped settings, but for the settle time: on a machine that is too busy a worker loses a slot for a moment, and would
 * write nothing for five minutes. No flow that meets no fault waits for it.
 */
export const SETTINGS = { IMIS_SETTLE_SECONDS: '6' };

export const tenantNames = (count: number): string[] => Array.from({ length: count }, (_, n) => `association-${n + 1}`);

/** Tenants for so many flows at a time. */
export const tenantsFor = (concurrency: number): string[] => tenantNames(Math.min(concurrency, MOST_TENANTS));

/** Plain members of the simulator; each buys once. */
export const buyer = (n: number): string => String(FIRST_MEMBER + n);

export const purchaseOf = (tenant: string, partyId: string): InputOf<'purchaseSubscription'> => ({
  tenant,
  partyId,
  itemId: PRODUCT,
  beginDate: BEGIN,
  payment: { methodId: 'CASH', type: 'Cash' },
});
