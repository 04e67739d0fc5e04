import type { Actor } from '../../ledger.js';
import { dec } from '../../wire/money.js';
import type { Store } from '../../world/store.js';
import type { YmInvoice, YmMember, YmPayment } from '../model.js';
import { serverToday } from '../time.js';
import { balanceOf, closeInvoice, makeDues, payDues } from './invoices.js';

/** What people do in the admin site of YourMembership, not through the API. Ledger user: `staff`. */
export class YmOffice {
  private readonly store: Store;
  private readonly actor: Actor = { user: 'staff' };

  constructor(store: Store) {
    this.store = store;
  }

  /** Makes a dues invoice; without `amount` over the dues of the membership. */
  makeInvoice(memberId: number, membershipId: number, amount?: string, comment = ''): YmInvoice {
    const membership = this.store.ym.memberships.get(String(membershipId));
    if (!membership) throw new Error(`no membership ${membershipId}`);
    const total = dec(amount ?? membership.duesAmount);
    const lines = [{ type: 'Dues' as const, description: membership.name, amount: total.toFixed(2), quantity: 1 }];
    return makeDues(this.store, this.actor, { memberId, membershipId, total, lines, comment });
  }

  /** Takes a payment and closes the invoice when it is paid; without `amount` what it owes. */
  payInvoice(invoiceNumber: number, reference: string, amount?: string, type: YmPayment['type'] = 'check'): void {
    const invoice = this.invoice(invoiceNumber);
    payDues(this.store, this.actor, invoice, {
      type,
      reference,
      amount: amount === undefined ? balanceOf(this.store.ym, invoice) : dec(amount),
      date: serverToday(this.store.switches),
      close: true,
    });
  }

  /** Closes an invoice, paid or not: the member's term moves on. */
  closeInvoice(invoiceNumber: number): void {
    closeInvoice(this.store, this.actor, this.invoice(invoiceNumber));
  }

  /** Changes a member: `expires`, `awaitingAutoBill`, `membershipId`, `isMember`. */
  changeMember(memberId: number, change: Partial<YmMember>): void {
    const { ym } = this.store;
    const member = ym.members.get(String(memberId));
    if (!member) throw new Error(`no member ${memberId}`);
    const after = ym.members.put(String(memberId), { ...member, ...change });
    this.store.effect(this.actor, 'ym.memberChanged', { memberId, before: member, after });
  }

  /** Changes the dues of a membership from now on. */
  setDues(membershipId: number, amount: string): void {
    const { ym } = this.store;
    const membership = ym.memberships.get(String(membershipId));
    if (!membership) throw new Error(`no membership ${membershipId}`);
    ym.memberships.put(String(membershipId), { ...membership, duesAmount: dec(amount).toFixed(2) });
    this.store.effect(this.actor, 'ym.priceChanged', { membershipId, before: membership.duesAmount, amount });
  }

  private invoice(invoiceNumber: number): YmInvoice {
    const invoice = this.store.ym.invoices.get(String(invoiceNumber));
    if (!invoice) throw new Error(`no invoice ${invoiceNumber}`);
    return invoice;
  }
}
