/** Steps on subscriptions: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

export const previewPrice = defineStep({
  name: 'preview price',
  kind: 'read',
  act: 'previewPrice',
  correctable: ['payment'],
  summary: ({ itemId, partyId }) => `${itemId} for party ${partyId}`,
});

export const createSubscription = defineStep({
  name: 'create subscription',
  kind: 'compensatable',
  act: 'createSubscription',
  undo: [
    { name: 'reverse invoice', act: 'reverseInvoice' },
    { name: 'end or restore subscription', act: 'restoreSubscription' },
  ],
  needs: ['invoiceId'],
  summary: ({ itemId, partyId, beginDate }) => `${itemId} from ${beginDate} for party ${partyId}`,
});

export const modifySubscription = defineStep({
  name: 'modify subscription',
  kind: 'compensatable',
  act: 'modifySubscription',
  undo: [{ name: 'restore subscription', act: 'undoModifySubscription' }],
  summary: ({ itemId, partyId }) => `${itemId} of party ${partyId}`,
});

/** What is written off or reversed has no undo: it comes last. */
export const settleBalance = defineStep({
  name: 'settle open balance',
  kind: 'pivot',
  act: 'settleBalance',
  summary: ({ how, itemId, partyId }) => `${how === 'writeOff' ? 'write-off' : 'reversal'} of ${itemId} of party ${partyId}`,
});
