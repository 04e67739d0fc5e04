import type { Context, Resource } from '../context.js';
import { serviceResponse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { contract } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { pricedOrder } from '../wire/order.js';
import { readOrder } from './order-read.js';

/** Prices an order and changes nothing. `Order` is the OrderData itself: the page's nested placeholder has no $type. */
function updatePricing(context: Context, body: Record<string, unknown>): Answer {
  const { store } = context;
  const priced = pricedOrder(store, readOrder(context, body.Order), body.Order as JsonObject);
  if (store.switches.pricingAnswer === 'order') return { status: 200, body: priced };
  return { status: 200, body: serviceResponse(priced, undefined, contract('Commerce', 'OrderData')) };
}

/** /api/Order: `_execute` UpdatePricing (NONDUES step 5); reading and POST are not part of this simulator. */
export const orders: Resource = {
  name: 'Order',
  billing: true,
  typed: {
    UpdatePricing: {
      request: 'OrderPriceUpdateRequest',
      members: ['Order', 'OrderTypeCode'],
      reads: true,
      handle: updatePricing,
    },
  },
};
