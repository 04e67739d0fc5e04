/** Steps on chapters: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

export const checkChapter = defineStep({
  name: 'check chapter',
  kind: 'read',
  act: 'checkChapter',
  summary: ({ chapter }) => `does ${chapter} exist?`,
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
  summary: ({ chapter, partyId }) => `${chapter} for party ${partyId}`,
});

export const leaveChapter = defineStep({
  name: 'leave chapter',
  kind: 'compensatable',
  act: 'leaveChapter',
  undo: [
    { name: 'join chapter again', act: 'undoLeaveChapter' },
    { name: 'restore chapter subscription', act: 'restoreChapterRow' },
  ],
  summary: ({ chapter, partyId }) => `${chapter} of party ${partyId}`,
});
