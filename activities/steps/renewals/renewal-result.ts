/** What a renewal came to: terms, amounts, ids. No names. */
import type { BillingLogItem, BillingLogStatus } from '../../imis/billing-log.js';
import type { Subscription } from '../../imis/subscription.js';
import type { Ids } from '../../../workflows/contracts/reply.js';
import { positive, sum } from '../money.js';
import { asItem, isPaid, type BilledItem, type RowThen } from './renewal-rows.js';

export interface RenewalRun {
  billingRunName?: string;
  billingLogKey?: string;
  batchId?: string;
  /** `unknown`: BillingLog cannot be read, or the run is another's. */
  status: BillingLogStatus | 'unknown';
  /** Are batches of this tenant posted by us? (Tenant.postBatches) */
  tenantPosts: boolean;
  /** BillingLogKeys of more runs that bear the same name. */
  otherRuns?: string[];
}

export interface BilledRenewal extends RenewalRun {
  /** false: it was billed before, by somebody else. */
  billed: boolean;
  items: BilledItem[];
  /** The latest of the items. */
  billThrough: string | null;
  /** Of all items together. */
  billedAmount: string;
  /** One payer's; absent when the items are billed to several. */
  billToPartyId?: string;
  /** The one that the rows bear for this term; absent: none yet, or several. */
  invoiceId?: string;
  /** Persisted invoices of earlier terms: none of them is this term's. */
  formerInvoices: string[];
  /** What the rows owed for the terms before, when that is more than nothing. */
  owedBefore?: string;
  /** Nothing of the term is owed. */
  paid: boolean;
  paidThru?: string;
  balance?: string;
}

export const idsOf = ({ invoiceId }: BilledRenewal): Ids => (invoiceId ? { invoiceId } : {});

/** By our own run. `items` as BillingLog has them; without them (it cannot be read) the rows that moved tell. */
export function billedHere(run: RenewalRun, items: BillingLogItem[] | undefined, rows: Subscription[], before: RowThen[]): BilledRenewal {
  const billed = items?.map(fromLog) ?? rows.map(asItem);
  const own = rows.filter((row) => billed.some(({ itemId, billThrough }) => itemId === row.itemId && billThrough === (row.billThrough ?? null)));
  const owedBefore = sum(before.map(({ balance }) => balance).filter(positive));
  return {
    ...run,
    billed: true,
    ...summary(billed, own, before.flatMap(({ invoiceId }) => invoiceId ?? [])),
    ...(positive(owedBefore) && { owedBefore }),
  };
}

/** By others: the rows as they stand. */
export const billedElsewhere = (rows: Subscription[]): BilledRenewal => ({
  status: 'unknown',
  tenantPosts: false,
  billed: false,
  ...summary(rows.map(asItem), rows, []),
});

const fromLog = ({ partyId, itemId, billBegin, billThrough, amount, billToPartyId = partyId }: BillingLogItem): BilledItem => ({
  itemId,
  billBegin: billBegin ?? null,
  billThrough: billThrough ?? null,
  amount,
  billToPartyId,
});

function summary(items: BilledItem[], rows: Subscription[], former: string[]): Omit<BilledRenewal, 'billed' | keyof RenewalRun> {
  const formerInvoices = former.filter((id) => !isLegacy(id));
  const invoices = new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []).filter((id) => !formerInvoices.includes(id)));
  const payers = new Set(items.map(({ billToPartyId }) => billToPartyId));
  const [invoiceId] = invoices;
  const [billToPartyId] = payers;
  const [paidThru] = rows.flatMap((row) => row.paidThru ?? []).sort();
  return {
    items,
    billThrough: items.flatMap(({ billThrough }) => billThrough ?? []).sort().at(-1) ?? null,
    billedAmount: sum(items.map(({ amount }) => amount)),
    ...(payers.size === 1 && billToPartyId !== undefined && { billToPartyId }),
    ...(invoices.size === 1 && invoiceId !== undefined && { invoiceId }),
    formerInvoices,
    paid: rows.length > 0 && rows.length === items.length && rows.every(isPaid),
    ...(paidThru !== undefined && { paidThru }),
    ...(rows.length > 0 && { balance: sum(rows.map(({ balance }) => balance)) }),
  };
}

/** A legacy cash invoice is a projection: its number may stay the same over the terms (facts 5.2). */
export const isLegacy = (invoiceId: string): boolean => /^CASH:/i.test(invoiceId);
