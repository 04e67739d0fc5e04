/** Steps on members: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

export const checkMember = defineStep({
  name: 'check member',
  kind: 'read',
  act: 'checkMember',
  summary: ({ partyId }) => `restricted properties of party ${partyId}`,
});

export const changeMember = defineStep({
  name: 'change member',
  kind: 'compensatable',
  act: 'changeMember',
  undo: [{ name: 'restore member', act: 'undoChangeMember' }],
  summary: ({ partyId }) => `properties of party ${partyId}`,
});

/** Dates that did not move in the time a write takes to settle are told, not waited for. */
export const checkDates = defineStep({
  name: 'check dates',
  kind: 'read',
  act: 'checkDates',
  on: { unknown: 'leave' },
  summary: ({ partyId }) => `of party ${partyId}`,
});
