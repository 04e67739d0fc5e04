/** Sends a payment of what was due a moment ago: by ComboOrder, or by submitting a cart. */
import type { Answer } from '../../http/answer.js';
import type { Imis } from '../../imis/api.js';
import type { Cart } from '../../imis/cart.js';
import { payByCart } from '../../imis/cart-payment.js';
import { payByComboOrder, type InvoicePayment } from '../../imis/combo-order.js';
import type { InvoiceSummary } from '../../imis/invoice.js';
import type { SendOptions } from '../../write/write.js';
import type { Due, Pay } from './pay-types.js';

export interface Sending {
  input: Pay;
  reference: string;
  due: Due;
  /** As the last look read them; those that are paid go back whole. */
  invoices: InvoiceSummary[];
  cart?: Cart;
}

export function sendPayment(imis: Imis, { input, reference, due, invoices, cart }: Sending, options: SendOptions): Promise<Answer> {
  const { partyId } = input;
  const { methodId, type, token, date, gatewayAccountId, note, payorPartyId = partyId } = input.payment;
  const paid = invoices.filter(({ invoiceId }) => due.invoices.some((one) => one.invoiceId === invoiceId));
  const payment: InvoicePayment = {
    partyId,
    invoices: paid,
    amount: due.amount,
    currency: due.currency,
    decimals: paid[0]?.decimals ?? 2,
    payment: { methodId, type, reference, payorPartyId, token, date, gatewayAccountId, note },
    ...(due.applications && { applications: due.applications }),
  };
  return cart ? payByCart(imis, cart, payment, options) : payByComboOrder(imis, payment, options);
}
