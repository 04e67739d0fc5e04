/** Finds our payment again: a ComboOrder cannot be read back, so the Payment records tell (facts 6.1). */
import { findPayments, type PaymentRecord } from '../../imis/payment.js';
import type { Imis } from '../../imis/api.js';
import type { Ids } from '../../../workflows/contracts/reply.js';
import type { LookContext } from '../../write/write.js';
import { asMoney, equal, less, positive, sum } from '../money.js';
import type { Due, Pay } from './pay-types.js';

export type Ours =
  | { state: 'applied'; pending: boolean; amount?: string; ids?: Ids }
  /** Reversed, refunded or voided with our reference: neither done nor to be repeated. */
  | { state: 'void'; evidence: string; ids: Ids }
  /** The money was taken and is applied to nothing, or not all of it. */
  | { state: 'unapplied'; evidence: string; ids: Ids };

const TAKEN_BACK: PaymentRecord['status'][] = ['Voided', 'Reversed', 'Refunded', 'PartiallyRefunded'];

/** Ours is a payment by reference, invoice and amount together: one check may pay ten invoices. */
export async function findOurs(imis: Imis, { input, before, maybeSent }: LookContext<Pay, Due>, reference: string): Promise<Ours | undefined> {
  const found = await findPayments(imis, { reference, payorPartyId: input.payment.payorPartyId ?? input.partyId });
  // A reversal or refund is a Payment record too, and may bear the reference of the payment it takes back.
  const records = found.filter((record) => record.category === 'Standard');
  const amount = before?.amount ?? (input.payment.amount === undefined ? undefined : asMoney(input.payment.amount));
  const invoices = before?.invoices.map((invoice) => invoice.invoiceId) ?? (input.invoiceId ? [input.invoiceId] : []);
  const sameAmount = records.filter((record) => amount === undefined || equal(record.amount, amount));
  const mine = sameAmount.filter((record) => record.applications.some(({ invoiceId }) => invoices.includes(invoiceId)));

  const standing = mine.find((record) => !TAKEN_BACK.includes(record.status));
  if (standing) return ofStanding(standing, amount === undefined ? [] : invoices, reference);
  // One check pays several invoices of equal dues: what was applied elsewhere is not this payment.
  const unapplied = maybeSent ? sameAmount.filter((record) => record.applications.length === 0) : [];
  const back = mine[0] ?? unapplied.find((record) => TAKEN_BACK.includes(record.status));
  if (back)
    return { state: 'void', evidence: `payment ${back.paymentId} with reference ${reference} is ${back.status}`, ids: { paymentId: back.paymentId } };
  const [loose] = unapplied;
  if (loose)
    return {
      state: 'unapplied',
      evidence: `payment ${loose.paymentId} with reference ${reference} was taken but is applied to no invoice: apply it in iMIS, then mark done`,
      ids: { paymentId: loose.paymentId },
    };
  return undefined;
}

/** Applied, unless not all of it went to the invoices: somebody else has paid one of them. Of a pending one nothing has gone yet. */
function ofStanding({ paymentId, status, amount, applications }: PaymentRecord, invoices: string[], reference: string): Ours {
  const applied = sum(applications.filter(({ invoiceId }) => invoices.includes(invoiceId)).map((one) => one.amount));
  if (status === 'Pending' || !positive(applied) || !less(applied, amount)) return { state: 'applied', pending: status === 'Pending', amount, ids: { paymentId } };
  return {
    state: 'unapplied',
    evidence: `payment ${paymentId} with reference ${reference} was taken, but only ${applied} of it is applied to what was to be paid, as if another payment had come in: apply it in iMIS, then mark done`,
    ids: { paymentId },
  };
}
