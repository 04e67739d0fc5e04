import type { Resource } from '../context.js';
import { notFound, Refusal, refuse } from '../wire/failures.js';
import { filter, paged, wanted } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { billingLogData, billingLogItemData } from '../wire/renewals.js';
import type { BillingLogItemRecord, BillingLogRecord } from '../world/model-renewals.js';

const logFields: Fields<BillingLogRecord> = {
  BillingLogKey: (log) => log.billingLogKey,
  BillingRunName: (log) => log.runName,
  BillingCycleName: (log) => log.cycleId,
  BillingDate: (log) => log.runDate,
  EffectiveDate: (log) => log.effectiveDate,
  Chapter: (log) => log.chapter,
  CreatedOn: (log) => log.createdOn,
  Status: (log) => String(log.status),
  BatchId: (log) => log.batchId,
};

/** /api/BillingLog, read only: the runs, in their order (facts 4). */
export const billingLogs: Resource = {
  name: 'BillingLog',
  billing: true,
  list(context) {
    const { store, query } = context;
    const names = wanted(query, 'BillingRunName');
    const rows = names
      ? names.flatMap((name) => store.billingLogs.by('runName', name.toLowerCase()))
      : store.billingLogs.all();
    const found = filter(rows, query, logFields);
    return { status: 200, body: paged(found, query, { area: 'Commerce', name: 'BillingLogData' }, billingLogData) };
  },
  get(context, id) {
    const log = context.store.billingLogs.get(id);
    if (!log) throw new Refusal(notFound('The billing log'));
    return { status: 200, body: billingLogData(log) };
  },
};

const itemFields: Fields<BillingLogItemRecord> = {
  BillingLogKey: (item) => item.billingLogKey,
  BillingPartyId: (item) => item.partyId,
  BillingItemId: (item) => item.itemId,
  BillingBillToPartyId: (item) => item.billTo,
  BillBeginDate: (item) => item.billBegin,
  BillThroughDate: (item) => item.billThrough,
};

/** /api/BillingLogItem, read only: who was billed what by a run; id `~key|party|item` (facts 4). */
export const billingLogItems: Resource = {
  name: 'BillingLogItem',
  billing: true,
  list(context) {
    const { store, query } = context;
    const keys = wanted(query, 'BillingLogKey');
    const parties = wanted(query, 'BillingPartyId');
    const table = store.billingLogItems;
    const rows =
      keys?.flatMap((key) => table.by('log', key)) ?? parties?.flatMap((id) => table.by('party', id)) ?? table.all();
    const found = filter(rows, query, itemFields);
    const type = { area: 'Commerce', name: 'BillingLogItemData' } as const;
    return { status: 200, body: paged(found, query, type, (item) => billingLogItemData(store, item)) };
  },
  get(context, id) {
    const parts = id.startsWith('~') ? id.slice(1).split('|') : [];
    if (parts.length !== 3) refuse('ArgumentFault: Incorrect number of identity element', 'EntityId');
    const item = context.store.billingLogItems.get(parts.join('|'));
    if (!item) throw new Refusal(notFound('The billing log item'));
    return { status: 200, body: billingLogItemData(context.store, item) };
  },
};
