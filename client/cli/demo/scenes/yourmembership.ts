/** Dues of the second association, which has YourMembership. */
import { SECOND } from '../tenants.js';
import type { Scene } from './scene.js';

const dues = { tenant: SECOND, membershipId: 101 };
const calls = (path: string, kind: string, more: object = {}) => ({
  match: { method: 'POST', path: `/Ams/25363/${path}` },
  fault: { kind, ...more },
});

export const YOUR_MEMBERSHIP: Scene[] = [
  {
    title: 'Another association, on YourMembership: dues are invoiced; the answer is lost, and nothing is sent twice',
    flow: 'ymCreateDues',
    input: { ...dues, memberId: 900001 },
    fault: calls('Dues', 'drop-after'),
    ends: 'completed',
    result: { amount: '120.00', balance: '120.00' },
  },
  {
    title: 'Dues are invoiced and paid; the worker is killed with SIGKILL while YourMembership takes the payment',
    flow: 'ymCreateDues',
    input: { ...dues, memberId: 900002, promoCode: 'SAVE20', payment: { type: 'Check', reference: '10442' } },
    fault: calls('InvoicePayments', 'pause', { when: 'after', maxMs: 1500 }),
    kill: true,
    ends: 'completed',
    result: { amount: '100.00', balance: '0.00' },
  },
  {
    title: 'A member with an open invoice gets no second one',
    flow: 'ymCreateDues',
    input: { ...dues, memberId: 900003 },
    ends: 'rejected',
  },
];
