import { Decimal } from 'decimal.js';
import type { Actor } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import { findInvoice } from './invoices.js';
import { bookLine } from './settle.js';
import type { Store } from './store.js';

/** Leaves money of a party on the account. */
export function openCredit(
  store: Store,
  actor: Actor,
  credit: { partyId: string; amount: Decimal; paymentId: string; reference: string; invoiceId?: string; note: string },
): void {
  const creditId = String(store.next('credit', 501));
  const amount = fixed(credit.amount);
  store.credits.put(creditId, { creditId, partyId: credit.partyId, amount, paymentId: credit.paymentId });
  store.effect(actor, 'credit.created', {
    partyId: credit.partyId,
    paymentId: credit.paymentId,
    reference: credit.reference,
    amount,
    note: credit.note,
    ...(credit.invoiceId ? { invoiceId: credit.invoiceId } : {}),
  });
}

/** Whether money of the payment is left as open credit. */
export const openCreditOf = (store: Store, paymentId: string): boolean =>
  store.credits.all().some((credit) => credit.paymentId === paymentId);

/** Uses open credit of the bill-to party for a new invoice, as far as it goes. */
export function applyOpenCredit(store: Store, actor: Actor, invoiceId: string): void {
  const invoice = findInvoice(store, invoiceId);
  for (const line of invoice?.lines ?? []) {
    for (const credit of store.credits.by('party', invoice?.billTo ?? '')) {
      const owed = findInvoice(store, invoiceId)?.lines.find(
        (one) => one.invoiceLineId === line.invoiceLineId,
      )?.balance;
      const amount = Decimal.min(owed ?? 0, dec(credit.amount));
      if (amount.lte(0)) continue;
      const rest = fixed(dec(credit.amount).minus(amount));
      if (dec(rest).isZero()) store.credits.delete(credit.creditId);
      else store.credits.put(credit.creditId, { ...credit, amount: rest });
      bookLine(store, actor, { invoiceId, invoiceLineId: line.invoiceLineId }, 'credit', amount);
      store.effect(actor, 'credit.applied', {
        partyId: credit.partyId,
        itemId: line.itemId,
        paymentId: credit.paymentId,
        invoiceId,
        invoiceLineId: line.invoiceLineId,
        amount: fixed(amount),
      });
    }
  }
}
