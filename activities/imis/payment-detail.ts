/** Payment as taking it back needs it: who paid, what was taken back already, and the object to send (facts 5.4). */
import { Decimal } from 'decimal.js';
import type { Imis } from './api.js';
import { parsePayment, type PaymentRecord } from './payment.js';
import { entityAddress } from './wire/address.js';
import { equals, ignored } from './wire/filter.js';
import { formatAmount, readMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { child, malformed, members, type Raw, sameId, text } from './wire/shape.js';

/** Amounts are decimal strings in `currency`. */
export interface PaymentDetail extends PaymentRecord {
  payorPartyId?: string;
  methodId?: string;
  /** Of a refund or a reversal: the payment it takes back. */
  originalPaymentId?: string;
  gatewayReference?: string;
  description?: string;
  /** How much was taken back, without sign; zero where the API does not say. */
  adjusted: string;
  /** The same of each application, in the order of `applications`. */
  adjustedShares: string[];
  currency: string;
  decimals: number;
  /** As received: an operation sends it back unchanged. It holds personal data and never leaves the process. */
  raw: Raw;
}

/** Reads PaymentData. Throws ReadFailed when it is something else. */
export function parsePaymentDetail(raw: Raw): PaymentDetail {
  const payor = child(raw, 'PayorParty');
  const amount = readMoney(raw, 'Amount');
  return {
    ...parsePayment(raw),
    payorPartyId: payor && text(payor, 'PartyId'),
    methodId: text(raw, 'PaymentMethodId'),
    originalPaymentId: text(raw, 'OriginalPaymentId'),
    gatewayReference: text(raw, 'GatewayReference'),
    description: text(raw, 'Description'),
    adjusted: adjustedOf(raw),
    adjustedShares: members(raw.PaymentApplications, 'PaymentData.PaymentApplications').map(adjustedOf),
    currency: amount?.currency ?? text(raw, 'CurrencyCode') ?? malformed('PaymentData names no currency'),
    decimals: amount?.decimals ?? 2,
    raw,
  };
}

/** Whether iMIS writes it with a sign is unknown. */
const adjustedOf = (raw: Raw): string => {
  const money = readMoney(raw, 'AdjustedAmount');
  return formatAmount(new Decimal(money?.amount ?? 0).abs(), money?.decimals ?? 2);
};

/** GET /api/Payment/{PaymentId}. undefined when there is no such payment. Throws ReadFailed. */
export async function readPayment(imis: Imis, paymentId: string): Promise<PaymentDetail | undefined> {
  const { path, query } = entityAddress('Payment', paymentId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Payment');
  if (raw === undefined) return undefined;
  const payment = parsePaymentDetail(raw);
  return sameId(payment.paymentId, paymentId) ? payment : malformed('another Payment came than was asked for');
}

type Criterion = { reference: string } | { payorPartyId: string } | { originalPaymentId: string };

/**
 * GET /api/Payment?PaymentReference= or ?PayorPartyId= or ?OriginalPaymentId=. That iMIS can filter by the last two is
 * inferred from its contracts: ReadFailed `rejected` when other rows come back, since absence would prove nothing.
 */
export async function listPayments(imis: Imis, wanted: Criterion): Promise<PaymentDetail[]> {
  const [property, value, valueOf] = criterionOf(wanted);
  const rows = await imis.list('Payment', { [property]: equals(value) }, (page) => {
    if (!page.every((row) => sameId(valueOf(parsePaymentDetail(row)), value))) ignored('Payment', property);
  });
  return rows.map(parsePaymentDetail);
}

function criterionOf(wanted: Criterion): [string, string, (payment: PaymentDetail) => string | undefined] {
  if ('reference' in wanted) return ['PaymentReference', wanted.reference, (one) => one.reference];
  if ('payorPartyId' in wanted) return ['PayorPartyId', wanted.payorPartyId, (one) => one.payorPartyId];
  return ['OriginalPaymentId', wanted.originalPaymentId, (one) => one.originalPaymentId];
}
