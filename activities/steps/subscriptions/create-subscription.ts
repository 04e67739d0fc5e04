/** Adds a subscription, billed or not (RESTRICTED flow 1, step 1; SUBSCRIPTION). One row per party and product. */
import { type Subscription, postSubscription, readSubscription } from '../../imis/subscription.js';
import { readInvoiceSummary, type InvoiceSummary } from '../../imis/invoice.js';
import { readPrice } from '../../imis/price.js';
import { ReadFailed } from '../../http/answer.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf, type LookContext, type Sight, type Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { asMoney, equal } from '../money.js';

export interface CreateSubscription {
  partyId: string;
  itemId: string;
  beginDate: string;
  billToPartyId?: string;
  bill?: boolean;
  amount?: string | number;
  billDate?: string;
  sourceCode?: string;
  isMemberComponent?: boolean;
  isComplimentary?: boolean;
}

/** The row as it stood before; null when there was none. */
export type RowBefore = { row: Subscription | null };

export interface CreatedSubscription {
  partyId: string;
  itemId: string;
  billToPartyId: string;
  invoiceId?: string;
  invoices: 'legacy' | 'persisted';
  billBegin: string | null;
  billThrough: string | null;
  billedAmount: string;
  balance: string;
  currency: string;
}

type Context = LookContext<CreateSubscription, RowBefore>;
type Seen = Sight<CreatedSubscription, RowBefore>;

export const subscriptionTarget = (partyId: string, itemId: string): string => `subscription:${partyId}|${itemId.toUpperCase()}`;

export function createSubscription({ tenant, imis, recent }: TenantRuntime): Write<CreateSubscription, RowBefore, CreatedSubscription> {
  let currency: string | undefined;
  return {
    shared: true,
    targets: ({ partyId, itemId }) => [billsTarget(partyId), subscriptionTarget(partyId, itemId)],

    async look(context) {
      const { input, answer } = context;
      const posted = answer?.kind === 'ok' ? (answer.body as Subscription) : undefined;
      // A persisted invoice is made for this bill alone, so it proves the row, and the payment needs it anyway.
      if (posted?.invoiceId && kindOf(posted.invoiceId) === 'persisted') {
        const invoice = await readInvoiceSummary(imis, posted.invoiceId);
        if (invoice && proves(invoice, posted)) {
          recent.put(invoice);
          return there(context, posted, 'us', `billed on invoice ${posted.invoiceId}`);
        }
      }
      const seen = sight(context, await readSubscription(imis, input.partyId, input.itemId));
      if (seen.change === 'none' && input.amount !== undefined) currency = await currencyOf(input);
      return seen;
    },

    send({ input, marker }, options) {
      const { amount, bill = true, ...rest } = input;
      const priced = amount === undefined ? {} : { amount: asMoney(amount), currency };
      const marked = tenant.markSourceCode && !input.sourceCode ? { sourceCode: marker } : {};
      return postSubscription(imis, { ...rest, bill, ...priced, ...marked }, options);
    },
  };

  /** The currency of an amount of ours is the one iMIS prices the item in: never assumed. */
  async function currencyOf({ partyId, itemId }: CreateSubscription): Promise<string> {
    const price = await readPrice(imis, partyId, itemId);
    if (!price) throw new ReadFailed({ kind: 'rejected', sent: true, status: 404, message: `iMIS has no price, and so no currency, of ${itemId}` });
    return price.currency;
  }

  function kindOf(invoiceId: string): 'legacy' | 'persisted' {
    if (tenant.invoices !== 'auto') return tenant.invoices;
    return invoiceId.startsWith('CASH:') ? 'legacy' : 'persisted';
  }

  function proves(invoice: InvoiceSummary, posted: Subscription): boolean {
    const billTo = posted.billToPartyId ?? posted.partyId;
    return invoice.billToPartyId === billTo && equal(invoice.invoiceAmount, posted.billedAmount);
  }

  function sight(context: Context, row: Subscription | undefined): Seen {
    const { beginDate, itemId } = context.input;
    if (row && stands(row) && termStart(row) === beginDate) {
      const byUs = row.updatedBy === undefined ? undefined : row.updatedBy.toUpperCase() === tenant.username.toUpperCase();
      const marked = tenant.markSourceCode && !context.input.sourceCode ? row.sourceCode === context.marker : undefined;
      return there(context, row, ownerOf(context, { ...(byUs !== undefined && { byUs }), ...(marked !== undefined && { marked }) }), `the row's term begins ${beginDate}`);
    }
    if (row && stands(row) && overlaps(row, beginDate))
      return {
        change: 'blocked',
        outcome: 'rejected',
        evidence: `the party's ${itemId} row already covers ${row.billBegin} to ${row.billThrough}: a term from ${beginDate} would be billed twice`,
      };
    return { change: 'none', before: { row: row ?? null }, evidence: row ? 'the row stands at another term' : 'no such subscription' };
  }

  function there({ input }: Context, row: Subscription, owner: 'us' | 'other' | 'unknown', evidence: string): Seen {
    const { invoiceId, billBegin = null, billThrough = null, billedAmount, balance, currency } = row;
    const result: CreatedSubscription = {
      partyId: input.partyId,
      itemId: input.itemId,
      billToPartyId: row.billToPartyId ?? input.partyId,
      invoices: invoiceId ? kindOf(invoiceId) : tenant.invoices === 'legacy' ? 'legacy' : 'persisted',
      ...(invoiceId && { invoiceId }),
      billBegin,
      billThrough,
      billedAmount,
      balance,
      currency,
    };
    const records = [subscriptionTarget(input.partyId, input.itemId)];
    return { change: 'there', owner, result, ids: invoiceId ? { invoiceId } : {}, evidence, records };
  }
}

const stands = (row: Subscription): boolean => row.active && row.cancelledAsOf === undefined;

const termStart = (row: Subscription): string | undefined => row.billBegin ?? row.beginDate;

/** Every biller refuses a term that overlaps one that is not its own (domain-rules 2.12). */
const overlaps = (row: Subscription, beginDate: string): boolean => row.billThrough !== undefined && beginDate <= row.billThrough;
