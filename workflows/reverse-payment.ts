import { flow } from './saga/saga.js';
import { findPayment, reversePayment as takeBack } from './steps/payments.js';

/** Takes a payment back as the caller says: in the books, as money, or as a record of money. Taken back already is success. */
export const reversePayment = flow('reversePayment', async (run, input, saga) => {
  const { partyId, invoiceId, how, paymentReference, paymentId, amount, date, reason, occasion } = input;
  const found = await run(findPayment, { partyId, invoiceId, how, paymentReference, paymentId, amount });
  Object.assign(saga.result, await run(takeBack, { ...found!, invoiceId, how, amount, date, reason, occasion }));
});
