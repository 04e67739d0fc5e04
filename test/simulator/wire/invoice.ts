import type { Decimal } from 'decimal.js';
import { releaseAtLeast } from '../options.js';
import type { InvoiceView, LineView } from '../world/invoices.js';
import type { Store } from '../world/store.js';
import { emptyDate, wireDay } from './dates.js';
import { collection, data, properties } from './json.js';
import type { JsonObject } from './json.js';
import { money } from './money.js';
import { partySummary } from './party.js';
import { itemSummary } from './subscription.js';

/** InvoicePurpose by number (facts 6.2); lists are filtered by the name (`InvoiceType=SubscriptionFees`). */
const purposes = [
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

const descriptions: Record<number, string> = { 8: 'Membership Join ', 12: 'Subscription Fees ' };

export const purposeName = (purpose: number): string => purposes[purpose] ?? String(purpose);

/** Members that InvoiceData and InvoiceSummaryData share. */
function head(store: Store, invoice: InvoiceView): JsonObject {
  const amount = (value: Decimal): JsonObject => money(value, store.switches.currency);
  const shipTo = [...new Set(invoice.lines.map((line) => line.shipTo))];
  const soldTo = shipTo.length === 1 ? shipTo[0] : undefined;
  const type = store.parties.get(invoice.billTo)?.customerType;
  return {
    InvoiceId: invoice.invoiceId,
    FinancialEntity: data('Commerce', 'FinancialEntitySummaryData', {
      FinancialEntityId: 'DEMO',
      Name: 'Demonstration association',
      IsDefault: true,
    }),
    InvoiceNumber: invoice.number,
    InvoiceDate: wireDay(invoice.date),
    BillToParty: partySummary(store, invoice.billTo),
    SoldToParty: partySummary(store, soldTo ?? invoice.billTo),
    Description: descriptions[invoice.purpose] ?? 'Membership Renewal ',
    InvoicePurpose: invoice.purpose,
    InvoiceAmount: amount(invoice.amount.plus(invoice.previousBalance).plus(invoice.adjustment)),
    OriginalInvoiceAmount: amount(invoice.amount),
    PaymentAmount: amount(invoice.paid),
    PendingPaymentAmount: amount(invoice.pending),
    AdjustmentAmount: amount(invoice.adjustment),
    Balance: amount(invoice.balance),
    PreviousBalance: invoice.previousBalance.isZero() ? undefined : amount(invoice.previousBalance),
    HasMultipleShipToParty: shipTo.length > 1,
    AutoPayInstructionId: invoice.autoPayInstructionId,
    // Members of 20.3.235.
    ...(releaseAtLeast(store.switches.release, '20.3.235') ? { Note: invoice.note, SourceCode: invoice.sourceCode } : {}),
    AdditionalAttributes: properties({ BillingMemberType: type ?? '', SourceSystem: 'DUES' }),
  };
}

/** `$type` name of a summary: legacy cash invoices have a class of their own. */
export const summaryType = (invoice: InvoiceView): string =>
  invoice.legacy ? 'LegacyInvoiceSummaryData' : 'InvoiceSummaryData';

/** InvoiceSummaryData, or LegacyInvoiceSummaryData with its LockedEffectiveDate. */
export function invoiceSummary(store: Store, invoice: InvoiceView): JsonObject {
  const legacy = invoice.legacy ? { LockedEffectiveDate: emptyDate } : {};
  return data('Commerce', summaryType(invoice), { ...legacy, ...head(store, invoice) });
}

function invoiceLine(store: Store, line: LineView): JsonObject {
  const amount = (value: Decimal): JsonObject => money(value, store.switches.currency);
  return data('Commerce', 'InvoiceLineData', {
    InvoiceLineId: line.invoiceLineId,
    LineNumber: line.lineNumber,
    Item: itemSummary(store.products.get(line.itemId), line.itemId),
    ShipToParty: partySummary(store, line.shipTo),
    Quantity: data('Commerce', 'QuantityData', { Amount: 1 }),
    UnitPrice: amount(line.amount),
    ExtendedAmount: amount(line.amount),
    Balance: amount(line.balance),
    PaymentAmount: amount(line.paid),
    PendingPaymentAmount: amount(line.pending),
    AdjustmentAmount: amount(line.adjustment),
    EffectiveDate: wireDay(line.billBegin),
  });
}

/** InvoiceData or LegacyInvoiceData: the whole invoice with its lines. */
export function invoiceData(store: Store, invoice: InvoiceView): JsonObject {
  const legacy = invoice.legacy ? { LockedEffectiveDate: emptyDate } : {};
  return data('Commerce', invoice.legacy ? 'LegacyInvoiceData' : 'InvoiceData', {
    ...legacy,
    ...head(store, invoice),
    Lines: collection(
      'Commerce',
      'InvoiceLineDataCollection',
      invoice.lines.map((line) => invoiceLine(store, line)),
    ),
  });
}
