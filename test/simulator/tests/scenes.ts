import type { EffectKind, LedgerEntry } from '../ledger.js';
import type { FlowCase, FlowReport, StepReport } from '../check.js';
import type { InvoiceSnapshot, Snapshot } from '../world/snapshot.js';
import type { CartRecord } from '../world/model-orders.js';
import type { GroupMemberRecord, PartyRecord, PaymentRecord, SubscriptionRecord } from '../world/model.js';

/** Hand-made records for tests of the checker; nothing here runs a simulator. */

export function party(partyId: string, more: Partial<PartyRecord> = {}): PartyRecord {
  const stamp = { createdBy: 'seed', createdOn: '', updatedBy: 'seed', updatedOn: '' };
  const plain = { kind: 'person', uniformId: '', name: 'A B', customerType: 'M', chapter: '' } as const;
  return { ...stamp, ...plain, attributes: {}, extra: {}, partyId, ...more };
}

export function row(partyId: string, itemId: string, more: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  return {
    partyId,
    itemId,
    status: 0,
    isMemberComponent: false,
    isComplimentary: false,
    copies: 1,
    billBegin: '2026-01-01',
    billThrough: '2026-12-31',
    billedAmount: '95.00',
    paymentAmount: '0.00',
    pendingAmount: '0.00',
    adjustmentAmount: '0.00',
    previousBalance: '0.00',
    adjustmentReason: '',
    billToPartyId: partyId,
    billDate: '2026-01-01',
    invoiceId: '9001',
    sourceCode: '',
    dateAdded: '',
    lastUpdated: '',
    updatedBy: 'duesflow',
    ...more,
  };
}

export function invoice(
  invoiceId: string,
  billTo: string,
  itemId: string,
  balance: string,
  paid = '0.00',
): InvoiceSnapshot {
  const amounts = { amount: '95.00', paid, pending: '0.00', balance };
  const line = {
    invoiceLineId: `${billTo}:${billTo}:${itemId}`,
    itemId,
    shipTo: billTo,
    adjustment: '0.00',
    ...amounts,
  };
  return { invoiceId, billTo, legacy: false, ...amounts, lines: [line] };
}

export const member = (partyId: string, groupId: string, isActive = true): GroupMemberRecord => ({
  groupId,
  partyId,
  isActive,
  joinDate: '2020-01-01',
  details: [],
});

export interface Records {
  parties?: PartyRecord[];
  rows?: SubscriptionRecord[];
  invoices?: InvoiceSnapshot[];
  members?: GroupMemberRecord[];
  carts?: CartRecord[];
  payments?: PaymentRecord[];
}

/** A snapshot of the records given; payments of the ledger alone count as standing. */
export function snapshot(records: Records = {}): Snapshot {
  const { parties = [party('1')], rows = [], invoices = [], members = [] } = records;
  return {
    at: '',
    parties: Object.fromEntries(parties.map((one) => [one.partyId, one])),
    subscriptions: Object.fromEntries(rows.map((one) => [`${one.partyId}|${one.itemId}`, one])),
    invoices: Object.fromEntries(invoices.map((one) => [one.invoiceId, one])),
    payments: Object.fromEntries((records.payments ?? []).map((one) => [one.paymentId, one])),
    groupMembers: Object.fromEntries(members.map((one) => [`${one.groupId}:${one.partyId}`, one])),
    credits: {},
    ym: { members: {}, memberships: {}, invoices: {}, payments: {} },
    carts: Object.fromEntries((records.carts ?? []).map((one) => [one.cartId, one])),
    orders: {},
  };
}

/** Ledger entries of the flows' user, numbered in order. */
export function ledger(...entries: [EffectKind, Omit<Partial<LedgerEntry>, 'kind'>][]): LedgerEntry[] {
  return entries.map(([kind, more], index) => ({ seq: index + 1, at: '', user: 'duesflow', kind, ...more }));
}

/** A purchase of party 1, item REG from 2026-01-01, with what the report says. */
export function purchase(report: Partial<FlowReport>, input: Record<string, unknown> = {}): FlowCase {
  const asked = { partyId: '1', itemId: 'REG', beginDate: '2026-01-01', ...input };
  const said = { flow: 'purchaseSubscription', workflowId: 'purchase:1', state: 'closed', ...report };
  return { report: said, input: asked };
}

export function flow(name: string, report: Partial<FlowReport>, input: Record<string, unknown>): FlowCase {
  return {
    report: { flow: name, workflowId: `${name}:1`, state: 'closed', ...report },
    input: { partyId: '1', ...input },
  };
}

export const step = (name: string, outcome: string, more: Partial<StepReport> = {}): StepReport => ({
  name,
  outcome,
  ...more,
});

/** What a created and billed subscription of party 1 leaves in the ledger. */
export const sold: [EffectKind, Omit<Partial<LedgerEntry>, 'kind'>][] = [
  [
    'subscription.created',
    { partyId: '1', itemId: 'REG', termBegin: '2026-01-01', amount: '95.00', invoiceId: '9001' },
  ],
  ['invoice.created', { partyId: '1', itemId: 'REG', termBegin: '2026-01-01', amount: '95.00', invoiceId: '9001' }],
];

/** What a payment of 95.00 on invoice 9001 leaves in the ledger. */
export const paidBy = (
  paymentId: string,
  reference = 'REF',
  invoiceId = '9001',
): [EffectKind, Omit<Partial<LedgerEntry>, 'kind'>] => [
  'payment.applied',
  { partyId: '1', itemId: 'REG', invoiceId, invoiceLineId: '1:1:REG', paymentId, reference, amount: '95.00' },
];
