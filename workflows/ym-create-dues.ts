import { flow } from './saga/saga.js';
import { checkDues, createDues, payDues } from './steps/yourmembership.js';

/** Makes a member's dues invoice in YourMembership when nothing stands against it, and pays it or leaves it open. */
export const ymCreateDues = flow('ymCreateDues', async (run, input, saga) => {
  const { memberId, membershipId } = input;
  const checked = await run(checkDues, {
    memberId,
    membershipId,
    amount: input.amount,
    rules: input.rules,
    modifiers: input.modifiers,
    promoCode: input.promoCode,
    payment: input.payment,
  });
  if (!checked) return saga.exception('The check was skipped: no invoice was made.');

  // A word of the operator may have corrected the input meanwhile.
  const { period, promoCode, taxExempt, invoiceDate, description, comment, payment } = input;
  const { expiry, ...dues } = checked;
  const made = await run(createDues, {
    memberId: String(memberId),
    ...dues,
    ...(period === undefined && { expiry }),
    promoCode,
    taxExempt,
    invoiceDate,
    description,
    comment,
  });
  if (!made) return;
  const { invoiceNumber, invoiceGuid, amount, balance, since } = made;
  Object.assign(saga.result, { invoiceNumber, ...(invoiceGuid && { invoiceGuid }), amount, balance });
  if (payment) Object.assign(saga.result, await run(payDues, { memberId: String(memberId), invoiceNumber, since, balance, payment }));
});
