import { randomUUID } from 'node:crypto';
import type { Decimal } from 'decimal.js';
import type { Actor } from '../../ledger.js';
import { addDays, termEnd } from '../../wire/dates.js';
import { dec, fixed } from '../../wire/money.js';
import type { Store } from '../../world/store.js';
import type { YmInvoice, YmInvoiceLine, YmPayment } from '../model.js';
import type { YmStore } from '../store.js';
import { serverToday } from '../time.js';

/** What is still owed on an invoice; below zero when more was paid. */
export function balanceOf(ym: YmStore, invoice: YmInvoice): Decimal {
  const paid = ym.payments.by('invoice', String(invoice.number));
  return paid.reduce((left, one) => left.minus(one.amount), dec(invoice.total));
}

export const openInvoicesOf = (ym: YmStore, memberId: number): YmInvoice[] =>
  ym.invoices.by('member', String(memberId)).filter((one) => one.closedOn === undefined);

const named = (invoice: YmInvoice): Pick<YmInvoice, 'memberId' | 'membershipId'> & { invoiceNumber: number } => ({
  memberId: invoice.memberId,
  membershipId: invoice.membershipId,
  invoiceNumber: invoice.number,
});

/** What a dues invoice is made of. */
export interface NewDues {
  memberId: number;
  membershipId: number;
  total: Decimal;
  lines: Omit<YmInvoiceLine, 'lineId'>[];
  promoCode?: string;
  comment?: string;
  description?: string;
  date?: string;
}

/** Makes a dues invoice with its transaction. One that asks for nothing is closed at once (inferred). */
export function makeDues(store: Store, actor: Actor, dues: NewDues): YmInvoice {
  const { ym } = store;
  const { memberId, membershipId, total, lines, promoCode } = dues;
  const expiry = ym.members.get(String(memberId))?.expires;
  const number = store.next('ym.invoice', 30001);
  const invoice = ym.invoices.put(String(number), {
    number,
    guid: randomUUID().toUpperCase(),
    transactionId: store.next('ym.transaction', 70001),
    memberId,
    membershipId,
    total: fixed(total),
    lines: lines.map((line) => ({ ...line, lineId: store.next('ym.line', 500001) })),
    ...(promoCode ? { promoCode } : {}),
    comment: dues.comment ?? '',
    description: dues.description ?? '',
    date: dues.date ?? serverToday(store.switches),
    createdOn: new Date().toISOString(),
    createdBy: actor.user,
    ...(expiry === undefined ? {} : { expiryBefore: expiry }),
  });
  const { guid, comment: note } = invoice;
  store.effect(actor, 'ym.dues', { ...named(invoice), invoiceGuid: guid, amount: fixed(total), note });
  return total.isZero() ? closeInvoice(store, actor, invoice) : invoice;
}

/** Closes an invoice: the member's term moves on, from its end or, when that has passed, from today (inferred). */
export function closeInvoice(store: Store, actor: Actor, invoice: YmInvoice): YmInvoice {
  if (invoice.closedOn !== undefined) return invoice;
  const { ym, switches } = store;
  const closing = { closedOn: new Date().toISOString(), closedBy: actor.user };
  const closed = ym.invoices.put(String(invoice.number), { ...invoice, ...closing });
  store.effect(actor, 'ym.closed', { ...named(invoice), amount: fixed(balanceOf(ym, invoice)) });
  const member = ym.members.get(String(invoice.memberId));
  const membership = ym.memberships.get(String(invoice.membershipId));
  if (!member || !membership) return closed;
  const today = serverToday(switches);
  const begin = member.expires && member.expires >= today ? addDays(member.expires, 1) : today;
  const expires = termEnd(begin, membership.termMonths);
  ym.members.put(String(member.id), { ...member, expires, isMember: true, membershipId: membership.id });
  store.effect(actor, 'ym.expiryMoved', { ...named(invoice), before: member.expires ?? '', after: expires });
  return closed;
}

/** Books a payment on an invoice; `close` closes it when nothing is owed any more. */
export function payDues(
  store: Store,
  actor: Actor,
  invoice: YmInvoice,
  payment: Pick<YmPayment, 'type' | 'reference' | 'date'> & { amount: Decimal; close: boolean },
): void {
  const { ym } = store;
  const { amount, close, ...rest } = payment;
  const id = store.next('ym.payment', 90001);
  ym.payments.put(String(id), {
    id,
    lineId: store.next('ym.line', 500001),
    invoiceNumber: invoice.number,
    ...rest,
    amount: fixed(amount),
    createdOn: new Date().toISOString(),
    createdBy: actor.user,
  });
  const booked = { paymentId: String(id), reference: payment.reference, amount: fixed(amount) };
  store.effect(actor, 'ym.payment', { ...named(invoice), ...booked });
  if (close && balanceOf(ym, invoice).lte(0)) closeInvoice(store, actor, invoice);
}
