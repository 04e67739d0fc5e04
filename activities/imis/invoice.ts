/** InvoiceSummary: what an invoice owes, and the object that a payment sends back (vendor page RESTRICTED, flow 1). */
import { Decimal } from 'decimal.js';
import { ReadFailed } from '../http/answer.js';
import type { Imis } from './api.js';
import { entityAddress } from './wire/address.js';
import { readDate } from './wire/date.js';
import { currencyOf, formatAmount, readMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { child, flag, malformed, oneOf, type Raw, requiredText, sameId, text } from './wire/shape.js';
import { className } from './wire/type.js';

export { type InvoiceLine, readInvoiceLines } from './invoice-lines.js';
export { type CashReversal, reverseCashInvoice } from './invoice-reversal.js';

/** Names of `InvoicePurpose`, in the vendor's order (facts 6.2). */
export const PURPOSES = [
  'Regular',
  'SubscriptionBilling',
  'Pledge',
  'Gift',
  'AutoPayPledge',
  'PastDueSubscriptionBilling',
  'AutoPayRenewalBilling',
  'AutoPayBilling',
  'MembershipJoin',
  'MembershipRenewal',
  'PastDueMembershipRenewal',
  'InstallmentPledge',
  'SubscriptionFees',
  'MembershipAdjustment',
  'AutoPaySubscriptionFees',
  'AdditionalMembershipFees',
  'RenewalAdjustment',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Amounts are decimal strings in `currency`, dates `YYYY-MM-DD`. */
export interface InvoiceSummary {
  /** Opaque: `CASH:23215:20201110-0`, `CASH:{party}:{guid}` and `8158` all occur (facts 5.2). */
  invoiceId: string;
  /** `legacy`: a cash invoice projected from the subscriptions, one per payer and day. `persisted`: a stored record. */
  kind: 'legacy' | 'persisted';
  billToPartyId: string;
  soldToPartyId?: string;
  severalShipTo: boolean;
  invoiceAmount: string;
  paymentAmount: string;
  /** Paid, but in a batch that is not posted. */
  pendingAmount: string;
  adjustmentAmount: string;
  balance: string;
  previousBalance: string;
  currency: string;
  decimals: number;
  /** Number of the InvoicePurpose; `PURPOSES[purpose]` is its name. */
  purpose: number;
  accounting: 'cash' | 'accrual';
  /** An automatic payment stands behind it: nobody else may pay it unasked. */
  autoPay: boolean;
  invoiceDate?: string;
  /** As received: a ComboOrder sends it back unchanged. It holds personal data and never leaves the process. */
  raw: Raw;
}

/** Reads InvoiceSummaryData. Throws ReadFailed when it is something else, or its amounts or currency are missing. */
export function parseInvoiceSummary(raw: Raw, invoices: 'auto' | 'legacy' | 'persisted' = 'auto'): InvoiceSummary {
  const invoiceId = requiredText(raw, 'InvoiceId');
  const billTo = child(raw, 'BillToParty') ?? malformed('InvoiceSummaryData.BillToParty is missing');
  const soldTo = child(raw, 'SoldToParty');
  const unit = currencyOf(raw, ['Balance', 'InvoiceAmount']) ?? malformed('InvoiceSummaryData names no currency');
  const amount = (name: string) => readMoney(raw, name)?.amount ?? formatAmount(0, unit.decimals);
  const required = (name: string) => readMoney(raw, name)?.amount ?? malformed(`InvoiceSummaryData.${name} is missing`);
  const purpose = oneOf(raw, 'InvoicePurpose', PURPOSES);
  return {
    invoiceId,
    kind: invoices === 'auto' ? kindOf(invoiceId, raw.$type) : invoices,
    billToPartyId: requiredText(billTo, 'PartyId'),
    soldToPartyId: soldTo && text(soldTo, 'PartyId'),
    severalShipTo: flag(raw, 'HasMultipleShipToParty'),
    invoiceAmount: required('InvoiceAmount'),
    paymentAmount: amount('PaymentAmount'),
    pendingAmount: amount('PendingPaymentAmount'),
    adjustmentAmount: amount('AdjustmentAmount'),
    balance: required('Balance'),
    previousBalance: amount('PreviousBalance'),
    ...unit,
    purpose: PURPOSES.indexOf(purpose),
    accounting: oneOf(raw, 'AccountingMethod', ['Cash', 'Accrual']) === 'Cash' ? 'cash' : 'accrual',
    autoPay: text(raw, 'AutoPayInstructionId') !== undefined || purpose.startsWith('AutoPay'),
    invoiceDate: readDate(raw, 'InvoiceDate'),
    raw,
  };
}

/** The id tells; the class does not, since pledge invoices with plain numbers are LegacyInvoiceData too. */
function kindOf(invoiceId: string, type: unknown): 'legacy' | 'persisted' {
  if (/^CASH:/i.test(invoiceId)) return 'legacy';
  return /^\d+$/.test(invoiceId) || !className(type).startsWith('Legacy') ? 'persisted' : 'legacy';
}

/** What is still to be paid: the balance less what is pending (domain rules 2.1). */
export const owed = (invoice: Pick<InvoiceSummary, 'balance' | 'pendingAmount' | 'decimals'>): string =>
  formatAmount(new Decimal(invoice.balance).minus(invoice.pendingAmount), invoice.decimals);

/** GET /api/InvoiceSummary/{InvoiceId}. undefined on 404, which for a legacy cash invoice does not mean "paid". */
export async function readInvoiceSummary(imis: Imis, invoiceId: string): Promise<InvoiceSummary | undefined> {
  const { path, query } = entityAddress('InvoiceSummary', invoiceId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'InvoiceSummary');
  if (raw === undefined) return undefined;
  const invoice = parseInvoiceSummary(raw, imis.tenant.invoices);
  return sameId(invoice.invoiceId, invoiceId) ? invoice : malformed('another InvoiceSummary came than was asked for');
}

export interface InvoiceFilter {
  billToPartyId: string;
  /** Names of purposes (`PURPOSES`); by default all. */
  types?: readonly string[];
  /** Only those with a balance above zero. */
  openOnly?: boolean;
}

/**
 * GET /api/InvoiceSummary?BillToPartyId=&InvoiceType=&Balance=gt:0. Filters again on our side; throws ReadFailed
 * `rejected` when invoices of other payers come back, or a type is not known.
 */
export async function listInvoices(imis: Imis, filter: InvoiceFilter): Promise<InvoiceSummary[]> {
  const { billToPartyId, types, openOnly } = filter;
  // An unknown name would match nothing, which would read as "nothing is owed".
  const unknown = types?.find((type) => !PURPOSES.some((one) => one === type));
  if (unknown !== undefined) refuse(`there is no invoice type of the name ${unknown}`);
  const query = {
    BillToPartyId: billToPartyId,
    // Several types cannot be asked for at once by the documented form, so then all are read.
    InvoiceType: types?.length === 1 ? types[0] : undefined,
    Balance: openOnly ? 'gt:0' : undefined,
  };
  const found: InvoiceSummary[] = [];
  await imis.list('InvoiceSummary', query, (rows) => {
    for (const row of rows) {
      const invoice = parseInvoiceSummary(row, imis.tenant.invoices);
      if (!sameId(invoice.billToPartyId, billToPartyId)) {
        refuse('InvoiceSummary ignored the filter BillToPartyId: invoices of others came back');
      }
      found.push(invoice);
    }
  });
  return found.filter(
    (one) =>
      (!types || types.some((type) => PURPOSES[one.purpose] === type)) &&
      (!openOnly || new Decimal(one.balance).greaterThan(0)),
  );
}

function refuse(message: string): never {
  throw new ReadFailed({ kind: 'rejected', sent: true, status: 200, message });
}
