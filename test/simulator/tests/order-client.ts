import { contract } from '../wire/json.js';
import { amountOf } from './client.js';
import type { Client, Reply } from './client.js';

type Members = Record<string, unknown>;

const list = (name: string, values: unknown[]): Members => ({ $type: contract('Commerce', name), $values: values });

export const customer = (partyId: string): Members => ({
  $type: contract('Commerce', 'CustomerPartyData'),
  PartyId: partyId,
});

/** One tier of an order line; without quantity it was not selected. */
export function tier(itemId: string, below: unknown[] = [], quantity: number | null = 1): Members {
  return {
    $type: contract('Commerce', 'OrderLineData'),
    ...(below.length > 0 ? { ChildOrderLines: list('OrderLineDataCollection', below) } : {}),
    Item: {
      $type: contract('Commerce', below.length > 0 ? 'Item.LegacyMembershipItemData' : 'ItemSummaryData'),
      ItemId: itemId,
    },
    QuantityOrdered: {
      $type: `System.Nullable\`1[[${contract('Commerce', 'QuantityData')}]], mscorlib`,
      ...(quantity === null ? {} : { Amount: quantity }),
    },
  };
}

/** The three tiers of items of the seeded non-dues cycle; `term` overrides the first day. */
export function nonDuesLine(items: string[], term?: string, more: Members = {}): Members {
  const code = 'NON-MEMBER_SUBSCRIPTIONS';
  const leaves = items.map((one) => tier(`${code}/${one}`));
  return {
    ...tier(`SUBSCRIPTION-${code}`, [tier(`${code}/SUB`, leaves)]),
    ...(term ? { LineGroupTerms: termOf(term) } : {}),
    ...more,
  };
}

export const termOf = (begin: string, more: Members = { GroupTermLength: 12 }): Members => ({
  $type: contract('Commerce', 'OrderLineGroupTermData'),
  GroupTermEffectiveDate: `${begin}T00:00:00`,
  IsTermDateOverridden: true,
  ...more,
});

/** The tiers of the seeded cycle to join by: dues and, if wanted, journals; those not wanted are not selected. */
export function joinLine(dues: string[] = ['REG'], journals: string[] = [], term = '2026-01-01'): Members {
  const code = 'NEW_MEMBER_FEES';
  const leaf = (wanted: string[]) => (one: string) => tier(`${code}/${one}`, [], wanted.includes(one) ? 1 : null);
  const tiers = [
    tier(`${code}/DUES`, ['REG'].map(leaf(dues))),
    tier(`${code}/SUB`, ['JOUR', 'NEWS'].map(leaf(journals))),
  ];
  return { ...tier(`MEMBERSHIP-${code}`, tiers), LineGroupTerms: termOf(term) };
}

export const order = (partyId: string, lines: unknown[], more: Members = {}): Members => ({
  $type: contract('Commerce', 'OrderData'),
  Lines: list('OrderLineDataCollection', lines),
  SoldToCustomerParty: customer(partyId),
  ...more,
});

/** A remittance in cash. */
export const cash = (partyId: string, amount: number, reference: string): Members => ({
  $type: contract('Commerce', 'RemittanceData'),
  Amount: amountOf(amount),
  PaymentMethod: { $type: contract('Commerce', 'PaymentMethodData'), PaymentMethodId: 'CASH', PaymentType: 'Cash' },
  PayorParty: customer(partyId),
  ReferenceNumber: reference,
});

/** "Pay Later" as NONDUES step 7 shows it. */
export const billMe = (amount: number): Members => ({
  $type: contract('Commerce', 'RemittanceData'),
  Amount: { ...amountOf(amount), Currency: { $type: contract('Core', 'CurrencyData'), DecimalPositions: 2 } },
  PaymentToken: { $type: contract('Commerce', 'AutoPayAccountData'), PaymentMethodIsReadOnly: false },
  PaymentMethod: { $type: contract('Commerce', 'PaymentMethodData'), PaymentMethodId: 'BillMe' },
});

export const combo = (ordered: Members | undefined, payments: unknown[] = [], invoices?: unknown[]): Members => ({
  $type: contract('Commerce', 'ComboOrderData'),
  ...(ordered ? { Order: ordered } : {}),
  ...(invoices ? { Invoices: list('InvoiceSummaryDataCollection', invoices) } : {}),
  ...(payments.length > 0 ? { Payments: list('RemittanceDataCollection', payments) } : {}),
});

export const cart = (userId: string, comboOrder: Members = combo(undefined), more: Members = {}): Members => ({
  $type: contract('Commerce', 'CartData'),
  UserId: userId,
  ComboOrder: comboOrder,
  ...more,
});

/** Cart/_execute Submit. */
export const submit = (api: Client, sent: Members): Promise<Reply> =>
  api.post('/api/Cart/_execute', {
    $type: contract('Commerce', 'CartSubmissionRequest'),
    EntityTypeName: 'Cart',
    OperationName: 'Submit',
    Cart: sent,
  });

/** Order/_execute UpdatePricing. */
export const price = (api: Client, ordered: unknown): Promise<Reply> =>
  api.post('/api/Order/_execute', {
    $type: contract('Commerce', 'OrderPriceUpdateRequest'),
    EntityTypeName: 'Order',
    OperationName: 'UpdatePricing',
    Order: ordered,
  });

/** OrderLineIds of the top lines in a CartData. */
export const lineIds = (body: unknown): unknown[] => {
  const sent = body as { ComboOrder: { Order?: { Lines: { $values: { OrderLineId: string }[] } } } };
  return (sent.ComboOrder.Order?.Lines.$values ?? []).map((one) => one.OrderLineId);
};
