/** Selling a subscription: the part that purchaseSubscription and enrolMember have in common. */
import type { EnrolMember, PurchaseSubscription } from './contracts/inputs.js';
import type { Run } from './saga/run.js';
import type { Saga } from './saga/saga.js';
import { createSubscription, previewPrice } from './steps/subscriptions.js';
import { pay } from './steps/payments.js';

type Sale = PurchaseSubscription | EnrolMember;

const REFUSED = { compensate: 'compensate', leaveOpen: 'leave', park: 'park' } as const;

/** With a maxAmount, too dear is found out before anything is changed. A price of the caller's own needs no preview. */
export async function checkPrice(run: Run, input: Sale): Promise<void> {
  const { partyId, itemId, payment } = input;
  const billed = !('bill' in input) || input.bill !== false;
  if (payment?.maxAmount !== undefined && billed) await run(previewPrice, { partyId, itemId, maxAmount: payment.maxAmount });
}

/** Creates the subscription and pays its own line, or leaves it open. */
export async function sell(run: Run, input: Sale, saga: Saga): Promise<void> {
  const { partyId, itemId, beginDate, billToPartyId, sourceCode, isMemberComponent, isComplimentary } = input;
  const unbilled = 'bill' in input && input.bill === false ? { bill: false, amount: input.amount, billDate: input.billDate } : {};
  const created = await run(createSubscription, {
    partyId,
    itemId,
    beginDate,
    billToPartyId,
    sourceCode,
    isMemberComponent,
    isComplimentary,
    ...unbilled,
  });
  Object.assign(saga.result, created);
  if (!input.payment || !created) return;
  if (!created.invoiceId) {
    // Billed by a run whose batch is not posted yet: what is owed has no invoice that could be paid.
    if (/[1-9]/.test(created.balance)) saga.exception('The term is billed, but has no invoice yet: nothing was paid. Pay it by payInvoice when it has one.');
    return;
  }

  // A person who skipped the step gave the invoice alone: then all of it is paid.
  const { invoiceId, billThrough, billedAmount } = created;
  const own = billedAmount === undefined ? undefined : { partyId, itemId, billThrough, billedAmount };
  const payer = created.billToPartyId ?? billToPartyId ?? partyId;
  const paid = await run(
    pay,
    { partyId: payer, invoiceId, payment: input.payment, own },
    { on: { rejected: REFUSED[input.onPaymentRefused ?? 'compensate'] } },
  );
  Object.assign(saga.result, paid);
}
