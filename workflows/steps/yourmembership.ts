/** Steps on dues in YourMembership. Its API takes nothing back: none has an undo (facts Y3). */
import { defineStep } from '../saga/step.js';

const takenBack = 'YourMembership takes nothing back by API: put it right in its admin site';

export const checkDues = defineStep({
  name: 'check dues',
  kind: 'read',
  act: 'checkDues',
  correctable: ['amount', 'rules', 'modifiers', 'promoCode', 'payment'],
  summary: ({ memberId, membershipId }) => `of membership ${membershipId} for member ${memberId}`,
});

export const createDues = defineStep({
  name: 'create dues',
  kind: 'pivot',
  act: 'createDues',
  takenBack,
  needs: ['invoiceNumber'],
  summary: ({ memberId, membership }) => `of membership ${membership.id} for member ${memberId}`,
});

export const payDues = defineStep({
  name: 'pay dues',
  kind: 'pivot',
  act: 'payDues',
  takenBack,
  correctable: ['payment'],
  summary: ({ invoiceNumber }) => `of invoice ${invoiceNumber}`,
});
