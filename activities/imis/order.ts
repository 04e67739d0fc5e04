/** Orders of what a billing cycle sells (vendor page NONDUES, steps 4, 5 and 7). */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { orderLine, stamped, type CycleLine, type OrderTerm } from './order-line.js';
import { currencyOf, jsonNumber, readMoney, writeCurrency } from './wire/money.js';
import { isRecord, malformed, members, type Raw, record, text } from './wire/shape.js';
import { collection, commerce, core, party } from './wire/type.js';

export interface NewOrder {
  partyId: string;
  billToPartyId?: string;
  lines: CycleLine[];
  /** Default as iMIS sets it. */
  term?: OrderTerm;
  sourceCode?: string;
  /** Makes the ids of the lines, and stands in the order's Note. */
  mark: string;
}

/** The order as iMIS priced it. It may hold the party's name and addresses: it never leaves the process. */
export interface PricedOrder {
  /** Decimal string: what the order costs. */
  total: string;
  /** From the lines' unit prices; undefined when none of them names one (server-priced totals do not). */
  currency?: string;
  decimals: number;
  raw: Raw;
}

/** OrderData with three tiers of lines a billing cycle. */
export const newOrder = ({ partyId, billToPartyId = partyId, lines, term, sourceCode, mark }: NewOrder): Raw => ({
  $type: commerce('OrderData'),
  ...(billToPartyId !== partyId && { BillToCustomerParty: party(commerce('CustomerPartyData'), billToPartyId) }),
  Lines: collection(commerce('OrderLineDataCollection'), lines.map((line) => orderLine(line, mark, term))),
  SoldToCustomerParty: party(commerce('CustomerPartyData'), partyId),
  ...(sourceCode !== undefined && { SourceCode: sourceCode }),
  Note: mark,
});

/**
 * POST /api/Order/_execute, UpdatePricing: reads, changes nothing. The OrderData itself is sent: the page's placeholder
 * would nest `Order` in `Order`. With `mark` the lines get our ids again, in case the answer left them out. Throws ReadFailed.
 */
export async function priceOrder(imis: Imis, order: Raw, mark?: string): Promise<PricedOrder> {
  const body = await imis.ask('Order/_execute', {
    $type: commerce('OrderPriceUpdateRequest'),
    EntityTypeName: 'Order',
    OperationName: 'UpdatePricing',
    Order: order,
  });
  const answer = record(body, 'body');
  const priced = parsePricedOrder(isRecord(answer.Result) ? answer.Result : answer);
  const lines = linesOf(priced.raw);
  if (lines.length !== linesOf(order).length) return malformed('the priced order has other lines than were sent');
  if (mark === undefined) return priced;
  return { ...priced, raw: { ...priced.raw, Lines: collection(commerce('OrderLineDataCollection'), lines.map((line) => stamped(line, mark))), Note: mark } };
}

/** Reads the total of OrderData. Throws ReadFailed when it has none. */
export function parsePricedOrder(raw: Raw): PricedOrder {
  const total = readMoney(raw, 'OrderTotal') ?? malformed('OrderData.OrderTotal is missing');
  const currency = total.currency ?? currencyOf(raw, ['LineTotal', 'TotalBasePrice'])?.currency ?? linesOf(raw).map(unitCurrency).find((code) => code !== undefined);
  return { total: total.amount, ...(currency !== undefined && { currency }), decimals: total.decimals, raw };
}

export const linesOf = (order: Raw): Raw[] => members(order.Lines, 'OrderData.Lines');

export const noteOf = (order: Raw): string | undefined => text(order, 'Note');

function unitCurrency(line: Raw): string | undefined {
  const below = members(line.ChildOrderLines, 'OrderLineData.ChildOrderLines').map(unitCurrency);
  return currencyOf(line, ['UnitPrice', 'ExtendedAmount'])?.currency ?? below.find((code) => code !== undefined);
}

/** An amount beside a priced order: its currency where that is known, else its decimal places alone, as on the page. */
export const orderMoney =
  ({ currency, decimals }: Pick<PricedOrder, 'currency' | 'decimals'>) =>
  (amount: string): Raw => ({
    $type: core('MonetaryAmountData'),
    Amount: jsonNumber(amount),
    Currency: currency === undefined ? { $type: core('CurrencyData'), DecimalPositions: decimals } : writeCurrency(currency, decimals),
    IsAmountDefined: true,
  });

export const remittances = (payments: readonly Raw[]) => collection(commerce('RemittanceDataCollection'), payments);


/** POST /api/ComboOrder with a priced order and its payments (NONDUES step 8). */
export async function submitOrder(imis: Imis, order: PricedOrder, payments: readonly Raw[], send: Send = {}): Promise<Answer> {
  return await imis.write('POST', 'ComboOrder', {
    ...send,
    body: {
      $type: commerce('ComboOrderData'),
      ...(order.currency !== undefined && { Currency: writeCurrency(order.currency, order.decimals) }),
      Order: order.raw,
      Payments: remittances(payments),
    },
  });
}

/** The order's id in an answer of ComboOrder or Cart Submit, when it tells one. */
export function orderIdIn(answer: Answer | undefined): string | undefined {
  if (answer?.kind !== 'ok' || !isRecord(answer.body)) return undefined;
  const { Result, ...plain } = answer.body;
  const submitted = isRecord(Result) ? Result : plain;
  const combo = isRecord(submitted.ComboOrder) ? submitted.ComboOrder : submitted;
  const order = isRecord(combo.Order) ? combo.Order : undefined;
  const id = order?.OrderId ?? order?.OrderNumber ?? combo.ComboOrderId;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}
