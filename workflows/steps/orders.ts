/** Steps of orders and carts: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

const what = ({ items, partyId }: { items: { itemId: string }[]; partyId: string }): string => `${items.map(({ itemId }) => itemId).join(', ')} for party ${partyId}`;

/** Lines and payment in one: what it buys is never taken back by the flow. */
export const submitOrder = defineStep({
  name: 'submit order',
  kind: 'pivot',
  act: 'submitOrder',
  correctable: ['payment'],
  summary: what,
});

export const prepareOrderCart = defineStep({
  name: 'prepare cart',
  kind: 'compensatable',
  act: 'prepareOrderCart',
  undo: [{ name: 'take it out of the cart', act: 'undoPrepareCart' }],
  correctable: ['payment'],
  summary: what,
});

export const prepareInvoiceCart = defineStep({
  name: 'prepare cart',
  kind: 'compensatable',
  act: 'prepareInvoiceCart',
  undo: [{ name: 'take it out of the cart', act: 'undoPrepareCart' }],
  correctable: ['payment'],
  summary: ({ invoiceId, partyId }) => (invoiceId ? `invoice ${invoiceId}` : `all open invoices of party ${partyId}`),
});

export const submitCart = defineStep({
  name: 'submit cart',
  kind: 'pivot',
  act: 'submitCart',
  correctable: ['payment'],
  summary: what,
});

/** A cart that is left over may be bought by its user one day. */
export const removeCart = defineStep({
  name: 'remove cart',
  kind: 'retriable',
  act: 'removeCart',
  summary: ({ userId }) => `what is left in the cart of party ${userId}`,
});

/** It only reads; what is missing is told, not undone. */
export const confirmJoin = defineStep({
  name: 'confirm membership',
  kind: 'retriable',
  act: 'confirmJoin',
  summary: ({ partyId }) => `JoinDate and CustomerTypeCode of party ${partyId}`,
});
