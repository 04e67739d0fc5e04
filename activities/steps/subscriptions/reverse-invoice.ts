/** Reverses the invoice of a bill this flow made, where invoices are persisted (facts 5.2 and 5.3). A legacy one follows its row. */
import type { UndoInput } from '../../../workflows/contracts/reply.js';
import { readInvoiceSummary, reverseCashInvoice } from '../../imis/invoice.js';
import { readParty } from '../../imis/party.js';
import { readSubscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Sight, Write } from '../../write/write.js';
import { type CreateSubscription, type CreatedSubscription, type RowBefore } from './create-subscription.js';
import { isZero } from '../money.js';
import { payerTargets } from '../payments/pay-targets.js';

type Undo = UndoInput<CreateSubscription, CreatedSubscription, RowBefore>;
export interface Open {
  invoiceId: string;
  balance: string;
  keepMembership: boolean;
}
type Seen = Sight<null, Open>;

export function reverseInvoice({ imis, tenant }: TenantRuntime): Write<Undo, Open, null> {
  return {
    targets: ({ result, input }) => [...(result?.invoiceId ? payerTargets(result.billToPartyId, result.invoiceId) : [`bill:${input.partyId}|${input.itemId}`])],

    async look({ input: undo, before: seen }): Promise<Seen> {
      const there = (evidence: string): Seen => ({ change: 'there', owner: seen ? 'us' : 'other', result: null, evidence, provisional: true });
      const invoiceId = undo.result?.invoiceId ?? (await invoiceOfRow(undo));
      if (!invoiceId) return there('nothing was billed');
      if (invoiceId.startsWith('CASH:') || tenant.invoices === 'legacy') return there('a legacy cash invoice follows its row');
      const invoice = await readInvoiceSummary(imis, invoiceId);
      if (!invoice) return there(`there is no invoice ${invoiceId}`);
      const paid = [invoice.paymentAmount, invoice.pendingAmount].find((amount) => !isZero(amount));
      if (paid) return { change: 'blocked', outcome: 'unknown', evidence: `invoice ${invoiceId} has a payment or a credit: take it back in iMIS first` };
      if (isZero(invoice.balance)) return there(`invoice ${invoiceId} is reversed`);
      const keepMembership = undo.before?.row != null || (await readParty(imis, undo.input.partyId))?.isMember !== false;
      return { change: 'none', before: { invoiceId, balance: invoice.balance, keepMembership }, evidence: `invoice ${invoiceId} is open` };
    },

    send: ({ input: { input }, before, marker }, options) =>
      reverseCashInvoice(
        imis,
        {
          invoiceId: before!.invoiceId,
          shipToPartyId: input.partyId,
          adjustmentDate: new Date().toISOString().slice(0, 10),
          reason: `Duesflow ${marker}`,
          keepMembership: before!.keepMembership,
        },
        options,
      ),
  };

  /** The step's answer was lost: its bill is the row's invoice, unless that is the one of the term before. */
  async function invoiceOfRow({ input, before }: Undo): Promise<string | undefined> {
    const row = await readSubscription(imis, input.partyId, input.itemId);
    const begun = row && (row.billBegin ?? row.beginDate) === input.beginDate;
    return begun && row.invoiceId !== before?.row?.invoiceId ? row.invoiceId : undefined;
  }
}
