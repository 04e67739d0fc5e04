/** Finds the payment of an order again: by reference, invoice and amount together (domain-rules 2.3). */
import type { Imis } from '../../imis/api.js';
import { findPayments, type PaymentRecord } from '../../imis/payment.js';
import { equal } from '../money.js';
import type { Purchase } from './order.js';

export type OrderPayment =
  | { state: 'applied'; paymentId: string; amount: string; pending: boolean }
  /** Reversed, refunded or voided. */
  | { state: 'void'; paymentId: string; status: PaymentRecord['status'] }
  /** The money was taken and is applied to nothing. */
  | { state: 'loose'; paymentId: string };

const TAKEN_BACK: PaymentRecord['status'][] = ['Voided', 'Reversed', 'Refunded', 'PartiallyRefunded'];

export const referenceOf = ({ payment }: Purchase, mark: string): string => payment?.reference ?? mark;

/** @param invoiceIds of the rows: a reference that paid an earlier term is no payment of this one */
export async function findOrderPayment(imis: Imis, purchase: Purchase, wanted: { reference: string; amount: string; invoiceIds: string[] }): Promise<OrderPayment | undefined> {
  const payorPartyId = purchase.payment?.payorPartyId ?? purchase.billToPartyId ?? purchase.partyId;
  const records = await findPayments(imis, { reference: wanted.reference, payorPartyId });
  const same = records.filter(({ amount, category }) => category === 'Standard' && equal(amount, wanted.amount));
  const mine = same.filter(({ applications }) => applications.some(({ invoiceId }) => wanted.invoiceIds.includes(invoiceId)));
  const standing = mine.find(({ status }) => !TAKEN_BACK.includes(status));
  if (standing) return { state: 'applied', paymentId: standing.paymentId, amount: standing.amount, pending: standing.status === 'Pending' };
  if (mine[0]) return { state: 'void', paymentId: mine[0].paymentId, status: mine[0].status };
  const loose = same.find(({ applications, status }) => applications.length === 0 && !TAKEN_BACK.includes(status));
  return loose && { state: 'loose', paymentId: loose.paymentId };
}
