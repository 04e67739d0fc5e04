import type { PayInvoice } from './contracts/inputs.js';
import { holdCart, leaveCart } from './cart.js';
import { flow } from './saga/saga.js';
import { prepareInvoiceCart } from './steps/orders.js';
import { pay } from './steps/payments.js';

/** Pays one invoice, a part of it, or all open ones of a bill-to party. Paid already, or nothing owed, is success. */
export const payInvoice = flow('payInvoice', async (run, input, saga) => {
  if (input.via !== 'cart') {
    Object.assign(saga.result, await run(pay, dueOf(input)));
    return;
  }
  await holdCart(saga, input.tenant, input.partyId);
  const prepared = await run(prepareInvoiceCart, dueOf(input));
  if (!prepared) return;
  Object.assign(saga.result, await run(pay, { ...dueOf(input), cart: prepared.cart }));
  await leaveCart(run, saga, prepared.cart);
});

/** As it is wished now: a person may have corrected the payment between two steps. */
const dueOf = ({ partyId, invoiceId, allOpen, invoiceType, payment, lines }: PayInvoice) => ({ partyId, invoiceId, allOpen, invoiceType, payment, lines });
