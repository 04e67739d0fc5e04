/** Steps of renewals: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

/** What it bills is never taken back: from here on the flow goes forward. */
export const billRenewal = defineStep({
  name: 'bill renewal',
  kind: 'pivot',
  act: 'billRenewal',
  summary: ({ partyId, billingCycleId, effectiveDate }) => `${billingCycleId} of ${effectiveDate} for party ${partyId}`,
});

export const postBatch = defineStep({
  name: 'post batch',
  kind: 'retriable',
  act: 'postBatch',
  summary: ({ batchId, billingRunName }) => (batchId ?? `of the run ${billingRunName}`),
});

export const findRenewalInvoice = defineStep({
  name: 'find invoice',
  kind: 'retriable',
  act: 'findRenewalInvoice',
  summary: ({ partyId }) => `of the renewal of party ${partyId}`,
});

export const planRenewals = defineStep({
  name: 'plan renewals',
  kind: 'read',
  act: 'planRenewals',
  summary: ({ billingCycleId, effectiveDate, n }) => `${billingCycleId} for ${effectiveDate}, plan ${n}`,
});

/** Moves the rows at once, before any batch is posted: from here on the flow goes forward. */
export const runBilling = defineStep({
  name: 'run billing',
  kind: 'pivot',
  act: 'runBilling',
  summary: ({ billingCycleId, effectiveDate }) => `${billingCycleId} for ${effectiveDate}`,
});

export const followBilling = defineStep({
  name: 'follow billing',
  kind: 'retriable',
  act: 'followBilling',
  summary: ({ billingLogKey }) => `run ${billingLogKey}`,
});

/** It only reads; after the run a person may do without it. */
export const compareBilling = defineStep({
  name: 'compare with billing log',
  kind: 'retriable',
  act: 'compareBilling',
  summary: ({ billingLogKey }) => `run ${billingLogKey}`,
});
