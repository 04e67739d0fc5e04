/**
 * Finds the invoice of a renewal (domain-rules section 4, facts 4 and 5.2): the one that its rows bear, the legacy one
 * named after the run, or the one open invoice of the payer that fits. It may come only when the batch is posted, so
 * "no invoice yet" is not "not billed".
 */
import { listInvoices, readInvoiceLines, readInvoiceSummary, type InvoiceSummary } from '../../imis/invoice.js';
import type { Subscription } from '../../imis/subscription.js';
import { sameId } from '../../imis/wire/shape.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Sight, Write } from '../../write/write.js';
import { equal, positive, sum } from '../money.js';
import type { OwnLine } from '../payments/pay-term.js';
import { rowsOf } from './renewal-cycle.js';
import { isLegacy } from './renewal-result.js';
import { isPaid, type BilledItem } from './renewal-rows.js';

export interface FindRenewalInvoice {
  partyId: string;
  /** What was billed, by our run or by others. */
  items: BilledItem[];
  /** Of our own run: the date of an invoice that no row names. */
  runDate?: string | undefined;
  billingLogKey?: string | undefined;
  /** As the rows bore it right after our own run. */
  invoiceId?: string | undefined;
  /** Stored invoices of earlier terms: never this one's, even where a row still bears one. */
  formerInvoices: string[];
  /** It is to be paid: then it is waited for. */
  wanted: boolean;
}

/** All absent: there is none yet. */
export interface RenewalInvoice {
  invoiceId?: string;
  billToPartyId?: string;
  balance?: string;
  paidThru?: string;
  /** Nothing of the term is owed. */
  settled?: boolean;
  /** What of it is ours to pay. */
  own?: OwnLine;
  /** Ours among lines of others, when there are several. */
  lines?: { lineId: string; amount: string }[];
}

type Seen = Sight<RenewalInvoice, never>;

/** A renewal's purposes (facts 6.2): never pledges, gifts or orders. */
const PURPOSES = ['SubscriptionBilling', 'MembershipRenewal', 'AutoPayRenewalBilling', 'SubscriptionFees', 'AdditionalMembershipFees'];

