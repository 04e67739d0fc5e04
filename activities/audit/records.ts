/** The records of one audit, each read once: several flows of one party or invoice ask for the same. */
import { readGroupMember } from '../imis/group-member.js';
import { readInvoiceSummary } from '../imis/invoice.js';
import { findPayments } from '../imis/payment.js';
import { readPayment } from '../imis/payment-detail.js';
import { parseParty } from '../imis/party.js';
import { lastUpdateOf, readPartyRaw } from '../imis/party-change.js';
import { readSubscription } from '../imis/subscription.js';
import type { TenantRuntime } from '../tenants/runtime.js';
import { readAllDues } from '../yourmembership/dues-transactions.js';
import { readAllInvoices } from '../yourmembership/invoice-items.js';
import type { PartyRecord } from './judge/changes.js';

/** Flows come by party: what is older is not asked for again. */
const KEPT = 2_000;

export class Records {
  private readonly kept = new Map<string, Promise<unknown>>();
  private readonly runtime: TenantRuntime;
  private readonly duesSince: string;

  /** `duesSince`: the first day of which invoices of YourMembership are asked for. */
  constructor(runtime: TenantRuntime, duesSince: string) {
    this.runtime = runtime;
    this.duesSince = duesSince;
  }

  row = (partyId: string, itemId: string) => this.once(`row ${partyId}|${itemId}`, () => readSubscription(this.runtime.imis, partyId, itemId));

  invoice = (invoiceId: string) => this.once(`invoice ${invoiceId}`, () => readInvoiceSummary(this.runtime.imis, invoiceId));

  payments = (reference: string, payorPartyId?: string) =>
    this.once(`payments ${reference}|${payorPartyId ?? ''}`, () => findPayments(this.runtime.imis, { reference, ...(payorPartyId !== undefined && { payorPartyId }) }));

  payment = (paymentId: string) => this.once(`payment ${paymentId}`, () => readPayment(this.runtime.imis, paymentId));

  member = (groupId: string, partyId: string) => this.once(`member ${groupId}|${partyId}`, () => readGroupMember(this.runtime.imis, groupId, partyId));

  /** It holds personal data, and is kept in memory alone. */
  rawParty = (partyId: string) => this.once(`party ${partyId}`, () => readPartyRaw(this.runtime.imis, partyId));

  party = async (partyId: string): Promise<PartyRecord | undefined> => {
    const raw = await this.rawParty(partyId);
    if (!raw) return undefined;
    const { joinDate, customerTypeCode, chapter } = parseParty(raw);
    return { joinDate, customerTypeCode, chapter, ...lastUpdateOf(raw) };
  };

  /** All members' at once: neither list can be asked for one invoice. */
  dues = async (memberId: string, invoiceNumber: string) => (await this.once('dues', () => readAllDues(this.runtime.ym, this.duesSince)))(memberId, invoiceNumber);
  duesItems = async (invoiceNumber: string) => (await this.once('dues items', () => readAllInvoices(this.runtime.ym, this.duesSince)))(invoiceNumber);

  private once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known) return known as Promise<T>;
    const reading = read();
    this.kept.set(key, reading);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    // What could not be read is asked for again.
    reading.catch(() => this.kept.delete(key));
    return reading;
  }
}
