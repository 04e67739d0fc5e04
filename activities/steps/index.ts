/** The activities of all steps. They run on the tenant's queue, in the process that holds the tenant's slot. */
import type { UndoInput } from '../../workflows/contracts/reply.js';
import type { Runtimes } from '../tenants/runtime.js';
import { writeActivity } from '../write/activity.js';
import { auditRecords } from '../audit/audit-records.js';
import { billRenewal } from './renewals/bill-renewal.js';
import { followPackageActivity } from './imports/follow-package.js';
import { compareBilling } from './renewals/compare-billing.js';
import { followBilling } from './renewals/follow-billing.js';
import { groupIdOf, type ChapterBefore } from './chapters/chapter.js';
import { createSubscription, type CreateSubscription, type CreatedSubscription, type RowBefore } from './subscriptions/create-subscription.js';
import { findRenewalInvoice } from './renewals/find-renewal-invoice.js';
import { joinChapter, type JoinChapter, type JoinedChapter } from './chapters/join-chapter.js';
import { leaveChapter, type LeaveChapter, type LeftChapter } from './chapters/leave-chapter.js';
import { confirmJoin } from './orders/confirm-join.js';
import { prepareOrderCart } from './orders/prepare-order-cart.js';
import { removeCart, ownShareOf, type OwnShare, type UndoPrepare } from './orders/remove-cart.js';
import { submitCart } from './orders/submit-cart.js';
import { submitOrder } from './orders/submit-order.js';
import { pay } from './payments/pay.js';
import { prepareInvoiceCart } from './payments/prepare-invoice-cart.js';
import { findPayment } from './payments/reverse-find.js';
import { reversePayment } from './payments/reverse-payment.js';
import { importPackageActivity } from './imports/package-activity.js';
import { postBatch } from './renewals/post-batch.js';
import { planRenewals } from './renewals/plan-renewals.js';
import { changeFields } from './fields/change-fields.js';
import { restoreFields } from './fields/restore-fields.js';
import { checkDates, checkMember } from './members/check-member.js';
import { memberFields } from './members/member-fields.js';
import { checkChapter, previewPrice } from './reads.js';
import { subscriptionFields } from './subscriptions/modify-subscription.js';
import { settleBalance } from './subscriptions/settle-balance.js';
import { restoreRow } from './subscriptions/restore-row.js';
import { reverseInvoice } from './subscriptions/reverse-invoice.js';
import { runBilling } from './renewals/run-billing.js';
import { undoJoinChapter } from './chapters/undo-join-chapter.js';
import { undoLeaveChapter } from './chapters/undo-leave-chapter.js';
import { checkDues } from './yourmembership/check-dues.js';
import { createDues } from './yourmembership/create-dues.js';
import { payDues } from './yourmembership/pay-dues.js';

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

    modifySubscription: writeActivity(runtimes, (runtime) => changeFields(subscriptionFields(runtime), runtime.tenant.username)),
    undoModifySubscription: writeActivity(runtimes, (runtime) => restoreFields(subscriptionFields(runtime), runtime.tenant.username)),
    settleBalance: writeActivity(runtimes, settleBalance),

    checkMember: writeActivity(runtimes, checkMember),
    changeMember: writeActivity(runtimes, (runtime) => changeFields(memberFields(runtime), runtime.tenant.username)),
    undoChangeMember: writeActivity(runtimes, (runtime) => restoreFields(memberFields(runtime), runtime.tenant.username)),
    checkDates: writeActivity(runtimes, checkDates),

    pay: writeActivity(runtimes, pay),

    submitOrder: writeActivity(runtimes, submitOrder),
    prepareOrderCart: writeActivity(runtimes, prepareOrderCart),
    prepareInvoiceCart: writeActivity(runtimes, prepareInvoiceCart),
    submitCart: writeActivity(runtimes, submitCart),
    removeCart: writeActivity(runtimes, (runtime) => removeCart<OwnShare>(runtime, (share) => share)),
    undoPrepareCart: writeActivity(runtimes, (runtime) => removeCart<UndoPrepare>(runtime, ownShareOf)),
    confirmJoin: confirmJoin(runtimes),
    findPayment: writeActivity(runtimes, findPayment),
    reversePayment: writeActivity(runtimes, reversePayment),

    billRenewal: writeActivity(runtimes, billRenewal),
    postBatch: writeActivity(runtimes, postBatch),
    findRenewalInvoice: writeActivity(runtimes, findRenewalInvoice),

    planRenewals: planRenewals(runtimes),
    runBilling: writeActivity(runtimes, runBilling),
    followBilling: followBilling(runtimes),
    compareBilling: compareBilling(runtimes),

    importPackage: importPackageActivity(runtimes),
    followPackage: followPackageActivity(runtimes),

    checkDues: writeActivity(runtimes, checkDues),
    createDues: writeActivity(runtimes, createDues),
    payDues: writeActivity(runtimes, payDues),

    auditRecords: auditRecords(runtimes),

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
