import type { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { addDays, today } from '../wire/dates.js';
import { dec, fixed } from '../wire/money.js';
import { touchParty, touchRow } from './dates.js';
import { findInvoice, rowOfLine } from './invoices.js';
import type { LineView } from './invoices.js';
import type { PaymentApplicationRecord, PaymentRecord } from './model.js';
import { bookLine } from './settle.js';
import type { Store } from './store.js';
import { leftOf } from './take-back-rules.js';
import type { TakenPart } from './take-back-rules.js';

const lineOf = (store: Store, { invoiceId, invoiceLineId }: PaymentApplicationRecord): LineView | undefined =>
  findInvoice(store, invoiceId)?.lines.find((one) => one.invoiceLineId === invoiceLineId);

/** The day before the term that the line billed, when there was an earlier one; undefined: nothing is paid. */
function formerlyPaid(line: LineView, since: string | undefined): string | undefined {
  return line.billBegin && since && since < line.billBegin ? addDays(line.billBegin, -1) : undefined;
}

/** Moves PaidThru of the row, and of the party for its primary fee product, to before the term; where the tenant does so. */
function datesBack(store: Store, actor: Actor, paymentId: string, line: LineView): void {
  const row = rowOfLine(store, line);
  if (!row?.paidThru || row.paidThru !== line.billThrough) return;
  const { paidThru: before, ...rest } = row;
  const after = formerlyPaid(line, row.continuousSince);
  const about = { partyId: row.partyId, itemId: row.itemId, paymentId };
  touchRow(store, actor, { ...rest, ...(after ? { paidThru: after } : {}) });
  store.effect(actor, 'subscription.paidThruBack', {
    ...about,
    before: { paidThru: before },
    after: { paidThru: after },
  });
  const party = store.parties.get(row.partyId);
  const type = party && store.customerTypeOf(party);
  if (!party || !type?.billable || type.primaryItem !== row.itemId || party.paidThru !== before) return;
  const { paidThru: _was, ...member } = party;
  touchParty(store, actor, { ...member, ...(after ? { paidThru: after } : {}) });
  store.effect(actor, 'party.datesMoved', { ...about, before: { paidThru: before }, after: { paidThru: after } });
}

/** The Payment record of a reversal (1) or a refund (2); what its amount and reference look like is inferred. */
function ownRecord(
  store: Store,
  actor: Actor,
  original: PaymentRecord,
  category: 1 | 2,
  taken: TakenPart[],
  how: How,
): PaymentRecord | undefined {
  const { takenBackRecord } = store.switches;
  if (takenBackRecord === 'none') return undefined;
  const sign = takenBackRecord === 'negative' ? -1 : 1;
  const total = taken.reduce((sum, one) => sum.plus(one.amount), dec(0));
  const paymentId = String(store.next('payment', 30001));
  const { gatewayReference: _gateway, note: _note, reversedOn: _on, batchId: _batch, ...kept } = original;
  const record: PaymentRecord = {
    ...kept,
    paymentId,
    date: how.date ?? today(),
    createdOn: new Date().toISOString(),
    createdBy: actor.user,
    amount: fixed((total.isZero() ? dec(original.amount) : total).times(sign)),
    status: 2,
    category,
    originalPaymentId: original.paymentId,
    ...(how.methodId ? { methodId: how.methodId } : {}),
    ...(how.comment ? { note: how.comment } : {}),
    applications: taken.map(({ application, amount }, index) => {
      const { takenBack: _taken, ...rest } = application;
      return { ...rest, applicationId: `${paymentId}-${index + 1}`, amount: fixed(amount.times(sign)) };
    }),
  };
  return store.payments.put(paymentId, record);
}

/** Day (`YYYY-MM-DD`), words and payment method of a taking back; all optional. */
export interface How {
  date?: string;
  comment?: string;
  methodId?: string;
}

/** Open credit that the payment left is gone with it. */
export function dropCredit(store: Store, paymentId: string): void {
  for (const credit of store.credits.all()) if (credit.paymentId === paymentId) store.credits.delete(credit.creditId);
}

/** Where a line of the ledger about a part of a payment belongs. */
export function place(
  store: Store,
  payment: PaymentRecord,
  { application, amount }: TakenPart,
): Record<string, string> {
  const line = lineOf(store, application);
  return {
    partyId: line?.shipTo ?? payment.payor,
    ...(line ? { itemId: line.itemId } : {}),
    invoiceId: application.invoiceId,
    invoiceLineId: application.invoiceLineId,
    paymentId: payment.paymentId,
    reference: payment.reference,
    amount: fixed(amount),
  };
}

/** Takes the whole payment back in the books: the lines owe again; the dates move only where the tenant does so. */
export function reversePayment(store: Store, actor: Actor, payment: PaymentRecord, how: How = {}): PaymentRecord {
  const { paymentId, reference, payor } = payment;
  const parts = payment.applications.map((application) => ({ application, amount: leftOf(application) }));
  for (const part of parts) {
    const line = lineOf(store, part.application);
    bookLine(store, actor, part.application, payment.status === 0 ? 'pending' : 'paid', part.amount.neg());
    store.effect(actor, 'payment.reversed', place(store, payment, part));
    if (line && store.switches.reversalMovesPaidThru) datesBack(store, actor, paymentId, line);
  }
  const applied = parts.reduce((sum, one) => sum.plus(one.amount), dec(0));
  const over = dec(payment.amount).minus(applied);
  if (over.gt(0)) {
    dropCredit(store, paymentId);
    const note = 'what was applied to nothing';
    store.effect(actor, 'payment.reversed', { paymentId, reference, partyId: payor, amount: fixed(over), note });
  }
  const applications = payment.applications.map((one) => ({ ...one, takenBack: one.amount }));
  const reversed: PaymentRecord = { ...payment, applications, status: 4, reversedOn: how.date ?? today() };
  store.payments.put(paymentId, reversed);
  ownRecord(store, actor, payment, 1, parts, how);
  return reversed;
}

/** Gives money back, or records that it was given back; the invoice owes again only where the tenant does so. */
export function refundPayment(
  store: Store,
  actor: Actor,
  payment: PaymentRecord,
  parts: TakenPart[],
  how: How = {},
): PaymentRecord {
  for (const part of parts) {
    if (store.switches.refundReopensInvoice) bookLine(store, actor, part.application, 'paid', part.amount.neg());
    store.effect(actor, 'payment.refunded', place(store, payment, part));
  }
  const taken = (id: string): Decimal =>
    parts.filter((one) => one.application.applicationId === id).reduce((sum, one) => sum.plus(one.amount), dec(0));
  const applications = payment.applications.map((one) => ({
    ...one,
    takenBack: fixed(taken(one.applicationId).plus(one.takenBack ?? 0)),
  }));
  const whole = applications.reduce((sum, one) => sum.plus(one.takenBack), dec(0)).gte(payment.amount);
  const refunded: PaymentRecord = { ...payment, applications, status: whole ? 6 : 5 };
  store.payments.put(payment.paymentId, refunded);
  return ownRecord(store, actor, refunded, 2, parts, how) ?? refunded;
}
