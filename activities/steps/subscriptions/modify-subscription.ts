/** Changes editable fields of a subscription (SUBSCRIPTION; domain-rules section 4), and puts them back. */
import type { Properties } from '../../../workflows/contracts/property-names.js';
import { cancels } from '../../../workflows/contracts/subscription-fields.js';
import { putSubscription, readSubscriptionRaw, type Subscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { billsTarget } from '../bills.js';
import { tell, type Blocked, type FieldRecord, type Reading, type Values } from '../fields/record.js';
import { equal, positive } from '../money.js';
import { subscriptionTarget } from './create-subscription.js';
import { changeOf, closedFields, valuesOf, wishOf } from './modify-wish.js';
import { factsOf, hindrance, invoiceOf, owedOn, type HowToSettle } from './open-balance.js';

export interface ModifySubscription {
  partyId: string;
  itemId: string;
  set: Properties;
  openBalance?: 'leave' | HowToSettle;
}

export interface ModifiedSubscription {
  /** Fields that this step has changed, with their new values. */
  changed: Values;
  /** Fields that were as wished before. */
  unchanged: string[];
  /** As wished now; whether this step has changed them cannot be told. */
  perhapsChanged?: string[];
  invoiceId?: string;
  balance: string;
  currency: string;
  /** A cancelled subscription's live AutoPay instruction. */
  autoPay?: string;
  /** Money on a cancelled subscription's invoice that its batch still holds. */
  pending?: string;
  /** Its invoice is a record of its own, and stays as it was billed (facts 5.2). */
  invoiceStays?: true;
}

export function subscriptionFields(runtime: TenantRuntime): FieldRecord<ModifySubscription, Subscription, ModifiedSubscription> {
  const { imis, tenant } = runtime;
  return {
    targets: ({ partyId, itemId }) => [billsTarget(partyId), subscriptionTarget(partyId, itemId)],
    records: ({ partyId, itemId }) => [subscriptionTarget(partyId, itemId)],
    called: ({ partyId, itemId }) => `the ${itemId} subscription of party ${partyId}`,

    async read({ partyId, itemId, set }) {
      const read = await readSubscriptionRaw(imis, partyId, itemId);
      if (!read) return undefined;
      const { subscription: row, raw } = read;
      const { lastUpdated, updatedBy } = row;
      return { row, raw, values: valuesOf(row, Object.keys(wishOf(set))), updatedOn: lastUpdated, updatedBy, facts: { paid: row.paymentAmount } };
    },

    wish: ({ set }) => wishOf(set),

    async objection(input, reading, open) {
      const { row } = reading;
      const closed = closedFields(row, open);
      if (closed.length > 0) return rejected(`${closed.join(', ')}: billed on accrual, so iMIS lets no date or amount be changed`);
      return cancels(wishOf(input.set)) ? await objectionToCancel(input, reading) : undefined;
    },

    factsOf: async ({ set }, { row }) => (cancels(wishOf(set)) ? factsOf(await invoiceOf(runtime, row)) : {}),

    objectionToUndo: ({ row }, { facts }) => (equal(row.paymentAmount, facts['paid']!) ? undefined : 'a payment has come in or gone since: compare in iMIS'),

    put: ({ raw }, values, options) => putSubscription(imis, raw, changeOf(values), options),

    result({ set }, { row, values }, byUs, { autoPay, pending }) {
      const { invoiceId, balance, currency } = row;
      const { changed, ...others } = tell(Object.keys(wishOf(set)), byUs);
      const stays = changed.includes('billedAmount') && invoiceId !== undefined && !isLegacy(invoiceId);
      return {
        changed: Object.fromEntries(changed.map((name) => [name, values[name] ?? null])),
        ...others,
        ...(invoiceId !== undefined && { invoiceId }),
        balance,
        currency,
        ...(autoPay !== undefined && { autoPay }),
        ...(pending !== undefined && { pending }),
        ...(stays && { invoiceStays: true }),
      };
    },
  };

  /** An open balance is never left or taken away unasked; whatever would refuse it later is found out before the change. */
  async function objectionToCancel({ set, openBalance }: ModifySubscription, { row, facts }: Reading<Subscription>): Promise<Blocked | undefined> {
    const invoice = await invoiceOf(runtime, row);
    Object.assign(facts, factsOf(invoice));
    if (openBalance === undefined) {
      const open = owedOn(row, invoice);
      const on = row.invoiceId === undefined ? '' : ` on invoice ${row.invoiceId}`;
      return positive(open) ? rejected(`the subscription still owes ${open} ${row.currency}${on}: say openBalance, leave, writeOff or reverse`) : undefined;
    }
    if (openBalance === 'leave' || !positive(row.balance)) return undefined;
    const { cancelledAsOf = null } = wishOf(set);
    const ended = { ...row, ...(cancelledAsOf !== null && { cancelledAsOf: String(cancelledAsOf) }) };
    const why = await hindrance(runtime, ended, invoice, openBalance);
    return why === undefined ? undefined : rejected(why);
  }

  function isLegacy(invoiceId: string): boolean {
    return tenant.invoices === 'auto' ? invoiceId.startsWith('CASH:') : tenant.invoices === 'legacy';
  }
}

const rejected = (evidence: string): Blocked => ({ change: 'blocked', outcome: 'rejected', evidence });
