import { randomUUID } from 'node:crypto';
import type { Context, Resource } from '../context.js';
import { invalid, Refusal, validationResults } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { invoiceSummary } from '../wire/invoice.js';
import { collection, data } from '../wire/json.js';
import type { Json, JsonObject } from '../wire/json.js';
import { findInvoice } from '../world/invoices.js';
import { takePayment } from '../world/payments.js';
import type { PaymentRecord } from '../world/model.js';
import { readComboOrder } from './combo-order-read.js';

/** The vendor's texts for the three ways in which a card payment fails (facts 6.3). */
const cardTexts = {
  declined: (): string => "Transaction submitted to the gateway returned an error, Code: '470', Message: 'Declined.'",
  voided: (id: string): string =>
    `An error occurred while completing your transaction. Your payment has not been collected. (Transaction ID ${id})`,
  'charged-not-applied': (id: string): string =>
    'Your payment was successful, but an error occurred while completing the transaction. ' +
    `Void failed for gateway transaction ID ${id}`,
};

function refuseCard(text: string): Answer {
  return invalid([{ message: text, field: 'PaymentToken' }]);
}

/** The order as it is answered: what was sent, with its id, the invoices as they are now, and the payment ids. */
function populated(
  context: Context,
  body: Record<string, unknown>,
  invoiceIds: string[],
  taken: PaymentRecord[],
): JsonObject {
  const { store } = context;
  const sent = (body.Payments as { $values: Record<string, Json>[] }).$values;
  const invoices = invoiceIds.map((id) => findInvoice(store, id)).filter((one) => one !== undefined);
  const orderNumber = store.next('order', 4601);
  return {
    ...data('Commerce', 'ComboOrderData', {
      ComboOrderId: randomUUID(),
      Currency: body.Currency as Json,
      Order: { ...(body.Order as JsonObject), OrderId: randomUUID(), OrderNumber: String(orderNumber) },
    }),
    Invoices: collection(
      'Commerce',
      'InvoiceSummaryDataCollection',
      invoices.map((one) => invoiceSummary(store, one)),
    ),
    Payments: collection(
      'Commerce',
      'RemittanceDataCollection',
      sent.map((one, index) => ({ ...one, PaymentId: taken[index]?.paymentId })),
    ),
  };
}

function post(context: Context): Answer {
  const { store, actor, card } = context;
  const { body, payments, invoiceIds } = readComboOrder(context);
  if (card === 'declined') throw new Refusal(refuseCard(cardTexts.declined()));
  if (card) {
    // Saved although refused: the gateway has been charged. The answer is an error without a rollback.
    const taken = payments.map((payment) => takePayment(store, actor, { ...payment, card: true }, card));
    return refuseCard(cardTexts[card](taken[0]?.gatewayReference ?? ''));
  }
  const taken = payments.map((payment) => takePayment(store, actor, payment));
  return { status: 201, body: populated(context, body, invoiceIds, taken) };
}

/** `_validate`: checks as POST does and changes nothing; IsValid is left out when it is false. */
function validate(context: Context): Answer {
  let complaints: JsonObject = validationResults([]);
  let valid = true;
  try {
    readComboOrder(context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    valid = false;
    complaints = error.answer.body as JsonObject;
  }
  const body = data('Core', 'ValidateResultsData', {
    Entity: context.body as Json,
    IsValid: valid,
    ValidationResults: complaints,
  });
  return { status: 200, body };
}

/** /api/ComboOrder: POST and _validate only; a ComboOrder cannot be read back (facts 6.1). */
export const comboOrders: Resource = { name: 'ComboOrder', billing: true, post, validate };
