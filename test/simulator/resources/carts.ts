import type { Context, Resource } from '../context.js';
import { forbidden, invalid, notFound, refuse, Refusal, serviceResponse } from '../wire/failures.js';
import type { Answer, Complaint } from '../wire/failures.js';
import { contract, data, isObject } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { wireMoment } from '../wire/dates.js';
import { filter, paged } from '../wire/query.js';
import type { Fields } from '../wire/query.js';
import { onlyMembers, readObject, readRequired, readText } from '../wire/read.js';
import { changeCart, clearCarts, deleteCart, postCart, submitted } from '../world/carts.js';
import type { CartRecord } from '../world/model-orders.js';
import { checkOut } from './checkout.js';
import { readComboOrder } from './combo-order-read.js';

const cartMembers = ['CartId', 'UserId', 'ComboOrder', 'UpdateInformation'];
const cartType = contract('Commerce', 'CartData');

/** CartData as NONDUES shows it. */
function cartData(cart: CartRecord): JsonObject {
  return data('Commerce', 'CartData', {
    CartId: cart.cartId,
    UserId: cart.userId,
    ComboOrder: cart.comboOrder,
    UpdateInformation: data('Core', 'EntityUpdateInformationData', {
      CreatedBy: cart.createdBy,
      CreatedOn: wireMoment(cart.createdOn),
      UpdatedBy: cart.updatedBy,
      UpdatedOn: wireMoment(cart.updatedOn),
    }),
  });
}

interface SentCart {
  cartId?: string;
  userId: string;
  comboOrder: JsonObject;
  by: { createdBy: string; updatedBy: string };
}

/** Reads CartData. What lies in it is kept as it came; it is checked when it is submitted. */
function readCart(context: Context, value: unknown): SentCart {
  const { store, actor } = context;
  const body = readObject(value, 'Cart', 'Commerce', 'CartData');
  onlyMembers(body, 'CartData', cartMembers, store.switches.strictMembers);
  const userId = readRequired(body.UserId, 'UserId');
  if (!store.parties.get(userId)) refuse('The user does not exist.', 'UserId');
  const comboOrder = readObject(body.ComboOrder, 'ComboOrder', 'Commerce', 'ComboOrderData') as JsonObject;
  const told = isObject(body.UpdateInformation) ? body.UpdateInformation : {};
  const sent = (name: string): string =>
    store.switches.cartUpdatedBy === 'apiUser' ? actor.user : (readText(told[name], name) ?? userId);
  const cartId = readText(body.CartId, 'CartId');
  const by = { createdBy: sent('CreatedBy'), updatedBy: sent('UpdatedBy') };
  return { userId, comboOrder, by, ...(cartId ? { cartId } : {}) };
}

function cartAt(context: Context, cartId: string): CartRecord {
  return context.store.carts.get(cartId) ?? missing();
}

function missing(): never {
  throw new Refusal(notFound('The cart'));
}

function put(context: Context, cartId: string): Answer {
  const { store, actor } = context;
  const cart = cartAt(context, cartId);
  const sent = readCart(context, context.body);
  if (sent.cartId !== undefined && sent.cartId !== cartId) refuse('CartId differs from the address.', 'CartId');
  if (sent.userId !== cart.userId) refuse('The cart is that of another user.', 'UserId');
  return { status: 200, body: cartData(changeCart(store, actor, cart, sent.comboOrder, sent.by.updatedBy)) };
}

const failed = (message: string, complaints: Complaint[]): Answer => ({
  status: 200,
  body: serviceResponse(null, { code: 2, message, complaints }, cartType),
});

/** A refusal by validation travels inside a 200 or as a 400, as the tenant has it. */
function insideOr400(context: Context, work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal) || error.answer.status !== 400) throw error;
    if (context.store.switches.submitRefusal === '400') throw error;
    throw new Refusal(failed('Validation error', complaintsIn(error.answer)));
  }
}

function complaintsIn(answer: Answer): Complaint[] {
  const errors: unknown = isObject(answer.body) && isObject(answer.body.Errors) ? answer.body.Errors.$values : [];
  const list: unknown[] = Array.isArray(errors) ? errors : [];
  return list.filter(isObject).map((one) => ({
    message: String(one.Message),
    ...(typeof one.FieldName === 'string' ? { field: one.FieldName } : {}),
  }));
}

/** Submit (NONDUES step 8): buys and pays what is in the cart of the request, or on file, and empties that. */
function submit(context: Context, body: Record<string, unknown>): Answer {
  const { store, actor } = context;
  const { switches } = store;
  const sent = readCart(context, body.Cart);
  const stored = sent.cartId === undefined ? undefined : store.carts.get(sent.cartId);
  if (stored && stored.userId !== sent.userId) throw new Refusal(forbidden());
  return insideOr400(context, () => {
    if (!stored && (switches.submitWithoutCart === 'refused' || switches.submitTakes === 'stored')) {
      refuse('The cart does not exist.', 'CartId');
    }
    const stuff = switches.submitTakes === 'stored' && stored ? stored.comboOrder : sent.comboOrder;
    const done = checkOut(context, readComboOrder(context, stuff), sent.cartId);
    // Money that moved is not rolled back, so this answer is no Refusal.
    if (!done.ok) {
      const { complaint } = done;
      return switches.submitRefusal === '400' ? invalid([complaint]) : failed(complaint.message, [complaint]);
    }
    if (stored) submitted(store, actor, stored, stuff);
    const { cartId, userId } = sent;
    const answered = data('Commerce', 'CartData', { CartId: cartId, UserId: userId, ComboOrder: done.comboOrder });
    return { status: 200, body: serviceResponse(answered, undefined, cartType) };
  });
}

function clear(context: Context, body: Record<string, unknown>): Answer {
  clearCarts(context.store, context.actor, readRequired(body.UserId, 'UserId'));
  return { status: 200, body: serviceResponse(null) };
}

const fields: Fields<CartRecord> = {
  CartId: (cart) => cart.cartId,
  UserId: (cart) => cart.userId,
  CreatedBy: (cart) => cart.createdBy,
  UpdatedBy: (cart) => cart.updatedBy,
};

/** /api/Cart: GET by id and `?UserId=`, POST, PUT, DELETE; `_execute` Submit and CLEAR. */
export const carts: Resource = {
  name: 'Cart',
  billing: true,
  list(context) {
    const found = filter(context.store.carts.all(), context.query, fields);
    return { status: 200, body: paged(found, context.query, { area: 'Commerce', name: 'CartData' }, cartData) };
  },
  get: (context, id) => ({ status: 200, body: cartData(cartAt(context, id)) }),
  post(context) {
    const { userId, comboOrder, by } = readCart(context, context.body);
    return { status: 201, body: cartData(postCart(context.store, context.actor, userId, comboOrder, by)) };
  },
  put,
  remove(context, id) {
    deleteCart(context.store, context.actor, cartAt(context, id));
    return { status: 200 };
  },
  typed: {
    Submit: { request: 'CartSubmissionRequest', members: ['Cart'], handle: submit },
    CLEAR: { request: 'ClearCartRequest', members: ['UserId'], handle: clear },
  },
};
