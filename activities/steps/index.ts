/** The activities of all steps. They run on the tenant's queue, in the process that holds the tenant's slot. */
import type { UndoInput } from '../../workflows/contracts/reply.js';
import type { Runtimes } from '../tenants/runtime.js';
import { writeActivity } from '../write/activity.js';
import { groupIdOf, type ChapterBefore } from './chapter.js';
import { createSubscription, type CreateSubscription, type CreatedSubscription, type RowBefore } from './create-subscription.js';
import { joinChapter, type JoinChapter, type JoinedChapter } from './join-chapter.js';
import { leaveChapter, type LeaveChapter, type LeftChapter } from './leave-chapter.js';
import { pay } from './pay.js';
import { checkChapter, previewPrice } from './reads.js';
import { restoreRow } from './restore-row.js';
import { reverseInvoice } from './reverse-invoice.js';
import { undoJoinChapter } from './undo-join-chapter.js';
import { undoLeaveChapter } from './undo-leave-chapter.js';

export function createStepActivities(runtimes: Runtimes) {
  return {
    previewPrice: writeActivity(runtimes, previewPrice),
    checkChapter: writeActivity(runtimes, checkChapter),

    createSubscription: writeActivity(runtimes, createSubscription),
    reverseInvoice: writeActivity(runtimes, reverseInvoice),
    restoreSubscription: writeActivity(runtimes, (runtime) =>
      restoreRow<UndoInput<CreateSubscription, CreatedSubscription, RowBefore>>(runtime, ({ input, before, owner }) => ({
        partyId: input.partyId,
        itemId: input.itemId,
        before: before?.row,
        ours: owner === 'us',
        beginDate: input.beginDate,
      })),
    ),

    pay: writeActivity(runtimes, pay),

    joinChapter: writeActivity(runtimes, joinChapter),
    undoJoinChapter: writeActivity(runtimes, undoJoinChapter),
    leaveChapter: writeActivity(runtimes, leaveChapter),
    undoLeaveChapter: writeActivity(runtimes, undoLeaveChapter),
    restoreChapterRow: writeActivity(runtimes, (runtime) =>
      restoreRow<UndoInput<JoinChapter | LeaveChapter, JoinedChapter | LeftChapter, ChapterBefore>>(runtime, ({ input, before, owner }) => ({
        partyId: input.partyId,
        itemId: groupIdOf(input.chapter),
        before: before?.row,
        ours: owner === 'us',
        beginDate: ('joinDate' in input && input.joinDate) || new Date().toISOString().slice(0, 10),
      })),
    ),
  };
}

export type StepActivities = ReturnType<typeof createStepActivities>;
