/** Is a payment that was taken back still taken back? Pure. */
import type { PaymentRecord } from '../../imis/payment.js';
import type { TakenBackClaim } from '../claim.js';
import { explain, type Finding, type Told } from './finding.js';

const BACK = { reverse: ['Reversed'], refund: ['Refunded', 'PartiallyRefunded'], recordRefund: ['Refunded', 'PartiallyRefunded'] } as const satisfies Record<string, PaymentRecord['status'][]>;
const ANY: readonly string[] = ['Reversed', 'Refunded', 'PartiallyRefunded', 'Voided'];

export function judgeTakenBack({ paymentId, invoiceId, how }: TakenBackClaim, payment: PaymentRecord | undefined, told: Told): Finding | undefined {
  const difference = { record: `payment ${paymentId}`, reported: `${how === 'reverse' ? 'reversed' : 'refunded'}, on invoice ${invoiceId}`, changed: [] };
  if (!payment) return explain({ ...difference, found: 'there is no such payment', trace: 'no', because: 'payments are not deleted' }, told);
  const { status } = payment;
  if (BACK[how].some((one) => one === status)) return undefined;
  if (ANY.includes(status)) return explain({ ...difference, found: `it is ${status}`, trace: 'yes', because: 'its status says that it was taken back otherwise since' }, told);
  return explain({ ...difference, found: `it is ${status}`, trace: 'no', because: 'a payment that was taken back does not stand again' }, told);
}
