import { flow } from './saga/saga.js';
import { pay } from './steps.js';

/** Pays one invoice, a part of it, or all open ones of a bill-to party. Paid already, or nothing owed, is success. */
export const payInvoice = flow('payInvoice', async (run, input, saga) => {
  const { partyId, invoiceId, allOpen, invoiceType, payment, lines } = input;
  const paid = await run(pay, { partyId, invoiceId, allOpen, invoiceType, payment, lines });
  Object.assign(saga.result, paid);
});
