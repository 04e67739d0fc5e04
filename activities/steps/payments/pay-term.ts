/** A paid term must show on the row: PaidThru moves to BillThrough (RESTRICTED flow 1, side effects). */
import { readSubscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';

/** The row that a purchase pays. */
export interface OwnLine {
  partyId: string;
  itemId: string;
  billThrough: string | null;
  billedAmount: string;
}

export interface Term {
  paidThru?: string;
  balance?: string;
  /** Why the term is not confirmed. */
  unconfirmed?: string;
  /** Another than our API user has changed the row last: a balance that is gone may be their doing. */
  byOther?: boolean;
}

/** Pending money moves no date until its batch is posted. */
export async function confirmTerm({ imis, tenant }: TenantRuntime, own: OwnLine | undefined, pending: boolean): Promise<Term> {
  if (!own) return {};
  const row = await readSubscription(imis, own.partyId, own.itemId);
  const { paidThru, balance, updatedBy } = row ?? {};
  const wanted = own.billThrough;
  const confirmed = pending || wanted === null || (paidThru !== undefined && paidThru >= wanted);
  return {
    ...(paidThru && { paidThru }),
    ...(balance && { balance }),
    ...(updatedBy !== undefined && updatedBy.toUpperCase() !== tenant.username.toUpperCase() && { byOther: true }),
    ...(!confirmed && { unconfirmed: `the row's PaidThru is ${paidThru ?? 'empty'}, not ${wanted}` }),
  };
}
