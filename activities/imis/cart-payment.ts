/** Paying invoices through a cart (vendor page SUBSCRIPTION): put into its ComboOrder, then submitted with the payment. */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { submitCart, type Cart, type CartContent } from './cart.js';
import { invoicePayment, orderWithoutLines, type InvoicePayment } from './combo-order.js';
import type { InvoiceSummary } from './invoice.js';
import { built } from './wire/built.js';
import { writeCurrency } from './wire/money.js';

/** The invoices as read, beside an order without lines whose Note is the mark. They are of one currency. */
export function invoiceContent(partyId: string, invoices: readonly InvoiceSummary[], mark: string): CartContent {
  const { currency = '', decimals = 2 } = invoices[0] ?? {};
  return { order: { ...orderWithoutLines(partyId, writeCurrency(currency, decimals)), Note: mark }, invoices: invoices.map(({ raw }) => raw) };
}

/** Submits a cart that holds the invoices. Answers `rejected`, with nothing sent, when the payment contradicts itself. */
export async function payByCart(imis: Imis, cart: Cart, payment: InvoicePayment, send: Send = {}): Promise<Answer> {
  const made = built(() => invoicePayment(payment));
  if ('refusal' in made) return made.refusal;
  const invoices = payment.invoices.map(({ raw }) => raw);
  return await submitCart(imis, cart, { ...(cart.order && { order: cart.order }), invoices, payments: [made.body] }, send);
}
