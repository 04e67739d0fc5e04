import type { RenewMember } from './contracts/inputs.js';
import { moreRuns } from './renewals/words.js';
import { flow, type Saga } from './saga/saga.js';
import type { Run } from './saga/run.js';
import { billRenewal, findRenewalInvoice, postBatch } from './steps/renewals.js';
import { pay } from './steps/payments.js';

/** Bills a member's next term, posts the batch of the bill where there is one, and pays it or leaves it open. */
export const renewMember = flow('renewMember', async (run, input, saga) => {
  const { partyId, billingCycleId, effectiveDate, runDate, chapter, options } = input;
  const bill = await run(billRenewal, { partyId, billingCycleId, effectiveDate, runDate, chapter, options });
  if (!bill) return;
  tell(saga, bill);
  const posted = await post(run, input, saga, bill);
  if (bill.paid || isNothing(bill)) return;
  if (input.payment || (posted && !bill.invoiceId)) await settle(run, input, saga, bill);
});

type Bill = NonNullable<NonNullable<(typeof billRenewal)['result']>>;

const isNothing = ({ billedAmount }: Bill): boolean => !/[1-9]/.test(billedAmount);

function tell(saga: Saga, bill: Bill): void {
  const { billed, billingRunName, billingLogKey, billThrough, billedAmount, billToPartyId, invoiceId, items, paidThru, balance, owedBefore, otherRuns } = bill;
  const terms = items.map(({ itemId, billBegin, billThrough, amount }) => ({ itemId, billBegin, billThrough, amount }));
  const known = { billingRunName, billingLogKey, billToPartyId, invoiceId, paidThru, balance };
  const given = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  Object.assign(saga.result, { billed, billThrough, billedAmount, ...given, items: terms });
  if (otherRuns) saga.exception(moreRuns(otherRuns));
  if (owedBefore !== undefined) saga.note(`${owedBefore} of an earlier term was still owed when the new one was billed.`);
}

/** Posts the batch of our own run. Answers whether an invoice may have come of it. */
async function post(run: Run, { post: wish }: RenewMember, saga: Saga, bill: Bill): Promise<boolean> {
  const { billed, billingRunName, batchId, status, tenantPosts, items, billedAmount } = bill;
  if (!billed || !billingRunName || status === 'Completed') return false;
  if (wish === 'leave' || !tenantPosts) {
    if (status === 'UnPostedBatch') saga.note(`Batch ${batchId ?? 'of the run'} is left for others to post; the invoice may come only then.`);
    return false;
  }
  const posted = await run(postBatch, { billingRunName, batchId, entries: items.length, amount: billedAmount });
  return posted?.posted === true;
}

/** Finds the invoice, and pays it when that is asked for. A refused payment leaves the bill standing, open. */
async function settle(run: Run, input: RenewMember, saga: Saga, bill: Bill): Promise<void> {
  const { partyId, effectiveDate, runDate = effectiveDate, payment } = input;
  const { billed, billingLogKey, items, formerInvoices } = bill;
  const ours = billed ? { runDate, billingLogKey, invoiceId: bill.invoiceId } : {};
  const invoice = await run(findRenewalInvoice, { partyId, items, formerInvoices, wanted: payment !== undefined, ...ours });
  const { invoiceId, settled, balance, paidThru } = invoice ?? {};
  Object.assign(saga.result, invoiceId && { invoiceId }, balance && { balance }, paidThru && { paidThru });
  if (!invoiceId && !settled) saga.note('There is no invoice of the term yet.');
  if (!payment || !invoiceId || settled) return;

  const { billToPartyId = bill.billToPartyId ?? partyId, own, lines } = invoice!;
  const paid = await run(pay, { partyId: billToPartyId, invoiceId, payment, own, lines }, { on: { rejected: 'leave' } });
  if (paid) Object.assign(saga.result, paid);
  else saga.note('The payment was refused: the bill stands, open.');
}
