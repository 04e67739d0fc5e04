import type { Product, SubscriptionRecord } from '../world/model.js';
import { balanceText } from '../world/invoices.js';
import type { Store } from '../world/store.js';
import { wireDay, wireMoment } from './dates.js';
import { data } from './json.js';
import type { JsonObject } from './json.js';
import { money } from './money.js';

/** ItemSummaryData as it sits inside subscriptions, prices and invoice lines. */
export function itemSummary(product: Product | undefined, itemId: string): JsonObject {
  return data('Commerce', 'ItemSummaryData', {
    Description: '',
    ItemClass: data('Commerce', 'ItemClassSummaryData', {
      ItemClassId: product?.itemClass ?? 'SUB',
      Name: product?.className ?? 'Subscription',
    }),
    ItemCode: itemId,
    ItemId: itemId,
    Name: product?.name ?? itemId,
  });
}

/** SubscriptionData as the vendor's sample shows it: Status absent when Active, Amount absent when zero. */
export function subscriptionData(store: Store, row: SubscriptionRecord): JsonObject {
  const amount = (value: string): JsonObject => money(value, store.switches.currency);
  const product = store.products.get(row.itemId);
  return data('Commerce', 'SubscriptionData', {
    PartyId: row.partyId,
    ItemId: row.itemId,
    Item: itemSummary(product, row.itemId),
    ProductType: product?.itemClass ?? 'SUB',
    Status: row.status,
    IsMemberComponent: row.isMemberComponent,
    BillBegin: wireDay(row.billBegin),
    BillThrough: wireDay(row.billThrough),
    BeginDate: wireDay(row.beginDate),
    PaidThru: wireDay(row.paidThru),
    BilledAmount: amount(row.billedAmount),
    Balance: amount(balanceText(row)),
    InvoiceId: row.invoiceId,
    AdjustmentReason: row.adjustmentReason,
    AdjustmentAmount: amount(row.adjustmentAmount),
    Copies: row.copies,
    CancelledAsOf: wireDay(row.cancelledAsOf),
    BillToPartyId: row.billToPartyId,
    BillDate: wireDay(row.billDate),
    PreviousBalance: amount(row.previousBalance),
    PaymentAmount: amount(row.paymentAmount),
    IsComplimentary: row.isComplimentary,
    DateAdded: wireMoment(row.dateAdded),
    ContinuousSince: wireDay(row.continuousSince),
    PaymentDate: wireDay(row.paymentDate),
    FutureCredits: amount('0'),
    SourceCode: row.sourceCode,
    AccountingMethod: row.accrual ? 1 : 0,
    LastUpdated: wireMoment(row.lastUpdated),
    UpdatedBy: row.updatedBy,
  });
}
