/** Takes away what a cancelled subscription still owes: by a write-off, or by reversing its invoice (facts 5.3). */
import { reverseCashInvoice } from '../../imis/invoice.js';
import { writeOffInvoice } from '../../imis/invoice-write-off.js';
import { readSubscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf, type Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { positive } from '../money.js';
import { payerTargets } from '../payments/pay-targets.js';
import { subscriptionTarget } from './create-subscription.js';
import { hindrance, invoiceOf, type HowToSettle } from './open-balance.js';

export interface SettleBalance {
  partyId: string;
  itemId: string;
  how: HowToSettle;
  /** As the modification found it: a reversal may take it off the row. */
  invoiceId?: string;
}

export interface OpenBefore {
  invoiceId: string;
  balance: string;
}

export interface SettledBalance {
  balance: string;
}

export function settleBalance(runtime: TenantRuntime): Write<SettleBalance, OpenBefore, SettledBalance> {
  const { imis } = runtime;
  return {
    targets: ({ partyId, itemId, invoiceId }) => [
      billsTarget(partyId),
      subscriptionTarget(partyId, itemId),
      ...(invoiceId === undefined ? [] : payerTargets(partyId, invoiceId)),
    ],

    async look(context) {
      const { partyId, itemId, how, invoiceId } = context.input;
      const row = await readSubscription(imis, partyId, itemId);
      if (!row) return { change: 'blocked', outcome: 'rejected', evidence: `there is no ${itemId} subscription of party ${partyId}` };
      const billed = { ...row, ...(invoiceId !== undefined && { invoiceId }) };
      const invoice = await invoiceOf(runtime, billed);
      // A legacy invoice is projected from its row, and gone when nothing is owed.
      const balance = invoice?.balance ?? row.balance;
      if (!positive(balance)) {
        const on = invoiceId === undefined ? 'the subscription' : `invoice ${invoiceId}`;
        return { change: 'there', owner: ownerOf(context, {}), result: { balance }, ...(invoiceId !== undefined && { ids: { invoiceId } }), evidence: `nothing is owed on ${on} any more` };
      }
      const why = context.maybeSent ? undefined : await hindrance(runtime, billed, invoice, how);
      if (why !== undefined || !invoice) return { change: 'blocked', outcome: why === undefined ? 'unknown' : 'rejected', evidence: why ?? 'its invoice cannot be read' };
      return { change: 'none', before: { invoiceId: invoice.invoiceId, balance }, evidence: `invoice ${invoice.invoiceId} is open` };
    },

    send({ input: { partyId, how }, before, marker }, options) {
      const { invoiceId } = before!;
      const order = { invoiceId, adjustmentDate: new Date().toISOString().slice(0, 10), reason: `Duesflow ${marker}` };
      // The modification has ended what was to end: the reversal takes the bill back and no membership (domain-rules section 3).
      return how === 'writeOff' ? writeOffInvoice(imis, order, options) : reverseCashInvoice(imis, { ...order, shipToPartyId: partyId, keepMembership: true }, options);
    },
  };
}
