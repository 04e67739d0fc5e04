/** No run of ours has billed: may one be sent? Every biller refuses a term that is not its own (domain-rules 2.12). */
import type { Subscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { subscriptionTarget } from '../subscriptions/create-subscription.js';
import { billedElsewhere, idsOf } from './renewal-result.js';
import { covers, rowThen, wouldBillAgain } from './renewal-rows.js';
import { again, rejected, type RenewalContext, type RenewalSeen } from './renewal-seen.js';

export function renewalDue({ tenant }: TenantRuntime, context: RenewalContext, rows: Subscription[]): RenewalSeen {
  const { billingCycleId, effectiveDate } = context.input;
  if (rows.length === 0) return rejected(`the party holds no active subscription of the billing cycle ${billingCycleId}`);
  const covered = rows.filter((row) => covers(row, effectiveDate));
  if (covered.length === rows.length) return billedAlready(context, rows);
  const twice = covered.find((row) => wouldBillAgain(row, effectiveDate));
  if (!twice || !tenant.billsUnpaidAgain)
    return { change: 'none', before: { rows: rows.map(rowThen) }, evidence: `not billed for ${effectiveDate} yet` };
  const { itemId, billThrough } = twice;
  return rejected(`${itemId} is billed through ${billThrough} and not paid, so a run would bill it again: pay it first, or sell the others by purchaseSubscription`);
}

function billedAlready({ answer, maybeSent, ref }: RenewalContext, rows: Subscription[]): RenewalSeen {
  // What we sent a moment ago may be all of it.
  if (answer) throw again('the rows are billed, but BillingLog does not show by whom');
  const result = billedElsewhere(rows);
  return {
    change: 'there',
    // Where a person vouches for it, its maker does not matter.
    owner: ref === undefined ? 'other' : 'unknown',
    result,
    ids: idsOf(result),
    evidence: `billed through ${result.billThrough ?? 'an unknown day'} already, by somebody else`,
    records: rows.map(({ partyId, itemId }) => subscriptionTarget(partyId, itemId)),
    ...(maybeSent && { provisional: true }),
  };
}
