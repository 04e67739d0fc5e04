import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import { contract, isObject } from '../wire/json.js';
import { readMoney } from '../wire/money.js';
import {
  onlyMembers,
  readCollection,
  readDate,
  readFlag,
  readObject,
  readPartyId,
  readRequired,
  readText,
} from '../wire/read.js';
import { findItemSet } from '../world/item-sets.js';
import type { ItemSet, NewOrder, OrderedItem, SetCategory } from '../world/model-orders.js';

/** Members of OrderData and OrderLineData (facts 6.2; the last three of NONDUES' sample). */
const orderMembers = [
  ...['BillToCustomerParty', 'OriginatorCustomerParty', 'SoldToCustomerParty', 'Currency', 'Delivery', 'Lines'],
  ...['LineTotal', 'OrderTotal', 'OrderDate', 'IsOrderDateOverridden', 'OrderId', 'OrderNumber', 'OrderState'],
  ...['OrderDiscount', 'ShippingTotal', 'ManualShipping', 'ManualHandling', 'AdditionalCharges', 'TaxInformation'],
  ...['TotalBasePrice', 'SourceCode', 'Note', 'AdditionalAttributes', 'LineDiscountTotal', 'MiscellaneousChargesTotal'],
];
const lineMembers = [
  ...['OrderLineId', 'LineNumber', 'Item', 'ChildOrderLines', 'QuantityOrdered', 'UnitPrice', 'BaseUnitPrice'],
  ...['ExtendedAmount', 'Discount', 'DiscountCode', 'IsUnitPriceOverridden', 'IsPrimary', 'LineGroupTerms'],
  ...['LinePaymentTerms', 'DeliveryId', 'InvoiceId', 'Balance', 'SourceCode', 'Note', 'AdditionalAttributes'],
  ...['QuantityBackordered', 'QuantityShipped'],
];

const threeTiers = 'Membership and non-dues order lines need three layers: billing cycle, item category, item.';
const itemClasses = ['ItemSummaryData', 'Item.LegacyMembershipItemData', 'ItemSetItemData', 'GiftItemData'];

interface Line {
  body: Record<string, unknown>;
  itemId: string;
  children: unknown[];
}

function readLine(context: Context, value: unknown): Line {
  const body = readObject(value, 'Lines', 'Commerce', 'OrderLineData');
  onlyMembers(body, 'OrderLineData', lineMembers, context.store.switches.strictMembers);
  const item = readObject(body.Item, 'Item', 'Commerce', ...itemClasses);
  const children = body.ChildOrderLines === undefined ? [] : readCollection(body.ChildOrderLines, 'ChildOrderLines');
  return { body, itemId: readRequired(item.ItemId, 'ItemId'), children };
}

/** QuantityOrdered: 0 when its Amount is absent, which is how an item that was not selected travels (facts 6.1). */
function readQuantity(value: unknown): number {
  const types = [
    contract('Commerce', 'QuantityData'),
    `System.Nullable\`1[[${contract('Commerce', 'QuantityData')}]], mscorlib`,
  ];
  if (!isObject(value) || !types.includes(String(value.$type)))
    refuse('QuantityOrdered is required.', 'QuantityOrdered');
  const amount = value.Amount ?? 0;
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 0)
    refuse('The quantity must be whole.', 'QuantityOrdered');
  return amount;
}

/** LineGroupTerms; a date or length counts only where the flag says that it overrides. */
function readTerm(value: unknown): Pick<OrderedItem, 'begin' | 'months'> {
  if (value === undefined) return {};
  const body = readObject(
    value,
    'LineGroupTerms',
    'Commerce',
    'OrderLineGroupTermData',
    'LegacyJoinOrderLineGroupTermData',
  );
  const begin = readDate(body.GroupTermEffectiveDate, 'GroupTermEffectiveDate');
  const length = body.GroupTermLength;
  const months = readFlag(body.IsTermLengthOverridden, 'IsTermLengthOverridden') ? length : undefined;
  if (months !== undefined && (typeof months !== 'number' || !Number.isInteger(months) || months < 1)) {
    refuse('GroupTermLength must be a whole number of months.', 'GroupTermLength');
  }
  const dated = readFlag(body.IsTermDateOverridden, 'IsTermDateOverridden') && begin;
  return { ...(dated ? { begin: dated } : {}), ...(months ? { months: Number(months) } : {}) };
}