export function findRenewalInvoice({ imis, tenant, recent }: TenantRuntime): Write<FindRenewalInvoice, never, RenewalInvoice> {
  return {
    targets: () => [],
    send: () => Promise.reject(new Error('a reading step sends nothing')),

    async look({ input }): Promise<Seen> {
      const payers = new Set(input.items.map(({ billToPartyId }) => billToPartyId));
      if (input.wanted && payers.size > 1) return unknown('the term is billed to several payers: pay each invoice by payInvoice, then skip');
      const rows = input.invoiceId ? [] : ownRows(input, await rowsOf(imis, input.partyId));
      if (rows.length === input.items.length && rows.every(isPaid)) return settled(rows);
      const ids = input.invoiceId ? [input.invoiceId] : idsOnRows(input, rows);
      if (ids.length > 1) return input.wanted ? unknown(`the term is billed on ${ids.length} invoices: pay each by payInvoice, then skip`) : none(input);
      const [invoiceId] = ids;
      if (invoiceId !== undefined && !input.wanted) return found({ invoiceId });
      const invoice = await read(input, invoiceId);
      // An invoice without a balance is not the one of rows that owe.
      const another = invoice && !positive(invoice.balance) && rows.some(({ balance }) => positive(balance));
      return invoice && !another ? await toPay(input, invoice) : none(input);
    },
  };

  async function read(input: FindRenewalInvoice, invoiceId: string | undefined): Promise<InvoiceSummary | undefined> {
    if (invoiceId !== undefined) return await readInvoiceSummary(imis, invoiceId);
    const { billingLogKey, partyId, wanted } = input;
    const named = billingLogKey !== undefined && tenant.invoices !== 'persisted';
    const legacy = named ? await readInvoiceSummary(imis, `CASH:${input.items[0]?.billToPartyId ?? partyId}:${billingLogKey}`) : undefined;
    return legacy ?? (wanted && input.runDate ? await onlyFitting(input) : undefined);
  }

  /** The one open invoice of the payer that has our amount, our day and our lines. Two that fit are none. */
  async function onlyFitting(input: FindRenewalInvoice): Promise<InvoiceSummary | undefined> {
    const billToPartyId = input.items[0]!.billToPartyId;
    const open = await listInvoices(imis, { billToPartyId, types: PURPOSES, openOnly: true });
    const fitting: InvoiceSummary[] = [];
    for (const invoice of open.filter((one) => equal(one.invoiceAmount, total(input)) && one.invoiceDate === input.runDate)) {
      if (input.formerInvoices.includes(invoice.invoiceId)) continue;
      const lines = await readInvoiceLines(imis, invoice.invoiceId);
      if (input.items.every((item) => lines.some((line) => isLineOf(input, item, line)))) fitting.push(invoice);
    }
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  async function toPay(input: FindRenewalInvoice, invoice: InvoiceSummary): Promise<Seen> {
    recent.put(invoice);
    const { invoiceId, billToPartyId, balance } = invoice;
    const [first] = input.items.filter(({ amount }) => positive(amount));
    const own = first && { partyId: input.partyId, itemId: first.itemId, billThrough: first.billThrough, billedAmount: total(input) };
    const mine = { invoiceId, billToPartyId, balance, ...(own && { own }) };
    // One line of ours among others is told by the payment itself.
    if (input.items.length === 1 || equal(invoice.invoiceAmount, total(input))) return found(mine);
    const lines = (await readInvoiceLines(imis, invoiceId))
      .filter((line) => input.items.some((item) => isLineOf(input, item, line)) && positive(line.balance))
      .map(({ lineId, balance: amount }) => ({ lineId, amount }));
    return found(lines.length === 0 ? { ...mine, settled: true } : { ...mine, lines });
  }
}

/** The rows, as long as they show the terms that were billed. */
const ownRows = ({ items }: FindRenewalInvoice, rows: Subscription[]): Subscription[] =>
  rows.filter((row) => items.some(({ itemId, billThrough }) => sameId(itemId, row.itemId) && billThrough === (row.billThrough ?? null)));

const idsOnRows = ({ formerInvoices }: FindRenewalInvoice, rows: Subscription[]): string[] => [
  ...new Set(rows.flatMap(({ invoiceId }) => invoiceId ?? []).filter((id) => isLegacy(id) || !formerInvoices.includes(id))),
];

const isLineOf = ({ partyId }: FindRenewalInvoice, item: BilledItem, line: { itemId?: string; shipToPartyId?: string }): boolean =>
  sameId(line.itemId, item.itemId) && sameId(line.shipToPartyId ?? partyId, partyId);

const total = ({ items }: FindRenewalInvoice): string => sum(items.map(({ amount }) => amount));

const found = (result: RenewalInvoice): Seen => ({
  change: 'there',
  owner: 'us',
  result,
  ids: result.invoiceId ? { invoiceId: result.invoiceId } : {},
  evidence: result.settled ? 'nothing of the term is owed' : `invoice ${result.invoiceId}`,
});

function settled(rows: Subscription[]): Seen {
  const [paidThru] = rows.flatMap((row) => row.paidThru ?? []).sort();
  const [invoiceId] = new Set(rows.flatMap((row) => row.invoiceId ?? []));
  return found({ settled: true, balance: '0.00', ...(paidThru && { paidThru }), ...(invoiceId && { invoiceId }) });
}

const none = ({ wanted }: FindRenewalInvoice): Seen => ({
  change: 'there',
  owner: 'us',
  result: {},
  evidence: 'there is no invoice of the term yet: it may come when the batch of the run is posted in iMIS',
  ...(wanted && { unconfirmed: true }),
});

const unknown = (evidence: string): Seen => ({ change: 'blocked', outcome: 'unknown', evidence });
