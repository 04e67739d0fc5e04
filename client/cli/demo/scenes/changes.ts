/** Changes of what stands: a subscription, a member, a payment. */
import { thisYear } from '../association.js';
import { journal } from './failures.js';
import type { Scene } from './scene.js';

export const CHANGES: Scene[] = [
  {
    title: 'A subscription is cancelled and what it owes written off; the AutoPay instruction that goes on is named',
    flow: 'modifySubscription',
    input: { partyId: '23223', itemId: 'REG', set: { cancelledAsOf: thisYear }, openBalance: 'writeOff' },
    ends: 'completed',
    result: { balance: '0.00' },
  },
  {
    title: 'A field that only money moves is refused, and the flow that may move it named; nothing is called',
    flow: 'modifySubscription',
    input: { partyId: '23221', itemId: 'REG', set: { paymentAmount: '95.00' } },
    ends: 'not started',
  },
  {
    title: 'A payment of an earlier scene is taken back in the books: the invoice is open again, and PaidThru stays',
    flow: 'reversePayment',
    input: (invoiceId) => ({ partyId: '23221', invoiceId, how: 'reverse', reason: 'It was meant for another member.' }),
    invoiceOf: journal,
    ends: 'completed',
    result: { status: 'Reversed', balance: '65.00', paidThruMoved: false },
  },
  {
    title: 'Nickname and chapter of a member, as one',
    flow: 'updateMember',
    input: { partyId: '12345', set: { informalName: 'Jo', Chapter: 'NORTH' } },
    ends: 'completed',
  },
  {
    title: 'Another customer type is refused, with the way to it; the nickname beside it is not changed either',
    flow: 'updateMember',
    input: { partyId: '12345', set: { informalName: 'Joe', CustomerTypeCode: 'CM' } },
    ends: 'rejected',
  },
];
