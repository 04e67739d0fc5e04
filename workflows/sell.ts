/** Selling a subscription: the part that purchaseSubscription and enrolMember have in common. */
import type { EnrolMember, PurchaseSubscription } from './contracts/inputs.js';
import type { Run } from './saga/run.js';
import type { Saga } from './saga/saga.js';
import { createSubscription, pay, previewPrice } from './steps.js';

type Reactions = Record<'compensate' | 'leaveOpen' | 'park', 'compensate' | 'leave' | 'park'>;
const REFUSED: Reactions = { compensate: 'compensate', leaveOpen: 'leave', park: 'park' };

/** Creates the subscription and pays its own line, or leaves it open. */
export async function sell(run: Run, input: PurchaseSubscription | EnrolMember, saga: Saga): Promise<void> {
  const { partyId, itemId, beginDate, billToPartyId, sourceCode, isMemberComponent, isComplimentary } = input;
  const unbilled = 'bill' in input && input.bill === false ? { bill: false, amount: input.amount, billDate: input.billDate } : {};
  const maxAmount = input.payment?.maxAmount;
  if (maxAmount !== undefined && !('bill' in unbilled)) await run(previewPrice, { partyId, itemId, maxAmount });

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
  if (!input.payment || !created?.invoiceId) return;

  const { invoiceId, billThrough, billedAmount } = created;
  const paid = await run(
    pay,
    { partyId: created.billToPartyId, invoiceId, payment: input.payment, own: { partyId, itemId, billThrough, billedAmount } },
    { on: { rejected: REFUSED[input.onPaymentRefused ?? 'compensate'] } },
  );
  Object.assign(saga.result, paid);
}
