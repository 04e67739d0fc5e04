/**
 * Carts: one a user, shared with whatever the user does on the website (vendor pages NONDUES and SUBSCRIPTION; facts
 * 6.1). A cart is read whole and sent back whole.
 */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { linesOf } from './order.js';
import { entityAddress } from './wire/address.js';
import { child, malformed, members, type Raw, requiredText, sameId, text } from './wire/shape.js';
import { collection, commerce, core } from './wire/type.js';

export interface Cart {
  cartId: string;
  userId: string;
  /** Top lines of its order. */
  lines: Raw[];
  /** Invoices in it, as received. */
  invoices: Raw[];
  invoiceIds: string[];
  /** Note of its order. */
  note?: string;
  order?: Raw;
  /** As received. It may hold personal data and never leaves the process. */
  raw: Raw;
}

/** What a cart is to hold, in place of what is in it: members of its ComboOrder. */
export interface CartContent {
  order?: Raw;
  /** As read from InvoiceSummary. */
  invoices?: readonly Raw[];
}

/**
 * GET /api/Cart?UserId=. The page asks by UpdatedBy as well; left out, a cart is seen whoever changed it last. Throws
 * ReadFailed when carts of others come back.
 */
export async function findCarts(imis: Imis, userId: string): Promise<Cart[]> {
  const rows = await imis.list('Cart', { UserId: userId });
  const carts = rows.map(parseCart);
  if (carts.some((cart) => !sameId(cart.userId, userId))) return malformed('Cart ignored the filter UserId: carts of others came back');
  return carts;
}

/** Reads CartData. Throws ReadFailed when it is something else. */
export function parseCart(raw: Raw): Cart {
  const combo = child(raw, 'ComboOrder') ?? {};
  const order = child(combo, 'Order');
  const note = order && text(order, 'Note');
  const invoices = members(combo.Invoices, 'ComboOrderData.Invoices');
  return {
    cartId: requiredText(raw, 'CartId'),
    userId: requiredText(raw, 'UserId'),
    lines: order ? linesOf(order) : [],
    invoices,
    invoiceIds: invoices.map((invoice) => requiredText(invoice, 'InvoiceId')),
    ...(note !== undefined && { note }),
    ...(order && { order }),
    raw,
  };
}

/** POST /api/Cart: a new cart with its content at once (NONDUES steps 1 and 6). */
export function postCart(imis: Imis, userId: string, content: CartContent, send: Send = {}): Promise<Answer> {
  const now = new Date().toISOString();
  const body = {
    $type: commerce('CartData'),
    UserId: userId,
    ComboOrder: comboOf(emptyCombo, content),
    UpdateInformation: { $type: core('EntityUpdateInformationData'), CreatedBy: userId, CreatedOn: now, UpdatedBy: userId, UpdatedOn: now },
  };
  return imis.write('POST', 'Cart', { ...send, body });
}

/** PUT /api/Cart/{CartId} with other content (SUBSCRIPTION). */
export function putCart(imis: Imis, { raw, cartId }: Cart, content: CartContent, send: Send = {}): Promise<Answer> {
  const { path, query } = entityAddress('Cart', cartId);
  const combo = comboOf(comboIn(raw), content);
  return imis.write('PUT', path, { ...send, query, body: { ...raw, ComboOrder: combo } });
}

/** DELETE /api/Cart/{CartId} (facts 5.5). */
export function deleteCart(imis: Imis, cartId: string, send: Send = {}): Promise<Answer> {
  const { path, query } = entityAddress('Cart', cartId);
  return imis.write('DELETE', path, { ...send, query });
}

/**
 * POST /api/Cart/_execute, Submit, with the cart as read and its payments (NONDUES step 8, which prints /api/Cart: a
 * thread got 400 there, facts 6.1). The answer is a ServiceResponse: believe the records, not it.
 */
export function submitCart(imis: Imis, { raw }: Cart, content: CartContent & { payments: readonly Raw[] }, send: Send = {}): Promise<Answer> {
  const combo = comboOf(comboIn(raw), content);
  const body = {
    $type: commerce('CartSubmissionRequest'),
    EntityTypeName: 'Cart',
    OperationName: 'Submit',
    Cart: { ...raw, ComboOrder: { ...combo, Payments: collection(commerce('RemittanceDataCollection'), content.payments) } },
  };
  return imis.write('POST', 'Cart/_execute', { ...send, body });
}

const emptyCombo: Raw = { $type: commerce('ComboOrderData') };

const comboIn = (cart: Raw): Raw => child(cart, 'ComboOrder') ?? emptyCombo;

/** A ComboOrder with this content in place of its former. */
function comboOf({ Order: _order, Invoices: _invoices, Payments: _payments, ...combo }: Raw, { order, invoices }: CartContent): Raw {
  return {
    ...combo,
    ...(order && { Order: order }),
    ...(invoices && { Invoices: collection(commerce('InvoiceSummaryDataCollection'), invoices) }),
  };
}
