import type { Actor } from '../ledger.js';
import { dec } from '../wire/money.js';
import { openCredit } from './credit.js';
import type { PaymentRecord } from './model.js';
import { bookLine } from './settle.js';
import type { Store } from './store.js';
import { dropCredit, place } from './take-back.js';
import { leftOf } from './take-back-rules.js';

/** Takes the payment off its invoices: the money stays as open credit of the payor. */
export function unapplyPayment(store: Store, actor: Actor, payment: PaymentRecord): PaymentRecord {
  const parts = payment.applications.map((application) => ({ application, amount: leftOf(application) }));
  for (const part of parts) {
    bookLine(store, actor, part.application, 'paid', part.amount.neg());
    store.effect(actor, 'payment.unapplied', place(store, payment, part));
  }
  const amount = parts.reduce((sum, one) => sum.plus(one.amount), dec(0));
  const { paymentId, reference, payor } = payment;
  openCredit(store, actor, { partyId: payor, paymentId, reference, amount, note: 'unapplied' });
  return store.payments.put(paymentId, { ...payment, applications: [] });
}

/** Voids a charge that was never applied. */
export function voidPayment(store: Store, actor: Actor, payment: PaymentRecord): void {
  const { paymentId, reference, amount, payor } = payment;
  dropCredit(store, paymentId);
  store.payments.put(paymentId, { ...payment, status: 1 });
  store.effect(actor, 'payment.voided', { paymentId, reference, amount, partyId: payor });
}
