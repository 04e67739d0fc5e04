/** What a payment shows of being taken back (domain-rules 2.3; facts 5.4): by its status, and part refunds by their records. */
import { listPayments, type PaymentDetail } from '../../imis/payment-detail.js';
import type { Imis } from '../../imis/api.js';
import { MARKER } from '../../write/marker.js';
import { ownerOf, type LookContext } from '../../write/write.js';
import type { Ids, Owner } from '../../../workflows/contracts/reply.js';
import { asMoney, equal, isZero, less, minus, positive } from '../money.js';
import type { ReversePayment, BeforeReversal } from './reverse-payment.js';
import { refundedBy, shareOf } from './reverse-share.js';

export type Seen =
  /** Nothing of ours: this much is to be taken back. `takenBack`, `refunds`: what others took back so far. */
  | { state: 'open'; amount: string; takenBack: string; refunds: string[] }
  | { state: 'taken'; owner: Owner; amount: string; ids?: Ids }
  | { state: 'stopped'; outcome: 'rejected' | 'unavailable' | 'unknown'; evidence: string };

type Context = LookContext<ReversePayment, BeforeReversal>;

const stopped = (evidence: string, outcome: 'rejected' | 'unavailable' | 'unknown' = 'rejected'): Seen => ({ state: 'stopped', outcome, evidence });

export async function seen(imis: Imis, payment: PaymentDetail, context: Context): Promise<Seen> {
  const { paymentId, status } = payment;
  const { how } = context.input;
  if (how === 'refund' && payment.gatewayReference === undefined)
    return stopped(`payment ${paymentId} shows no GatewayReference, so no gateway can give it back: give the money back and use recordRefund`);
  switch (status) {
    case 'Voided':
      return stopped(`payment ${paymentId} is Voided: there is nothing to take back`);
    case 'Pending':
      return stopped(`payment ${paymentId} is Pending: post its batch, then retry`, 'unavailable');
    case 'Reversed':
      if (how === 'reverse') return { state: 'taken', owner: ownerOf(context, {}), amount: payment.amount };
      return stopped(`payment ${paymentId} was reversed in the books: whether its money went back iMIS does not say`);
    case 'Refunded':
    case 'PartiallyRefunded':
      if (how === 'reverse') return stopped(`payment ${paymentId} is ${status}: a reversal as well would take it back twice`);
      return await refunds(imis, payment, context);
    case 'Paid':
    case 'Processed':
      return how === 'reverse' ? { state: 'open', amount: payment.amount, takenBack: '0.00', refunds: [] } : await refunds(imis, payment, context);
  }
}

/**
 * A refund is ours by its marker. Where the tenant's records bear no words, our amount that has gone since our send, and
 * nothing else, is ours as well. All other changes since a send are for a person: a refund is never made on a guess.
 */
async function refunds(imis: Imis, payment: PaymentDetail, context: Context): Promise<Seen> {
  const { input, marker, before, maybeSent, ref } = context;
  const { paymentId, invoiceId } = input;
  const untouched = (payment.status === 'Paid' || payment.status === 'Processed') && isZero(payment.adjusted);
  const records = untouched ? [] : (await listPayments(imis, { originalPaymentId: paymentId })).filter((one) => one.category === 'Refund');
  const wanted = input.amount === undefined ? undefined : asMoney(input.amount);

  const mine = records.find((one) => isMarked(one, marker)) ?? records.find((one) => ref !== undefined && isNamed(one, ref));
  const taken = mine && refundedBy(mine, invoiceId);
  if (mine && taken && wanted !== undefined && !equal(taken, wanted))
    return stopped(`refund ${mine.paymentId} of this act is of ${taken}: give occasion for another one`);
  if (mine && taken) return { state: 'taken', owner: isMarked(mine, marker) ? 'us' : 'other', amount: taken, ids: { refundId: mine.paymentId } };

  const { left, takenBack } = shareOf(payment, invoiceId, records);
  const since = minus(takenBack, before?.takenBack ?? '0');
  if (maybeSent && positive(since)) {
    const owner = ownerOf(context, {});
    const told = records.some((one) => !before?.refunds.includes(one.paymentId) && one.note !== undefined && one.note !== payment.note);
    if (before && equal(since, before.amount) && !told && (owner === 'us' || ref !== undefined)) return { state: 'taken', owner, amount: since };
    return stopped(`${since} of payment ${paymentId} was given back since, and no record tells that it was this act: look at its refunds`, 'unknown');
  }
  const twin = wanted === undefined || input.occasion !== undefined ? undefined : records.find((one) => isOfDuesflow(one) && equal(refundedBy(one, invoiceId), wanted));
  if (twin)
    return stopped(
      `refund ${twin.paymentId} has given back ${wanted} of payment ${paymentId} already, asked for under another name: if it is this act, markDone with ref ${twin.paymentId}; if another ${wanted} is meant, compensate, and start again with an occasion`,
      'unavailable',
    );
  if (wanted === undefined && (payment.status === 'Refunded' || !positive(left))) return { state: 'taken', owner: 'other', amount: takenBack };
  if (wanted !== undefined && less(left, wanted)) return stopped(`payment ${paymentId} has ${left} left on invoice ${invoiceId}: less than the amount asked for`);
  return { state: 'open', amount: wanted ?? left, takenBack, refunds: records.map((one) => one.paymentId) };
}

/** Where iMIS keeps the comment of a refund is unknown. */
const wordsOf = ({ note, description, reference }: PaymentDetail): string[] => [note, description, reference].filter((words) => words !== undefined);
const isMarked = (refund: PaymentDetail, marker: string): boolean => wordsOf(refund).some((words) => words.includes(marker));
/** Made by a flow, under whichever name. */
const isOfDuesflow = (refund: PaymentDetail): boolean => wordsOf(refund).some((words) => MARKER.test(words));
const isNamed = ({ paymentId, reference, gatewayReference }: PaymentDetail, ref: string): boolean => [paymentId, reference, gatewayReference].includes(ref);
