/** Which records a step is about: what a person looks at when its words tell no more. */
import type { Advice } from './by-words.js';

/** Ends "Check ...". The names are those of the workflows' steps: a test compares. */
export const RECORDS: Record<string, string> = {
  'check chapter': 'whether that chapter exists',
  'join chapter': "the member's chapters",
  'leave chapter': "the member's chapters",
  'preview price': 'the price of the item for this party',
  'create subscription': "the member's subscription and its invoice",
  'modify subscription': "the member's subscription",
  'settle open balance': 'the invoice and what is open of it',
  'pay invoice': 'the invoice, and the payments applied to it',
  'find payment': 'the payments of the invoice',
  'reverse payment': 'the payment, its refunds, and the gateway',
  'submit order': "the party's newest order and its payment",
  'prepare cart': "the party's cart",
  'submit cart': "the party's cart and newest order",
  'remove cart': "the party's cart",
  'confirm membership': 'JoinDate and customer type of the party',
  'check member': "the member's record",
  'change member': "the member's record",
  'check dates': "the member's dates",
  'bill renewal': "BillingLog by the run's name, and the member's subscription",
  'post batch': 'the batch',
  'find invoice': "the member's open invoices, and the batch",
  'plan renewals': "the billing cycle's members",
  'run billing': 'BillingLog: is there a run of that cycle and day? Never start another one first',
  'follow billing': 'the billing run, and whom it billed',
  'compare with billing log': 'BillingLog by the run',
  'import package': "the package with the report's job id",
  'follow package': 'the state of the package',
  'check dues': "the member's membership and open invoices",
  'create dues': "the member's invoices by membership and marker",
  'pay dues': 'the invoice and its payments',
};

/** Where a flow waits for a word or for other flows, and no step has failed. */
export const BY_PLACE: Record<string, Advice> = {
  'approve plan': { check: 'the plan: how many are billed, and how much', verbs: ['approve'] },
  'check who is billed': { check: 'the invoices of those who have not paid yet', verbs: ['retry', 'compensate'] },
  'import packages': { check: 'the packages that wait', verbs: ['retry', 'skip'] },
  'renew members': { check: 'the members that wait', verbs: ['retry', 'skip'] },
};
