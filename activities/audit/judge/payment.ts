/** Does our payment stand, once, and the term that it paid? Pure. */
import type { InvoiceSummary } from '../../imis/invoice.js';
import type { PaymentRecord } from '../../imis/payment.js';
import type { Subscription } from '../../imis/subscription.js';
import { sameId } from '../../imis/wire/shape.js';
import { equal, isZero, minus, positive } from '../../steps/money.js';
import { MARKER } from '../../write/marker.js';
import type { NoPaymentClaim, PaymentClaim, SettledClaim } from '../claim.js';
import { backOfPayer, backOnInvoice, paidBy } from '../later.js';
import { explain, traced, type Finding, type Told } from './finding.js';
import { changeOf, named, rowChanges, rowWrites } from './term.js';

const TAKEN_BACK: PaymentRecord['status'][] = ['Voided', 'Reversed', 'Refunded', 'PartiallyRefunded'];
const isStanding = ({ status }: PaymentRecord): boolean => !TAKEN_BACK.includes(status);
const listed = (payments: PaymentRecord[]): string => payments.map(({ paymentId, status }) => `${paymentId} (${status})`).join(', ');

/** `payments`: those with the reference, of whatever invoice. `row`: the one that it paid. */
export function judgePayment(claim: PaymentClaim, payments: PaymentRecord[], row: Subscription | undefined, told: Told): Finding | undefined {
  const { reference, amount, invoiceIds, payorPartyId } = claim;
  const on = invoiceIds.length > 0 ? `invoice ${invoiceIds.join(', ')}` : `the open invoices of party ${payorPartyId}`;
  const changed = [...invoiceIds.map(backOnInvoice), ...(invoiceIds.length === 0 ? [backOfPayer(payorPartyId)] : [])];
  const common = { record: `payment ${reference}`, reported: `paid ${amount} on ${on}`, changed };

  const { ofReference, onInvoice, mine } = sorted(claim, payments);
  const standing = mine.filter(isStanding);
  if (mine.length === 0) {
    if (ofReference.length === 0) return explain({ ...common, found: 'there is no payment of this reference', trace: 'no', because: 'payments are reversed or voided, not deleted' }, told);
    const what = onInvoice.length > 0 ? 'they are of another amount' : 'they pay no such invoice';
    return explain({ ...common, found: `of this reference there is ${listed(ofReference)}`, trace: 'perhaps', because: what }, told);
  }
  if (standing.length === 0) return explain({ ...common, found: `payment ${listed(mine)}`, trace: 'yes', because: `its status says that it was taken back` }, told);
  if (standing.length > 1) {
    // A mark of ours is one act's; a check number may be anybody's.
    const trace = MARKER.test(reference) && invoiceIds.length > 0 ? 'no' : 'perhaps';
    return explain({ ...common, found: `${standing.length} such payments stand: ${listed(standing)}`, trace, because: 'each shows the same reference and amount' }, told);
  }
  const pending = claim.pending || standing[0]!.status === 'Pending';
  return pending ? undefined : judgeCovered(claim, row, told);
}

function sorted({ invoiceIds, amount }: PaymentClaim, payments: PaymentRecord[]) {
  const ofReference = payments.filter(({ category }) => category === 'Standard');
  const onInvoice = ofReference.filter((one) => paysAny(one, invoiceIds));
  return { ofReference, onInvoice, mine: onInvoice.filter((one) => isZero(amount) || equal(one.amount, amount)) };
}

/** Does the payment stand, by its records? */
export const paymentStands = (claim: PaymentClaim, payments: PaymentRecord[]): boolean => sorted(claim, payments).mine.some(isStanding);

const paysAny = ({ applications }: PaymentRecord, invoiceIds: string[]): boolean =>
  invoiceIds.length === 0 || applications.some((one) => invoiceIds.some((id) => sameId(id, one.invoiceId)));

/** PaidThru of the term that was paid. A later one covers it as well. */
function judgeCovered({ covers }: PaymentClaim, row: Subscription | undefined, told: Told): Finding | undefined {
  if (!covers || !row || (row.paidThru ?? '') >= covers.through) return undefined;
  const found = `PaidThru is ${row.paidThru ?? 'empty'}`;
  return explain({ record: named(covers), reported: `paid through ${covers.through}`, found, changed: rowChanges(covers), written: rowWrites(row), ...traced(changeOf(row), told, true) }, told);
}

/** A refused payment: none with our mark may stand. */
export function judgeNoPayment({ reference }: NoPaymentClaim, payments: PaymentRecord[], told: Told): Finding | undefined {
  const standing = payments.filter((one) => one.category === 'Standard' && isStanding(one));
  if (standing.length === 0) return undefined;
  const because = 'the reference is the mark of this very act';
  return explain({ record: `payment ${reference}`, reported: 'the payment was refused', found: `payment ${listed(standing)} stands`, changed: [paidBy(reference)], trace: 'no', because }, told);
}

/** Others had paid: how an invoice comes to owe again, it does not tell. A legacy one that is gone owes nothing. */
export function judgeSettled({ invoiceId }: SettledClaim, invoice: InvoiceSummary | undefined, told: Told): Finding | undefined {
  const owed = invoice && minus(invoice.balance, invoice.pendingAmount);
  if (owed === undefined || !positive(owed)) return undefined;
  const because = 'others had paid it, and an invoice does not tell what became of that';
  return explain({ record: `invoice ${invoiceId}`, reported: 'nothing was owed', found: `${owed} is owed`, changed: [backOnInvoice(invoiceId)], trace: 'perhaps', because }, told);
}
