/** Subscriptions, chapters and invoices: sold, paid, refused, and taken back when a payment fails. */
import { nextYear, thisYear } from '../association.js';
import { at, cash, type Scene } from './scene.js';

export const MEMBERSHIPS: Scene[] = [
  {
    title: "A new member buys next year's membership and pays",
    flow: 'purchaseSubscription',
    input: { partyId: '12345', itemId: 'REG', beginDate: nextYear, payment: cash },
    ends: 'completed',
  },
  {
    title: 'An open invoice is paid',
    flow: 'payInvoice',
    input: { partyId: '23221', allOpen: true, payment: { ...cash, reference: 'CHK-1001' } },
    ends: 'completed',
  },
  {
    title: 'A member moves from chapter WEST to NORTH',
    flow: 'changeChapter',
    input: { partyId: '23224', from: 'WEST', to: 'NORTH' },
    ends: 'completed',
  },
  {
    title: 'Chapter, subscription, invoice and payment as one',
    flow: 'enrolMember',
    input: { partyId: '23216', itemId: 'JOUR', beginDate: thisYear, chapter: 'EAST', payment: cash },
    ends: 'completed',
  },
  {
    title: 'A second subscription for a term that is billed already is refused',
    flow: 'purchaseSubscription',
    input: { partyId: '12345', itemId: 'REG', beginDate: `${nextYear.slice(0, 4)}-07-01` },
    ends: 'rejected',
  },
  {
    title: 'The payment is refused: subscription and chapter are taken back',
    flow: 'enrolMember',
    input: { partyId: '12345', itemId: 'JOUR', beginDate: thisYear, chapter: 'WEST', payment: cash },
    fault: at('POST', 'ComboOrder', '12345', 'validation-400', { message: 'The payment method is closed.' }),
    ends: 'compensated',
  },
  {
    title: 'The same for a member who has held the chapter for years: it stays',
    flow: 'enrolMember',
    input: { partyId: '23215', itemId: 'REG', beginDate: nextYear, chapter: 'EAST', payment: cash },
    fault: at('POST', 'ComboOrder', '23215', 'validation-400', { message: 'The payment method is closed.' }),
    ends: 'compensated',
  },
];
