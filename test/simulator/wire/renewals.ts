import type {
  BatchRecord,
  BillingCycleRecord,
  BillingLogItemRecord,
  BillingLogRecord,
} from '../world/model-renewals.js';
import type { Store } from '../world/store.js';
import { wireDay, wireMoment } from './dates.js';
import { data, properties } from './json.js';
import type { JsonObject } from './json.js';
import { money } from './money.js';

const named = (names: string[]): JsonObject => properties(Object.fromEntries(names.map((name) => [name, name])));

/** LegacyBillingCycleData; the items are property lists like BillingCategories (inferred from the vendor's sample). */
export function billingCycleData(cycle: BillingCycleRecord): JsonObject {
  return data('Commerce', 'LegacyBillingCycleData', {
    LegacyBillingCycleId: cycle.cycleId,
    Name: cycle.name,
    AccountingMethod: cycle.accounting,
    DefaultAccountingMethod: cycle.accounting,
    BillingCategories: named(['*ALL*']),
    CustomerTypes: named([cycle.customerType ?? '*ALL*']),
    BillingIntervalType: cycle.interval,
    DuesItemsToBill: named(cycle.duesItems),
    ChapterItemsToBill: named(cycle.chapterItems),
    SectionItemsToBill: named([]),
    SubscriptionItemsToBill: named(cycle.subscriptionItems),
    MiscellaneousItemsToBill: named([]),
    VoluntaryItemsToBill: named([]),
    IsForJoin: cycle.isForJoin,
    IsForRenew: cycle.isForRenew,
    IsMembershipBilling: cycle.isMembershipBilling,
  });
}

/** BillingLogData; Status is absent while the run is Pending (0). */
export function billingLogData(log: BillingLogRecord): JsonObject {
  return data('Commerce', 'BillingLogData', {
    BillingLogKey: log.billingLogKey,
    BillingRunName: log.runName,
    BillingCycleName: log.cycleId,
    BillingType: 'Renewal',
    BillingDate: wireDay(log.runDate),
    EffectiveDate: wireDay(log.effectiveDate),
    Chapter: log.chapter,
    CreatedOn: wireMoment(log.createdOn),
    Status: log.status,
    BatchId: log.batchId,
    Information: log.information,
    AccountingMethod: log.accounting,
  });
}

/** BillingLogItemData; BillAmount as MonetaryAmountData, like all amounts but those of imports (inferred). */
export function billingLogItemData(store: Store, item: BillingLogItemRecord): JsonObject {
  return data('Commerce', 'BillingLogItemData', {
    BillingLogKey: item.billingLogKey,
    BillingPartyId: item.partyId,
    BillingItemId: item.itemId,
    BillingBillToPartyId: item.billTo,
    BillBeginDate: wireDay(item.billBegin),
    BillThroughDate: wireDay(item.billThrough),
    BillAmount: money(item.amount, store.switches.currency),
  });
}

/** BatchSummaryData; BatchStatus is absent while the batch is Open (0). */
export function batchData(store: Store, batch: BatchRecord): JsonObject {
  return data('Commerce', 'BatchSummaryData', {
    BatchId: batch.batchId,
    Name: batch.name,
    Description: batch.name,
    BatchStatus: batch.status,
    BatchNumber: batch.number,
    BatchDate: wireDay(batch.date),
    SourceSystem: 'DUES',
    IsAutoPosted: batch.isAutoPosted,
    TransactionCount: batch.transactions,
    ActualAmount: money(batch.amount, store.switches.currency),
    PostingError: batch.postingError,
    UpdateInformation: data('Core', 'EntityUpdateInformationData', {
      CreatedBy: batch.createdBy,
      CreatedOn: wireMoment(batch.createdOn),
    }),
  });
}
