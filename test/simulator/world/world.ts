import { randomUUID } from 'node:crypto';
import type { Actor } from '../ledger.js';
import { termBegin, today } from '../wire/dates.js';
import { addSubscription } from './billing.js';
import type { NewSubscription } from './billing.js';
import { joinGroup } from './chapters.js';
import { findInvoice, listInvoices, persistedView } from './invoices.js';
import type { InvoiceView } from './invoices.js';
import type {
  GroupMemberRecord,
  GroupRecord,
  InvoiceRecord,
  PartyRecord,
  Product,
  SubscriptionRecord,
} from './model.js';
import { memberRole } from './staff.js';
import { memberKey, rowKey } from './store.js';
import type { Store } from './store.js';

/** A party to add; only what differs from a plain member needs to be said. */
export type NewParty = Partial<Omit<PartyRecord, 'createdOn' | 'updatedOn'>>;

/** Members to add at once; what is left out is that of a plain member. */
export interface MembersToAdd extends Omit<NewParty, 'partyId'> {
  itemId?: string;
}

/** The world as tests arrange and read it. Changes made here are marked `seed` in the ledger. */
export class World {
  readonly store: Store;
  private readonly actor: Actor = { user: 'seed' };

  constructor(store: Store) {
    this.store = store;
  }

  /** Adds a person (or an organization with `kind`), customer type M unless said otherwise. Returns the record. */
  addParty(party: NewParty = {}): PartyRecord {
    const partyId = party.partyId ?? this.freeId();
    const now = new Date().toISOString();
    const person = party.kind !== 'organization';
    const firstName = party.firstName ?? (person ? 'Test' : undefined);
    const lastName = party.lastName ?? (person ? `Member ${partyId}` : undefined);
    const record: PartyRecord = {
      kind: 'person',
      uniformId: randomUUID(),
      name: person ? `${firstName} ${lastName}` : `Organization ${partyId}`,
      customerType: 'M',
      chapter: '',
      attributes: {},
      extra: {},
      createdBy: 'seed',
      updatedBy: 'seed',
      ...(firstName === undefined ? {} : { firstName }),
      ...(lastName === undefined ? {} : { lastName }),
      ...party,
      partyId,
      createdOn: now,
      updatedOn: now,
    };
    return this.store.parties.put(partyId, record);
  }

  private freeId(): string {
    let partyId: string;
    do partyId = String(this.store.next('party', 50001));
    while (this.store.parties.get(partyId));
    return partyId;
  }

  /** Sells a subscription through the rules; `bill: false` without an amount leaves it unbilled. */
  addSubscription(input: NewSubscription): SubscriptionRecord {
    return addSubscription(this.store, this.actor, input);
  }

  /** Puts a row as it stands, without any rule; members left out get plain defaults. */
  putSubscription(row: Partial<SubscriptionRecord> & { partyId: string; itemId: string }): SubscriptionRecord {
    const now = new Date().toISOString();
    return this.store.subscriptions.put(rowKey(row.partyId, row.itemId), {
      status: 0,
      isMemberComponent: false,
      isComplimentary: false,
      copies: 1,
      billedAmount: '0.00',
      paymentAmount: '0.00',
      pendingAmount: '0.00',
      adjustmentAmount: '0.00',
      previousBalance: '0.00',
      adjustmentReason: '',
      billToPartyId: row.partyId,
      dateAdded: now,
      lastUpdated: now,
      updatedBy: 'seed',
      ...row,
    });
  }

  /**
   * Adds plain members, with a row of their dues that was paid through `paidThru` (default: the end of last year) and
   * is due for renewal from the day after. Quick: meant for thousands. Returns the party ids.
   */
  addMembers(count: number, { paidThru, itemId = 'REG', ...party }: MembersToAdd = {}): string[] {
    const through = paidThru ?? `${Number(today().slice(0, 4)) - 1}-12-31`;
    const begin = termBegin(through, this.store.products.get(itemId)?.termMonths ?? 12);
    const term = { billBegin: begin, billThrough: through, paidThru: through };
    return Array.from({ length: count }, () => {
      const { partyId } = this.addParty({ joinDate: begin, ...party, paidThru: through, renewedThru: through });
      this.putSubscription({ partyId, itemId, ...term, continuousSince: begin });
      return partyId;
    });
  }

  /** Puts a persisted invoice as it stands (tenants with persisted invoices only). */
  addInvoice(invoice: Omit<InvoiceRecord, 'invoiceId' | 'createdOn'> & { invoiceId?: string }): InvoiceView {
    const invoiceId = invoice.invoiceId ?? String(this.store.next('invoice', 8158));
    return persistedView(
      this.store.invoices.put(invoiceId, { ...invoice, invoiceId, createdOn: new Date().toISOString() }),
    );
  }

  /** Marks an invoice as paid by AutoPay. */
  setAutoPay(invoiceId: string, autoPayInstructionId: string): void {
    const record = this.store.invoices.get(invoiceId);
    if (record) this.store.invoices.put(invoiceId, { ...record, autoPayInstructionId });
    else this.store.invoiceMarks.put(invoiceId, { ...this.store.invoiceMarks.get(invoiceId), autoPayInstructionId });
  }

  addProduct(product: Product): Product {
    return this.store.products.put(product.itemId, product);
  }

  addGroup(group: GroupRecord): GroupRecord {
    return this.store.groups.put(group.groupId, group);
  }

  /** Puts a party in a group through the rules (Chapter only when empty, chapter subscription as the tenant has it). */
  addGroupMember(partyId: string, groupId: string, joinDate: string): GroupMemberRecord {
    const details = [{ roleId: memberRole, isActive: true, effectiveDate: joinDate }];
    return joinGroup(this.store, this.actor, { groupId, partyId, joinDate, isActive: true, details });
  }

  party(partyId: string): PartyRecord | undefined {
    return this.store.parties.get(partyId);
  }

  subscription(partyId: string, itemId: string): SubscriptionRecord | undefined {
    return this.store.subscriptions.get(rowKey(partyId, itemId));
  }

  /** The open or paid invoice with this id, of either kind. */
  invoice(invoiceId: string): InvoiceView | undefined {
    return findInvoice(this.store, invoiceId);
  }

  invoicesOf(billTo: string): InvoiceView[] {
    return listInvoices(this.store, billTo);
  }

  /** Membership of a party in a chapter, by code. */
  chapterOf(partyId: string, code: string): GroupMemberRecord | undefined {
    return this.store.groupMembers.get(memberKey(`CHAPT/${code}`, partyId));
  }
}
