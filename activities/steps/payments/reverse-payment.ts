/**
 * Takes a payment back: in the books, through the gateway, or by a record of money given back elsewhere (facts 5.3, 5.4;
 * domain-rules section 4). A pivot: nothing undoes it.
 */
import { recordRefund, refund, reverse } from '../../imis/payment-operations.js';
import { readPayment, type PaymentDetail } from '../../imis/payment-detail.js';
import { readInvoiceSummary } from '../../imis/invoice.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { invoiceTarget } from './pay-targets.js';
import type { FoundPayment } from './reverse-find.js';
import { seen, type Seen } from './reverse-seen.js';
import { MOST_ROWS, paidThruNow, readPaidThru, type PaidThru } from './reverse-terms.js';

/** Of a payment that a person has named in place of the search, the id alone is known. */
export interface ReversePayment extends Partial<FoundPayment> {
  paymentId: string;
  invoiceId: string;
  how: 'reverse' | 'refund' | 'recordRefund';
  /** A part; by default what is left. */
  amount?: string | number;
  date?: string;
  reason: string;
  /** The caller says that this is another act, though it looks like an earlier one. */
  occasion?: string;
}

/** Right before the send. */
export interface BeforeReversal {
  /** What is sent, and what others had taken back of the invoice by then. */
  amount: string;
  takenBack: string;
  refunds: string[];
  paidThru: PaidThru[];
}

export interface ReversedPayment {
  paymentId: string;
  status: PaymentDetail['status'];
  amount: string;
  /** Of the invoice; null where a temporary one is gone. */
  balance: string | null;
  paidThru: string | null;
  paidThruMoved: boolean;
}

type Context = LookContext<ReversePayment, BeforeReversal>;

const SEND = { reverse, refund, recordRefund };

export function reversePayment({ imis }: TenantRuntime): Write<ReversePayment, BeforeReversal, ReversedPayment> {
  let payment: PaymentDetail;

  return {
    targets: ({ paymentId, invoiceId, invoiceIds = [invoiceId] }) => [`payment:${paymentId}`, ...invoiceIds.map(invoiceTarget)],
    // A clean look proves nothing about the gateway (domain-rules 2.5).
    oneShot: ({ how }) => how === 'refund',

    async look(context): Promise<Sight<ReversedPayment, BeforeReversal>> {
      const { input } = context;
      const { paymentId, rows = [] } = input;
      const read = await readPayment(imis, paymentId);
      if (!read) return { change: 'blocked', outcome: 'unknown', evidence: `payment ${paymentId} cannot be found any more` };
      payment = read;
      const now = await seen(imis, payment, context);
      if (now.state === 'taken') return await there(context, now);
      if (now.state === 'stopped') return { change: 'blocked', outcome: now.outcome, evidence: now.evidence };
      const doubt = paidOutPerhaps(context);
      if (doubt) return { change: 'blocked', outcome: 'unknown', evidence: doubt };
      const { amount, takenBack, refunds } = now;
      return { change: 'none', before: { amount, takenBack, refunds, paidThru: await readPaidThru(imis, rows) }, evidence: `payment ${paymentId} is ${payment.status}` };
    },

    send: ({ input: { how, invoiceId, date, reason }, before, marker }, options) =>
      SEND[how](
        imis,
        {
          payment,
          invoiceId,
          amount: before!.amount,
          date: date ?? new Date().toISOString().slice(0, 10),
          // The marker first: how much of a comment is kept is unknown.
          comment: `Duesflow ${marker}: ${reason}`,
        },
        options,
      ),
  };

  async function there({ input, before }: Context, taken: Extract<Seen, { state: 'taken' }>): Promise<Sight<ReversedPayment, BeforeReversal>> {
    const { paymentId, invoiceId, invoiceIds = [], rows = [] } = input;
    const invoice = await readInvoiceSummary(imis, invoiceId);
    const { paidThru, moved, cure } = paidThruNow(await readPaidThru(imis, rows), before?.paidThru, Math.max(0, rows.length - MOST_ROWS));
    const others = invoiceIds.filter((one) => one !== invoiceId);
    const notes = [
      `payment ${paymentId} is ${payment.status}`,
      input.how === 'reverse' && others.length > 0 && `it paid ${others.join(', ')} as well: look at their PaidThru`,
      !invoice && `invoice ${invoiceId} is gone: look at balance and PaidThru in iMIS`,
      cure,
    ].filter((note) => typeof note === 'string');
    return {
      change: 'there',
      owner: taken.owner,
      result: { paymentId, status: payment.status, amount: taken.amount, balance: invoice?.balance ?? null, paidThru, paidThruMoved: moved },
      ids: { paymentId, invoiceId, ...taken.ids },
      evidence: notes.join('; '),
    };
  }
}

/**
 * No page says how iMIS answers when the gateway has paid and the record fails, as with a card that is charged and not
 * applied (facts 6.3). So no refusal of a refund is believed, save one that never left (status 0).
 */
function paidOutPerhaps({ input, answer }: Context): string | undefined {
  if (input.how !== 'refund' || (answer?.kind !== 'rejected' && answer?.kind !== 'absent') || answer.status === 0) return undefined;
  return `${answer.message}; whether the gateway gave the money back must be looked up there`;
}
