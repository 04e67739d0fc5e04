import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { refuse } from '../wire/failures.js';
import { dec, fixed } from '../wire/money.js';
import { openCredit } from './credit.js';
import { findInvoice } from './invoices.js';
import type { PaymentApplicationRecord, PaymentRecord } from './model.js';
import { bookLine } from './settle.js';
import type { Store } from './store.js';

/** One remittance of a ComboOrder, read and checked. */
export interface NewPayment {
  payor: string;
  amount: Decimal;
  methodId: string;
  reference: string;
  date: string;
  currency: string;
  note?: string;
  /** Invoices of the order, in its order. */
  invoiceIds: string[];
  /** RemittanceApplicationData: what goes to which line; absent: the invoices in order, line by line. */
  applications?: { invoiceId: string; invoiceLineId: string; amount: Decimal }[];
  card: boolean;
}

/** What goes wrong with a card (failed payments, outcomes 2 and 3). */
export type CardTrouble = 'voided' | 'charged-not-applied';

interface Share {
  invoiceId: string;
  invoiceLineId: string;
  lineNumber: number;
  itemId: string;
  shipTo: string;
  amount: Decimal;
}

/** Spreads a payment: never more on a line than it owes (balance less pending); the rest stays over. */
function spread(store: Store, payment: NewPayment): { shares: Share[]; rest: Decimal } {
  const shares: Share[] = [];
  let rest = payment.amount;
  for (const invoiceId of payment.invoiceIds) {
    for (const line of findInvoice(store, invoiceId)?.lines ?? []) {
      const asked = payment.applications
        ? payment.applications
            .filter((one) => one.invoiceId === invoiceId && one.invoiceLineId === line.invoiceLineId)
            .reduce((total, one) => total.plus(one.amount), dec(0))
        : rest;
      const amount = Decimal.min(rest, asked, Decimal.max(0, line.balance.minus(line.pending)));
      if (amount.lte(0)) continue;
      rest = rest.minus(amount);
      shares.push({
        invoiceId,
        invoiceLineId: line.invoiceLineId,
        lineNumber: line.lineNumber,
        itemId: line.itemId,
        shipTo: line.shipTo,
        amount,
      });
    }
  }
  return { shares, rest };
}

/**
 * Takes a payment: books it on the lines, keeps a Payment record with PaymentReference = ReferenceNumber, and leaves
 * what is above the owed amount as open credit of the payor, a real payment taken for nothing.
 */
export function takePayment(store: Store, actor: Actor, payment: NewPayment, trouble?: CardTrouble): PaymentRecord {
  const { shares, rest } = spread(store, payment);
  if (rest.gt(0) && store.switches.refuseOverpayment) {
    refuse('The payment amount is greater than the amount due.', 'Amount');
  }
  const pending = store.switches.paymentsPending && !trouble;
  const paymentId = String(store.next('payment', 30001));
  const now = new Date().toISOString();
  const applied = trouble ? [] : shares;
  const record: PaymentRecord = {
    paymentId,
    payor: payment.payor,
    date: payment.date,
    createdOn: now,
    createdBy: actor.user,
    amount: fixed(payment.amount),
    status: trouble === 'voided' ? 1 : pending ? 0 : 2,
    methodId: payment.methodId,
    reference: payment.reference,
    currency: payment.currency,
    batchId: `${now.slice(2, 10).replaceAll('-', '')}-1`,
    ...(payment.card ? { gatewayReference: randomUUID() } : {}),
    ...(payment.note ? { note: payment.note } : {}),
    applications: applied.map((share, index): PaymentApplicationRecord => ({
      applicationId: `${paymentId}-${index + 1}`,
      invoiceId: share.invoiceId,
      invoiceLineId: share.invoiceLineId,
      lineNumber: share.lineNumber,
      amount: fixed(share.amount),
    })),
  };
  store.payments.put(paymentId, record);
  const about = { paymentId, reference: payment.reference };
  const whole = { ...about, partyId: payment.payor, amount: record.amount, invoiceId: payment.invoiceIds[0] ?? '' };
  if (payment.card) store.effect(actor, 'payment.charged', whole);
  if (trouble === 'voided') {
    store.effect(actor, 'payment.voided', whole);
    return record;
  }
  for (const share of applied) {
    store.effect(actor, pending ? 'payment.pending' : 'payment.applied', {
      ...about,
      partyId: share.shipTo,
      itemId: share.itemId,
      invoiceId: share.invoiceId,
      invoiceLineId: share.invoiceLineId,
      amount: fixed(share.amount),
    });
    bookLine(store, actor, share, pending ? 'pending' : 'paid', share.amount);
  }
  const over = trouble ? payment.amount : rest;
  if (over.gt(0)) {
    const note = trouble ? 'charged at the gateway, not applied' : 'more was paid than was owed';
    openCredit(store, actor, { ...whole, amount: over, note });
  }
  return record;
}
