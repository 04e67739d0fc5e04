import type { TenantSwitches } from '../options.js';
import type { Actor, EffectKind, Ledger, LedgerEntry } from '../ledger.js';
import type {
  CreditRecord,
  CustomerType,
  GroupMemberRecord,
  GroupRecord,
  InvoiceMark,
  InvoiceRecord,
  PartyRecord,
  PaymentMethod,
  PaymentRecord,
  Product,
  SubscriptionRecord,
} from './model.js';
import { Background } from './background.js';
import type { PackageRecord } from './model-imports.js';
import type { CartRecord, OrderRecord } from './model-orders.js';
import type { BatchRecord, BillingCycleRecord, BillingLogItemRecord, BillingLogRecord } from './model-renewals.js';
import { Journal, Table } from './table.js';
import { YmStore } from '../ym/store.js';

/** Key of a subscription row: one per party and product. */
export const rowKey = (partyId: string, itemId: string): string => `${partyId}|${itemId}`;
/** GroupMemberId: `{GroupId}:{PartyId}` (RESTRICTED flow 2). */
export const memberKey = (groupId: string, partyId: string): string => `${groupId}:${partyId}`;
/** Chapter code of a chapter group (`CHAPT/EAST` gives `EAST`); undefined for other groups. */
export const chapterCode = (groupId: string): string | undefined => /^CHAPT\/(.+)$/.exec(groupId)?.[1];

/** The state of one association. The rules that change it stand in files of their own, beside this one. */
export class Store {
  readonly switches: TenantSwitches;
  readonly ledger: Ledger;
  readonly journal = new Journal();
  readonly parties = new Table<PartyRecord>('parties', this.journal);
  readonly customerTypes = new Table<CustomerType>('customerTypes', this.journal);
  readonly products = new Table<Product>('products', this.journal);
  readonly subscriptions = new Table<SubscriptionRecord>('subscriptions', this.journal, {
    party: (row) => row.partyId,
    billTo: (row) => row.billToPartyId,
    item: (row) => row.itemId,
  });
  readonly invoices = new Table<InvoiceRecord>('invoices', this.journal, { billTo: (row) => row.billTo });
  readonly invoiceMarks = new Table<InvoiceMark>('invoiceMarks', this.journal);
  readonly payments = new Table<PaymentRecord>('payments', this.journal, {
    payor: (row) => row.payor,
    reference: (row) => row.reference,
  });
  readonly credits = new Table<CreditRecord>('credits', this.journal, { party: (row) => row.partyId });
  readonly groups = new Table<GroupRecord>('groups', this.journal);
  readonly groupMembers = new Table<GroupMemberRecord>('groupMembers', this.journal, {
    party: (row) => row.partyId,
    group: (row) => row.groupId,
  });
  readonly paymentMethods = new Table<PaymentMethod>('paymentMethods', this.journal);
  readonly packages = new Table<PackageRecord>('packages', this.journal);
  readonly billingCycles = new Table<BillingCycleRecord>('billingCycles', this.journal);
  readonly billingLogs = new Table<BillingLogRecord>('billingLogs', this.journal, {
    runName: (row) => row.runName.toLowerCase(),
  });
  readonly billingLogItems = new Table<BillingLogItemRecord>('billingLogItems', this.journal, {
    log: (row) => row.billingLogKey,
    party: (row) => row.partyId,
  });
  readonly batches = new Table<BatchRecord>('batches', this.journal);
  readonly carts = new Table<CartRecord>('carts', this.journal, { user: (cart) => cart.userId });
  readonly orders = new Table<OrderRecord>('orders', this.journal);
  /** The association in YourMembership. */
  readonly ym = new YmStore(this.journal);
  /** What goes on by itself, and the packages that wait in line. */
  readonly background = new Background();
  readonly importLine: { ids: number[]; running: boolean } = { ids: [], running: false };
  private readonly counters = new Map<string, number>();

  constructor(switches: TenantSwitches, ledger: Ledger) {
    this.switches = switches;
    this.ledger = ledger;
  }

  /** Next number of a counter. Numbers are never given twice, also when the change that drew one is taken back. */
  next(counter: string, first: number): number {
    const value = (this.counters.get(counter) ?? first - 1) + 1;
    this.counters.set(counter, value);
    return value;
  }

  /** Writes an effect into the ledger. */
  effect(actor: Actor, kind: EffectKind, entry: Omit<LedgerEntry, 'seq' | 'at' | 'user' | 'callSeq' | 'kind'>): void {
    this.ledger.add(actor, { kind, ...entry });
  }

  customerTypeOf(party: PartyRecord): CustomerType | undefined {
    return this.customerTypes.get(party.customerType);
  }

  clear(): void {
    const tables = [
      this.parties,
      this.customerTypes,
      this.products,
      this.subscriptions,
      this.invoices,
      this.invoiceMarks,
      this.payments,
      this.credits,
      this.groups,
      this.groupMembers,
      this.paymentMethods,
      this.packages,
      this.billingCycles,
      this.billingLogs,
      this.billingLogItems,
      this.batches,
      this.carts,
      this.orders,
    ];
    for (const table of tables) table.clear();
    this.ym.clear();
    this.counters.clear();
    this.background.clear();
    this.importLine.ids.length = 0;
    this.importLine.running = false;
  }
}
