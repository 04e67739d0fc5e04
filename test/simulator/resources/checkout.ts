import { randomUUID } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { Context } from '../context.js';
import { invalid, Refusal } from '../wire/failures.js';
import type { Complaint } from '../wire/failures.js';
import { invoiceSummary } from '../wire/invoice.js';
import { collection, data, isObject } from '../wire/json.js';
import type { Json, JsonObject } from '../wire/json.js';
import { dec } from '../wire/money.js';
import { findInvoice } from '../world/invoices.js';
import type { PaymentRecord } from '../world/model.js';
import { placeOrder } from '../world/orders.js';
import type { Placed } from '../world/orders.js';
import { takePayment } from '../world/payments.js';
import type { NewPayment } from '../world/payments.js';
import type { Store } from '../world/store.js';
import type { ReadComboOrder } from './combo-order-read.js';

/** The vendor's texts for the three ways in which a card payment fails (facts 6.3). */
const cardTexts = {
  declined: (): string => "Transaction submitted to the gateway returned an error, Code: '470', Message: 'Declined.'",
  voided: (id: string): string =>
    `An error occurred while completing your transaction. Your payment has not been collected. (Transaction ID ${id})`,
  'charged-not-applied': (id: string): string =>
    'Your payment was successful, but an error occurred while completing the transaction. ' +
    `Void failed for gateway transaction ID ${id}`,
};

/** How a checkout ended: the populated order, or money that moved although the order was refused. */
export type Checkout = { ok: true; comboOrder: JsonObject } | { ok: false; complaint: Complaint };

/** Lets the payments go to the lines that were bought, in their order; what is left goes to the invoices. */
function towards(store: Store, placed: Placed, payments: NewPayment[]): NewPayment[] {
  const bought = placed.lines.map((line) => ({ ...line }));
  return payments.map((payment) => {
    const named = payment.applications ?? [];
    const owed = payment.applications ? [] : payment.invoiceIds.flatMap((invoiceId) => owedLines(store, invoiceId));
    let rest = payment.amount.minus(named.reduce((sum, one) => sum.plus(one.amount), dec(0)));
    const applications = [...named];
    for (const line of [...bought, ...owed]) {
      const amount = Decimal.min(rest, line.amount);
      if (amount.lte(0)) continue;
      rest = rest.minus(amount);
      line.amount = line.amount.minus(amount);
      applications.push({ invoiceId: line.invoiceId, invoiceLineId: line.invoiceLineId, amount });
    }
    const invoiceIds = [...new Set([...placed.order.invoiceIds, ...payment.invoiceIds])];
    return { ...payment, invoiceIds, applications };
  });
}

function owedLines(store: Store, invoiceId: string): Placed['lines'] {
  const lines = findInvoice(store, invoiceId)?.lines ?? [];
  return lines.map((one) => ({
    invoiceId,
    invoiceLineId: one.invoiceLineId,
    amount: one.balance.minus(one.pending),
  }));
}

/** Remittances as they are answered: each payment with its id, in the order sent. */
function answeredPayments(sent: unknown, taken: PaymentRecord[]): JsonObject[] {
  const list = isObject(sent) && Array.isArray(sent.$values) ? (sent.$values as JsonObject[]) : [];
  const ids = taken.map((one) => one.paymentId);
  const billed = (one: JsonObject): boolean =>
    isObject(one.PaymentMethod) && one.PaymentMethod.PaymentMethodId === 'BillMe';
  return list.map((one) => ({ ...one, PaymentId: billed(one) ? undefined : ids.shift() }));
}

/** The order as it is answered: what was sent, with its id, the invoices as they are now, and the payment ids. */
function populated(store: Store, read: ReadComboOrder, taken: PaymentRecord[], placed?: Placed): JsonObject {
  const { body, invoiceIds } = read;
  const invoices = invoiceIds.map((id) => findInvoice(store, id)).filter((one) => one !== undefined);
  return {
    ...data('Commerce', 'ComboOrderData', {
      ComboOrderId: randomUUID(),
      Currency: body.Currency as Json,
      Order: {
        ...(body.Order as JsonObject),
        OrderId: placed?.order.orderId ?? randomUUID(),
        OrderNumber: placed?.order.orderNumber ?? String(store.next('order', 4601)),
      },
    }),
    Invoices: collection(
      'Commerce',
      'InvoiceSummaryDataCollection',
      invoices.map((one) => invoiceSummary(store, one)),
    ),
    Payments: collection('Commerce', 'RemittanceDataCollection', answeredPayments(body.Payments, taken)),
  };
}

/** Buys and pays what was read; the card outcome of a fault decides first. Throws a Refusal when nothing is to change. */
export function checkOut(context: Context, read: ReadComboOrder, cartId?: string): Checkout {
  const { store, actor, card } = context;
  const refused = (text: string): Complaint => ({ message: text, field: 'PaymentToken' });
  if (card === 'declined') throw new Refusal(invalid([refused(cardTexts.declined())]));
  if (card) {
    // Saved although refused: the gateway has been charged. The answer is an error without a rollback.
    const taken = read.payments.map((payment) => takePayment(store, actor, { ...payment, card: true }, card));
    return { ok: false, complaint: refused(cardTexts[card](taken[0]?.gatewayReference ?? '')) };
  }
  const { order, billMe } = read;
  const placed =
    order.items.length > 0 ? placeOrder(store, actor, order, { billMe, ...(cartId ? { cartId } : {}) }) : undefined;
  const payments = placed ? towards(store, placed, read.payments) : read.payments;
  const taken = payments.map((payment) => takePayment(store, actor, payment));
  return { ok: true, comboOrder: populated(store, read, taken, placed) };
}
