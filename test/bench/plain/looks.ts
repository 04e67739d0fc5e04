/**
 * The vendor's calls with the looks and acknowledgements of ours around them: what then is left of a difference is the
 * saga's own, and not that of the calls it makes more.
 */
import { Context } from '@temporalio/activity';
import type { VendorCalls } from './vendor-calls.js';

export function withLooks(calls: VendorCalls): VendorCalls {
  return {
    ...calls,
    async subscribe(partyId) {
      await calls.subscriptions(partyId);
      await acknowledge();
      return await calls.subscribe(partyId);
    },
    async pay(partyId, invoice) {
      await calls.invoice(invoice.InvoiceId);
      await acknowledge();
      await calls.pay(partyId, invoice);
      await calls.invoice(invoice.InvoiceId);
    },
  };
}

/** With details of the size that ours have. */
async function acknowledge(): Promise<void> {
  const { client, info } = Context.current();
  await client.activity.heartbeat(info.taskToken, { v: 1, sending: true, since: 0, before: { row: null }, sends: 1 });
}
