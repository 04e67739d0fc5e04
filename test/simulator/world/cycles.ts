import type { BillingCycleRecord } from './model-renewals.js';
import type { Store } from './store.js';

const renewal = { isForJoin: false, isForRenew: true } as const;
const none = { duesItems: [], chapterItems: [], subscriptionItems: [] };

/** Billing cycles of the made-up association: cash dues, chapters, accrual dues, dues from
 * anniversary to anniversary, what anybody may buy, and dues with journals to join by. */
export function seedCycles(store: Store): void {
  const cycles: Omit<BillingCycleRecord, 'name'>[] = [
    {
      ...{ ...none, ...renewal, cycleId: 'Regular Membership Fees', accounting: 1, interval: 1 },
      duesItems: ['REG', 'CORP'],
      isForJoin: true,
      isMembershipBilling: true,
      customerType: 'M',
    },
    {
      ...{ ...none, ...renewal, cycleId: 'Chapter Fees', accounting: 1, interval: 1 },
      chapterItems: ['CHAPT/EAST', 'CHAPT/WEST', 'CHAPT/NORTH'],
      isMembershipBilling: false,
    },
    {
      ...{ ...none, ...renewal, cycleId: 'Accrual Membership Fees', accounting: 2, interval: 1 },
      duesItems: ['REG', 'CORP'],
      isMembershipBilling: true,
    },
    {
      ...{ ...none, ...renewal, cycleId: 'Anniversary Membership Fees', accounting: 1, interval: 2 },
      duesItems: ['REG'],
      subscriptionItems: ['JOUR'],
      isMembershipBilling: true,
    },
    {
      ...{ ...none, cycleId: 'Non-Member Subscriptions', accounting: 1, interval: 1 },
      subscriptionItems: ['JOUR', 'NEWS', 'ATLAS'],
      isForJoin: true,
      isForRenew: false,
      isMembershipBilling: false,
    },
    {
      ...{ ...none, cycleId: 'New Member Fees', accounting: 1, interval: 1 },
      duesItems: ['REG'],
      subscriptionItems: ['JOUR', 'NEWS'],
      isForJoin: true,
      isForRenew: false,
      isMembershipBilling: true,
      customerType: 'M',
    },
  ];
  for (const cycle of cycles) store.billingCycles.put(cycle.cycleId, { ...cycle, name: cycle.cycleId });
}

/** Items a run of the cycle bills. */
export const itemsOf = (cycle: BillingCycleRecord): string[] => [
  ...cycle.duesItems,
  ...cycle.chapterItems,
  ...cycle.subscriptionItems,
];
