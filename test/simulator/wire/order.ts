import { Decimal } from 'decimal.js';
import { unitPrice } from '../world/orders.js';
import type { NewOrder, OrderedItem } from '../world/model-orders.js';
import type { Store } from '../world/store.js';
import { collection, contract, data, isObject, property } from './json.js';
import type { Json, JsonObject } from './json.js';
import { dec } from './money.js';
import { partyData } from './party.js';

const nullable = (type: string): string => `System.Nullable\`1[[${type}]], mscorlib`;

/** An amount as UpdatePricing writes it: nullable, and without CurrencyCode save where `currency` is given (NONDUES step 6). */
function pricedAmount(value: Decimal.Value, currency?: string): JsonObject {
  const amount = new Decimal(value).toNumber();
  return {
    $type: nullable(contract('Core', 'MonetaryAmountData')),
    ...(amount === 0 ? {} : { Amount: amount }),
    Currency: data('Core', 'CurrencyData', { CurrencyCode: currency, DecimalPositions: 2 }),
    IsAmountDefined: true,
  };
}

const quantity = (amount?: number): JsonObject => ({
  $type: nullable(contract('Commerce', 'QuantityData')),
  ...(amount ? { Amount: amount } : {}),
});

const children = (line: JsonObject): JsonObject[] => {
  const list = line.ChildOrderLines;
  return isObject(list) && Array.isArray(list.$values) ? (list.$values as JsonObject[]) : [];
};

interface Priced {
  line: JsonObject;
  total: Decimal;
}

/** Prices a line and those below it; the terms of the group are repeated on every tier, as the page shows. */
function price(store: Store, order: NewOrder, line: JsonObject, term: Json | undefined): Priced {
  const terms = line.LineGroupTerms ?? term;
  const below = children(line).map((one) => price(store, order, one, terms));
  const { itemId, ordered } = itemOf(order, line);
  const unit = ordered ? unitPrice(store, order, ordered) : undefined;
  const leaf = below.length === 0;
  const own = unit?.times(ordered?.quantity ?? 0) ?? dec(0);
  const total = below.reduce((sum, one) => sum.plus(one.total), own);
  const top = itemId.startsWith('SUBSCRIPTION-') || itemId.startsWith('MEMBERSHIP-');
  const selected = leaf ? ordered !== undefined : total.gt(0) || below.some((one) => 'UnitPrice' in one.line);
  const priced: JsonObject = {
    ...line,
    ...(leaf
      ? {}
      : {
          ChildOrderLines: collection(
            'Commerce',
            'OrderLineDataCollection',
            below.map((one) => one.line),
          ),
        }),
    QuantityBackordered: quantity(),
    QuantityShipped: quantity(selected ? (ordered?.quantity ?? 1) : undefined),
    ...(terms === undefined ? {} : { LineGroupTerms: terms }),
  };
  if (!selected) return { line: priced, total };
  priced.ExtendedAmount = pricedAmount(total);
  priced.UnitPrice = leaf ? pricedAmount(unit ?? 0, store.switches.currency) : pricedAmount(total);
  if (top) Object.assign(priced, { BaseUnitPrice: pricedAmount(total), Discount: pricedAmount(0) });
  return { line: priced, total };
}

function itemOf(order: NewOrder, line: JsonObject): { itemId: string; ordered?: OrderedItem } {
  const itemId = isObject(line.Item) ? String(line.Item.ItemId) : '';
  const ordered = order.items.find((one) => one.item.id === itemId);
  return { itemId, ...(ordered ? { ordered } : {}) };
}

/** CustomerPartyData with the whole party, as pricing fills it in. */
function customer(store: Store, partyId: string): JsonObject {
  const party = store.parties.get(partyId);
  return data('Commerce', 'CustomerPartyData', {
    ...(party ? { Party: partyData(store, party) } : {}),
    PartyId: partyId,
  });
}

/** OrderData after UpdatePricing: what was sent, with prices, totals, parties and the empty totals of the page. */
export function pricedOrder(store: Store, order: NewOrder, sent: JsonObject): JsonObject {
  const list = isObject(sent.Lines) && Array.isArray(sent.Lines.$values) ? (sent.Lines.$values as JsonObject[]) : [];
  const lines = list.map((one) => price(store, order, one, undefined));
  const total = lines.reduce((sum, one) => sum.plus(one.total), dec(0));
  const excluding = property('OrderTotalExcludingCredits', undefined);
  return {
    ...sent,
    BillToCustomerParty: customer(store, order.billTo),
    OrderDiscount: pricedAmount(0),
    LineDiscountTotal: pricedAmount(0),
    Lines: collection(
      'Commerce',
      'OrderLineDataCollection',
      lines.map((one) => one.line),
    ),
    LineTotal: pricedAmount(total),
    MiscellaneousChargesTotal: pricedAmount(0),
    OrderDate: new Date().toISOString(),
    OrderTotal: pricedAmount(total),
    ShippingTotal: pricedAmount(0),
    SoldToCustomerParty: customer(store, order.soldTo),
    TaxInformation: data('Commerce', 'OrderTaxInformationData', {
      InclusiveTaxTotal: pricedAmount(0),
      TaxTotal: pricedAmount(0),
      OrderTaxes: collection('Commerce', 'OrderTaxDataCollection', []),
    }),
    TotalBasePrice: pricedAmount(total),
    AdditionalAttributes: collection('Core', 'GenericPropertyDataCollection', [
      { ...excluding, Value: { $type: 'System.Decimal', $value: total.toNumber() } },
    ]),
  };
}