function readItem(context: Context, value: unknown, set: ItemSet, category: SetCategory): OrderedItem[] {
  const line = readLine(context, value);
  const item = category.items.find((one) => one.id === line.itemId) ?? refuse(threeTiers, 'Lines');
  if (line.children.length > 0) refuse(threeTiers, 'Lines');
  const quantity = readQuantity(line.body.QuantityOrdered);
  if (quantity === 0) return [];
  if (quantity > item.maximumQuantity)
    refuse(`At most ${item.maximumQuantity} of ${item.id} can be ordered.`, 'QuantityOrdered');
  const price = line.body.UnitPrice === undefined ? undefined : readMoney(line.body.UnitPrice);
  if (price && !price.ok) refuse(price.message, 'UnitPrice');
  return [
    {
      set,
      category,
      item,
      quantity,
      ...(price ? { sentPrice: price.amount } : {}),
      ...readTerm(line.body.LineGroupTerms),
    },
  ];
}

/** One top line: billing cycle, its categories, their items. The term of the group goes down to the items. */
function readGroup(context: Context, value: unknown): OrderedItem[] {
  const top = readLine(context, value);
  const set = findItemSet(context.store, top.itemId);
  if (!set || set.id !== top.itemId || top.children.length === 0) refuse(threeTiers, 'Lines');
  const term = readTerm(top.body.LineGroupTerms);
  const items = top.children.flatMap((child) => {
    const middle = readLine(context, child);
    const category = set.categories.find((one) => one.id === middle.itemId) ?? refuse(threeTiers, 'Lines');
    if (middle.children.length === 0) refuse(threeTiers, 'Lines');
    return middle.children.flatMap((one) => readItem(context, one, set, category));
  });
  const codes = items.map((one) => one.item.id);
  if (new Set(codes).size < codes.length) refuse('An item is ordered twice.', 'Lines');
  return withBaseItem(context, set, items).map((one) => ({ ...term, ...one }));
}

/** A membership is its dues item. */
function withBaseItem(context: Context, set: ItemSet, items: OrderedItem[]): OrderedItem[] {
  const dues = set.categories.find((one) => one.code === 'DUES');
  const [item] = dues?.items ?? [];
  if (!set.cycle.isMembershipBilling || !dues || !item || items.some((one) => one.category === dues)) return items;
  if (context.store.switches.joinBaseItem === 'required')
    refuse(`The order contains no dues item of ${set.id}.`, 'Lines');
  return [{ set, category: dues, item, quantity: 1 }, ...items];
}

/** Reads OrderData: who buys, who is billed (default: who buys), and the lines; none when only invoices are paid. */
export function readOrder(context: Context, value: unknown): NewOrder {
  const { store } = context;
  const body = readObject(value, 'Order', 'Commerce', 'OrderData');
  onlyMembers(body, 'OrderData', orderMembers, store.switches.strictMembers);
  const soldTo = readPartyId(body.SoldToCustomerParty, 'SoldToCustomerParty');
  const { BillToCustomerParty: bill } = body;
  const billTo = bill === undefined ? soldTo : readPartyId(bill, 'BillToCustomerParty');
  if (!store.parties.get(soldTo)) refuse('The party does not exist.', 'SoldToCustomerParty');
  if (!store.parties.get(billTo)) refuse('The party does not exist.', 'BillToCustomerParty');
  const lines = body.Lines === undefined ? [] : readCollection(body.Lines, 'Lines');
  const items = lines.flatMap((one) => readGroup(context, one));
  if (lines.length > 0 && items.length === 0) refuse('The order contains no items');
  const sourceCode = readText(body.SourceCode, 'SourceCode');
  const note = readText(body.Note, 'Note');
  return { soldTo, billTo, items, ...(sourceCode ? { sourceCode } : {}), ...(note ? { note } : {}) };
}
