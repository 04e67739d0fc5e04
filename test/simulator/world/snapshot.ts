import { fixed } from '../wire/money.js';
import { listInvoices } from './invoices.js';
import type { InvoiceView } from './invoices.js';
import type { CartRecord, OrderRecord } from './model-orders.js';
import type { CreditRecord, GroupMemberRecord, PartyRecord, PaymentRecord, SubscriptionRecord } from './model.js';
import { memberKey, rowKey } from './store.js';
import type { Store } from './store.js';
import { takeYmSnapshot } from '../ym/world/snapshot.js';
import type { YmSnapshot } from '../ym/world/snapshot.js';

export interface InvoiceLineSnapshot {
  invoiceLineId: string;
  itemId: string;
  shipTo: string;
  amount: string;
  paid: string;
  pending: string;
  adjustment: string;
  balance: string;
}

export interface InvoiceSnapshot {
  invoiceId: string;
  billTo: string;
  legacy: boolean;
  amount: string;
  paid: string;
  pending: string;
  balance: string;
  lines: InvoiceLineSnapshot[];
}

/** The whole state as plain data, by key: what the records show at one moment. */
export interface Snapshot {
  at: string;
  parties: Record<string, PartyRecord>;
  /** By `partyId|itemId`. */
  subscriptions: Record<string, SubscriptionRecord>;
  invoices: Record<string, InvoiceSnapshot>;
  payments: Record<string, PaymentRecord>;
  /** By `groupId:partyId`. */
  groupMembers: Record<string, GroupMemberRecord>;
  credits: Record<string, CreditRecord>;
  /** The association in YourMembership. */
  ym: YmSnapshot;
  carts: Record<string, CartRecord>;
  orders: Record<string, OrderRecord>;
}

function invoiceSnapshot(invoice: InvoiceView): InvoiceSnapshot {
  return {
    invoiceId: invoice.invoiceId,
    billTo: invoice.billTo,
    legacy: invoice.legacy,
    amount: fixed(invoice.amount),
    paid: fixed(invoice.paid),
    pending: fixed(invoice.pending),
    balance: fixed(invoice.balance),
    lines: invoice.lines.map((line) => ({
      invoiceLineId: line.invoiceLineId,
      itemId: line.itemId,
      shipTo: line.shipTo,
      amount: fixed(line.amount),
      paid: fixed(line.paid),
      pending: fixed(line.pending),
      adjustment: fixed(line.adjustment),
      balance: fixed(line.balance),
    })),
  };
}

const by = <T>(rows: T[], key: (row: T) => string): Record<string, T> =>
  Object.fromEntries(rows.map((row) => [key(row), row]));

/** Takes a snapshot; later changes do not touch it (records are replaced, never changed). */
export function takeSnapshot(store: Store): Snapshot {
  return {
    at: new Date().toISOString(),
    parties: by(store.parties.all(), (row) => row.partyId),
    subscriptions: by(store.subscriptions.all(), (row) => rowKey(row.partyId, row.itemId)),
    invoices: by(listInvoices(store, undefined, false).map(invoiceSnapshot), (row) => row.invoiceId),
    payments: by(store.payments.all(), (row) => row.paymentId),
    groupMembers: by(store.groupMembers.all(), (row) => memberKey(row.groupId, row.partyId)),
    credits: by(store.credits.all(), (row) => row.creditId),
    ym: takeYmSnapshot(store.ym),
    carts: by(store.carts.all(), (row) => row.cartId),
    orders: by(store.orders.all(), (row) => row.orderId),
  };
}
