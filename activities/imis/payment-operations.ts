/** Taking a payment back: Payment/_execute Reverse and Refund, Invoice/_execute ProcessRecordRefund (facts 5.3, 5.4). */
import { Decimal } from 'decimal.js';
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import type { PaymentDetail } from './payment-detail.js';
import { built } from './wire/built.js';
import { writeDate } from './wire/date.js';
import { executeRequest } from './wire/execute.js';
import { writeMoney } from './wire/money.js';
import { members, type Raw, sameId } from './wire/shape.js';
import { collection, commerce } from './wire/type.js';

export interface TakeBack {
  /** As read right before: Reverse and Refund send it whole. */
  payment: PaymentDetail;
  invoiceId: string;
  /** Decimal string. */
  amount: string;
  /** `YYYY-MM-DD`. */
  date: string;
  comment: string;
}

/** RefundType of PaymentRefundData: 1 records a refund made elsewhere, 2 makes it through the gateway (inferred). */
const PROCESS = 2;

/** POST /api/Payment/_execute, Reverse(PaymentData, DateTime?, comment): undoes the whole payment in the books. */
export function reverse(imis: Imis, { payment, date, comment }: TakeBack, send: Send = {}): Promise<Answer> {
  const parameters = [payment.raw, value('System.DateTime', writeDate(date)), value('System.String', comment)];
  return imis.write('POST', 'Payment/_execute', { ...send, body: executeRequest('Payment', 'Reverse', parameters) });
}

/** POST /api/Payment/_execute, Refund(PaymentRefundData), RefundType Process: the money goes back to the payer. */
export async function refund(imis: Imis, takeBack: TakeBack, send: Send = {}): Promise<Answer> {
  const made = built(() => refundData(takeBack));
  if ('refusal' in made) return made.refusal;
  return await imis.write('POST', 'Payment/_execute', { ...send, body: executeRequest('Payment', 'Refund', [made.body]) });
}

/** POST /api/Invoice/_execute, ProcessRecordRefund: a record of money that was given back by other means. */
export async function recordRefund(imis: Imis, takeBack: TakeBack, send: Send = {}): Promise<Answer> {
  const made = built(() => recordData(takeBack));
  if ('refusal' in made) return made.refusal;
  return await imis.write('POST', 'Invoice/_execute', { ...send, body: executeRequest('Invoice', 'ProcessRecordRefund', [made.body]) });
}

/** A value in a slot that takes any object carries its type (facts 2.2). */
const value = ($type: string, $value: string) => ({ $type, $value });

/** `Refunds`: what goes back of each application to this invoice. */
function refundData(takeBack: TakeBack): Raw {
  const { payment, date, comment } = takeBack;
  return {
    $type: commerce('PaymentRefundData'),
    OriginalPayment: payment.raw,
    RefundComments: comment,
    RefundPaymentMethodId: payment.methodId,
    RefundDate: writeDate(date),
    Refunds: collection(commerce('PaymentApplicationDataCollection'), refunds(takeBack)),
    RefundType: PROCESS,
  };
}

/** In the order of the applications, none more than is left of it. Throws RangeError when that is not enough. */
function refunds({ payment, invoiceId, amount }: TakeBack): Raw[] {
  const raws = members(payment.raw.PaymentApplications, 'PaymentData.PaymentApplications');
  let rest = new Decimal(amount);
  const shares = raws.flatMap((raw, i) => {
    const { invoiceId: paid, amount: applied } = payment.applications[i]!;
    if (!sameId(paid, invoiceId)) return [];
    const share = Decimal.min(rest, new Decimal(applied).minus(payment.adjustedShares[i]!));
    rest = rest.minus(share);
    return share.lte(0) ? [] : [{ ...raw, ApplicationAmount: writeMoney(share.toFixed(), payment.currency, payment.decimals) }];
  });
  if (rest.gt(0)) throw new RangeError('more is asked for than the payment has on this invoice');
  return shares;
}

/**
 * OriginalPaymentId is an int (facts 5.3): throws RangeError for a PaymentId that is no whole number. That RefundAmount is
 * a MonetaryAmountData, as nearly all money of these contracts, is inferred.
 */
function recordData({ payment, invoiceId, amount, date, comment }: TakeBack): Raw {
  if (!/^\d{1,9}$/.test(payment.paymentId)) throw new RangeError('the PaymentId is no whole number');
  return {
    $type: commerce('InvoiceActionRecordRefundData'),
    InvoiceId: invoiceId,
    AdjustmentDate: writeDate(date),
    AdjustmentReason: comment,
    PaymentMethodId: payment.methodId,
    RefundAmount: writeMoney(amount, payment.currency, payment.decimals),
    OriginalPaymentId: Number(payment.paymentId),
  };
}
