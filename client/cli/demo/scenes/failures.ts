/** What an API and a machine do wrong, and what becomes of it. */
import { MEMBERS, REGULAR, thisYear } from '../association.js';
import { at, cash, type Scene } from './scene.js';

export const journal: Scene = {
  title: 'iMIS takes the payment and the answer is lost',
  flow: 'purchaseSubscription',
  input: { partyId: '23221', itemId: 'JOUR', beginDate: thisYear, payment: cash },
  fault: at('POST', 'ComboOrder', '23221', 'drop-after'),
  ends: 'completed',
};

export const FAILURES: Scene[] = [
  {
    title: 'iMIS saves the subscription and answers 500',
    flow: 'purchaseSubscription',
    input: { partyId: '23217', itemId: 'JOUR', beginDate: thisYear, payment: cash },
    fault: at('POST', 'Subscription', '23217', '500-after'),
    ends: 'completed',
  },
  journal,
  {
    title: 'The connection breaks and the payment lands two seconds later',
    flow: 'purchaseSubscription',
    input: { partyId: '23224', itemId: 'JOUR', beginDate: thisYear, payment: cash },
    fault: at('POST', 'ComboOrder', '23224', 'late', { lateMs: 2000 }),
    ends: 'completed',
  },
  {
    title: 'iMIS lacks a right: the flow parks, a person puts it right and says retry',
    flow: 'changeChapter',
    input: { partyId: '23217', add: 'EAST' },
    fault: at('POST', 'GroupMember', '23217', '403'),
    repair: { verb: 'retry', by: 'Kim Doe', why: 'gave the API user the right' },
    ends: 'completed',
  },
  {
    title: 'The worker is killed with SIGKILL while iMIS takes the payment',
    flow: 'enrolMember',
    input: { partyId: '23222', itemId: 'JOUR', beginDate: thisYear, chapter: 'NORTH', payment: cash },
    fault: at('POST', 'ComboOrder', '23222', 'pause', { when: 'after', maxMs: 1500 }),
    kill: true,
    ends: 'completed',
  },
  {
    title: 'A member is renewed: billed, the batch posted, paid; the answer to the billing is lost on the way',
    flow: 'renewMember',
    input: { partyId: MEMBERS.single, billingCycleId: REGULAR, effectiveDate: thisYear, payment: cash },
    // The batch of a single renewal is not posted by iMIS itself.
    switches: { postSingleRenewals: 'required' },
    fault: at('POST', 'LegacyBilling', MEMBERS.single, 'drop-after'),
    ends: 'completed',
  },
];
