/** The steps that flows are made of: which activity does them, which undoes them, what a failure means. */
import { defineStep } from './saga/step.js';

export const previewPrice = defineStep({
  name: 'preview price',
  kind: 'read',
  act: 'previewPrice',
  correctable: ['payment'],
  summary: ({ itemId, partyId }) => `price of ${itemId} for party ${partyId}`,
});

export const checkChapter = defineStep({
  name: 'check chapter',
  kind: 'read',
  act: 'checkChapter',
  summary: ({ chapter }) => `does chapter ${chapter} exist?`,
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

export const pay = defineStep({
  name: 'pay invoice',
  kind: 'pivot',
  act: 'pay',
  correctable: ['payment'],
  summary: ({ invoiceId, partyId }) => (invoiceId ? `invoice ${invoiceId}` : `all open invoices of party ${partyId}`),
});

export const joinChapter = defineStep({
  name: 'join chapter',
  kind: 'compensatable',
  act: 'joinChapter',
  undo: [
    { name: 'leave chapter', act: 'undoJoinChapter' },
    { name: 'end or restore chapter subscription', act: 'restoreChapterRow' },
  ],
  correctable: ['chapter'],
  summary: ({ chapter, partyId }) => `chapter ${chapter} for party ${partyId}`,
});

export const leaveChapter = defineStep({
  name: 'leave chapter',
  kind: 'compensatable',
  act: 'leaveChapter',
  undo: [
    { name: 'join chapter again', act: 'undoLeaveChapter' },
    { name: 'restore chapter subscription', act: 'restoreChapterRow' },
  ],
  summary: ({ chapter, partyId }) => `chapter ${chapter} of party ${partyId}`,
});
