/**
 * Ends a subscription row this flow made, or brings an older row back to its before-image (domain-rules section 3).
 * Never deletes a row. What has been paid or changed by others since is for a person.
 */
import { readInvoiceSummary } from '../../imis/invoice.js';
import { putSubscription, readSubscriptionRaw, type Subscription, type SubscriptionChange, type SubscriptionRow } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Sight, Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { subscriptionTarget } from './create-subscription.js';
import { equal, isZero, less, minus } from '../money.js';

export interface RowToRestore {
  partyId: string;
  itemId: string;
  /** null: there was no row. undefined: not known. */
  before: Subscription | null | undefined;
  /** Is the present state surely the step's own? Else the row must have begun a new term since. */
  ours: boolean;
  /** First day of the term the step made; a new row is cancelled as of it. */
  beginDate: string;
}

type Seen = Sight<null, Subscription>;

/** Members that a billing moves and a PUT may set back. */
const MEMBERS = ['billBegin', 'billThrough', 'paidThru', 'billDate', 'cancelledAsOf', 'sourceCode'] as const;

export function restoreRow<Input>({ imis, tenant }: TenantRuntime, of: (input: Input) => RowToRestore): Write<Input, Subscription, null> {
  let read: SubscriptionRow | undefined;
  return {
    targets: (input) => [billsTarget(of(input).partyId), subscriptionTarget(of(input).partyId, of(input).itemId)],

    async look({ input, before: seen, ref }): Promise<Seen> {
      const target = of(input);
      read = await readSubscriptionRaw(imis, target.partyId, target.itemId);
      const row = read?.subscription;
      const there = (evidence: string): Seen => ({ change: 'there', owner: seen ? 'us' : 'other', result: null, evidence, provisional: true });
      if (!row) return there('there is no row: nothing to undo');
      // A person has restored it by hand, and says where: no image to hold it against, but the term must be gone.
      const gone = ended(row) || (row.billBegin ?? row.beginDate) !== target.beginDate;
      if (target.before === undefined && ref !== undefined && gone) return there('the term is gone from the row');
      if (target.before === undefined) return park(`how the ${target.itemId} row stood before is not known`);
      if (isRestored(row, target.before)) return there(target.before ? 'the row is as it was before' : 'the row is ended');
      return (await hindrance(row, target)) ?? { change: 'none', before: row, evidence: 'the row stands as the flow left it' };
    },

    send: ({ input }, options) => putSubscription(imis, read!.raw, restoring(read!.subscription, of(input)), options),
  };

  /** Why the row is not the flow's to change any more. */
  async function hindrance(row: Subscription, { ours, before, beginDate }: RowToRestore): Promise<Seen | undefined> {
    if (!ours && (row.billBegin ?? row.beginDate) !== beginDate) return park('the row has changed, and whose change it is cannot be told');
    if (row.updatedBy !== undefined && row.updatedBy.toUpperCase() !== tenant.username.toUpperCase()) return park('somebody else has changed the row since');
    if (row.accounting === 'accrual') return park('the row is billed on accrual: reverse its invoice in iMIS, then mark done');
    if (less(before?.paymentAmount ?? '0', row.paymentAmount) && !isZero(row.paymentAmount)) return park('a payment has come in since: take it back in iMIS first');
    if (!equal(row.futureCredits, before?.futureCredits ?? '0')) return park('a credit was applied to the row');
    if (!equal(row.previousBalance, before?.previousBalance ?? '0')) return park('the row carries the balance of an earlier term');
    if (less(billedFor(row, before), '0')) return park('no BilledAmount brings the row back to what it owed before');
    const invoice = row.invoiceId ? await readInvoiceSummary(imis, row.invoiceId) : undefined;
    if (invoice && !isZero(invoice.pendingAmount)) return park(`a payment is pending on invoice ${invoice.invoiceId}`);
    // To end a row leaves a persisted invoice open: an orphan (facts 5.2). It must be reversed first.
    const open = invoice?.kind === 'persisted' && invoice.invoiceId !== before?.invoiceId && !isZero(invoice.balance);
    return open ? park(`invoice ${invoice.invoiceId} is still open: reverse it in iMIS, then retry`) : undefined;
  }
}

const park = (evidence: string): Seen => ({ change: 'blocked', outcome: 'unknown', evidence });

const ended = (row: Subscription): boolean => !row.active || row.cancelledAsOf !== undefined;

function isRestored(row: Subscription, before: Subscription | null): boolean {
  if (before === null) return ended(row) && isZero(row.balance);
  return row.active === before.active && MEMBERS.every((name) => (row[name] ?? '') === (before[name] ?? '')) && equal(row.balance, before.balance);
}

/**
 * The BilledAmount with which the row owes what it owed before. A new billing forgets the payments of the term before:
 * to set the old BilledAmount again would then make a debt of a term that was paid.
 */
function billedFor(row: Subscription, before: Subscription | null | undefined): string {
  const rest = minus(minus(row.balance, row.billedAmount), before?.balance ?? '0');
  return minus('0', rest);
}

function restoring(row: Subscription, { before, beginDate }: RowToRestore): SubscriptionChange {
  const billed = billedFor(row, before);
  const amount = equal(row.billedAmount, billed) ? {} : { billedAmount: billed };
  if (!before) return { active: false, cancelledAsOf: beginDate, ...amount };
  const members = Object.fromEntries(MEMBERS.map((name) => [name, before[name] ?? null]));
  return { ...members, active: before.active, ...(before.billToPartyId && { billToPartyId: before.billToPartyId }), ...amount };
}
