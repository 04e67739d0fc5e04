/** Which payment is meant: by reference, by id, or the only one of the invoice. Refuses before anything is changed. */
import { readInvoiceLines, readInvoiceSummary } from '../../imis/invoice.js';
import { listPayments, type PaymentDetail, readPayment } from '../../imis/payment-detail.js';
import { sameId } from '../../imis/wire/shape.js';
import type { Imis } from '../../imis/api.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { found, readOnly, refused } from '../reads.js';
import { asMoney, less } from '../money.js';
import { shareOf } from './reverse-share.js';

export interface FindPayment {
  /** Who paid, or the bill-to party. */
  partyId: string;
  invoiceId: string;
  how: 'reverse' | 'refund' | 'recordRefund';
  paymentReference?: string;
  paymentId?: string;
  amount?: string | number;
}

export interface FoundPayment {
  paymentId: string;
  /** Invoices it pays, this one among them: nobody else may write to them meanwhile. */
  invoiceIds: string[];
  /** Subscriptions that the invoice bills. */
  rows: { partyId: string; itemId: string }[];
}

export const findPayment = ({ imis }: TenantRuntime) =>
  readOnly<FindPayment, FoundPayment>(async (input) => {
    const { partyId, invoiceId, how } = input;
    const candidates = await candidatesOf(imis, input);
    const mine = candidates.filter((one) => one.category === 'Standard' && pays(one, invoiceId));
    const [payment] = mine;
    if (!payment) return refused(whyNone(input, candidates));
    if (mine.length > 1) return refused(`several payments of invoice ${invoiceId} come into question: ${mine.map(named).join(', ')}; give paymentId`);
    const invoiceIds = [...new Set(payment.applications.map((one) => one.invoiceId))];
    const others = invoiceIds.filter((id) => !sameId(id, invoiceId));
    if (how === 'reverse' && others.length > 0 && !isNamed(input))
      return refused(`${named(payment)} pays ${others.join(', ')} as well, which a reversal opens again: give paymentId if that is meant`);
    const { amount } = shareOf(payment, invoiceId);
    if (input.amount !== undefined && less(amount, asMoney(input.amount)))
      return refused(`${named(payment)} put ${amount} on invoice ${invoiceId}: less than the amount asked for`);

    const invoice = await readInvoiceSummary(imis, invoiceId);
    if (!sameId(payment.payorPartyId, partyId) && !sameId(invoice?.billToPartyId, partyId))
      return refused(`party ${partyId} neither made ${named(payment)} nor is billed by invoice ${invoiceId}`);
    // A legacy cash invoice is temporary: gone, it names no rows any more (facts 5.2).
    const lines = invoice ? await readInvoiceLines(imis, invoiceId) : [];
    const rows = lines.flatMap(({ itemId, shipToPartyId = partyId }) => (itemId === undefined ? [] : [{ partyId: shipToPartyId, itemId }]));
    return found({ paymentId: payment.paymentId, invoiceIds, rows }, `${named(payment)} is ${payment.status}`);
  });

const isNamed = ({ paymentId, paymentReference }: FindPayment): boolean => paymentId !== undefined || paymentReference !== undefined;

async function candidatesOf(imis: Imis, { partyId, paymentId, paymentReference }: FindPayment): Promise<PaymentDetail[]> {
  if (paymentReference !== undefined) return await listPayments(imis, { reference: paymentReference });
  if (paymentId === undefined) return await listPayments(imis, { payorPartyId: partyId });
  const payment = await readPayment(imis, paymentId);
  return payment ? [payment] : [];
}

const pays = ({ applications }: PaymentDetail, invoiceId: string): boolean => applications.some((one) => sameId(one.invoiceId, invoiceId));

const named = ({ paymentId, reference }: PaymentDetail): string => `payment ${paymentId}${reference ? ` (${reference})` : ''}`;

function whyNone({ partyId, invoiceId, paymentId, paymentReference }: FindPayment, candidates: PaymentDetail[]): string {
  if (paymentId === undefined && paymentReference === undefined)
    return `party ${partyId} has no payment on invoice ${invoiceId}; name one that another made by paymentId`;
  const wanted = paymentId === undefined ? `payment with reference ${paymentReference}` : `payment ${paymentId}`;
  const [other] = candidates;
  if (!other) return `there is no ${wanted}`;
  if (other.category !== 'Standard') return `${named(other)} is itself a ${other.category.toLowerCase()}`;
  return `${wanted} does not pay invoice ${invoiceId}, but ${other.applications.map((one) => one.invoiceId).join(', ') || 'none'}`;
}
