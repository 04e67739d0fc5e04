import type { Resource } from '../context.js';
import { notFound, Refusal } from '../wire/failures.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { billingCycleData } from '../wire/renewals.js';
import type { BillingCycleRecord } from '../world/model-renewals.js';

const fields: Fields<BillingCycleRecord> = {
  LegacyBillingCycleId: (cycle) => cycle.cycleId,
  Name: (cycle) => cycle.name,
  AccountingMethod: (cycle) => String(cycle.accounting),
  IsForRenew: (cycle) => cycle.isForRenew,
  IsForJoin: (cycle) => cycle.isForJoin,
};

/** /api/LegacyBillingCycle, read only; ids hold spaces (facts 4). */
export const billingCycles: Resource = {
  name: 'LegacyBillingCycle',
  billing: true,
  list(context) {
    const found = filter(context.store.billingCycles.all(), context.query, fields);
    const type = { area: 'Commerce', name: 'LegacyBillingCycleData' } as const;
    return { status: 200, body: paged(found, context.query, type, billingCycleData) };
  },
  get(context, id) {
    const cycle = context.store.billingCycles.get(id);
    if (!cycle) throw new Refusal(notFound('The billing cycle'));
    return { status: 200, body: billingCycleData(cycle) };
  },
};
