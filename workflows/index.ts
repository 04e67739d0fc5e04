/** Every workflow the worker serves. Nothing heavy at module top: it would sit in the memory of every run. */
export { purchaseSubscription } from './purchase-subscription.js';
export { payInvoice } from './pay-invoice.js';
export { changeChapter } from './change-chapter.js';
export { enrolMember } from './enrol-member.js';
export { slot } from './slot.js';
