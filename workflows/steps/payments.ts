/** Steps that pay, or take a payment back: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

export const pay = defineStep({
  name: 'pay invoice',
  kind: 'pivot',
  act: 'pay',
  correctable: ['payment'],
  summary: ({ invoiceId, partyId }) => (invoiceId ? `${invoiceId} of party ${partyId}` : `all open ones of party ${partyId}`),
});

export const findPayment = defineStep({
  name: 'find payment',
  kind: 'read',
  act: 'findPayment',
  needs: ['paymentId'],
  summary: ({ paymentReference, paymentId, invoiceId }) => `${paymentId ?? paymentReference ?? 'the one'} of invoice ${invoiceId}`,
});

/** Skippable: what a gateway did no look can tell, so a person must be able to leave it. */
export const reversePayment = defineStep({
  name: 'reverse payment',
  kind: 'pivot',
  act: 'reversePayment',
  skippable: true,
  correctable: ['how', 'amount', 'date', 'reason'],
  summary: ({ how, paymentId, invoiceId }) => `${paymentId} of invoice ${invoiceId} (${how})`,
});
