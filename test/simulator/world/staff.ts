import type { Actor } from '../ledger.js';
import { dec, fixed } from '../wire/money.js';
import { today } from '../wire/dates.js';
import { reverseInvoice, writeOff } from './adjust.js';
import { addSubscription } from './billing.js';
import type { NewSubscription } from './billing.js';
import { joinGroup, leaveGroup } from './chapters.js';
import { touchRow } from './dates.js';
import { findInvoice } from './invoices.js';
import type { GroupMemberRecord, PaymentRecord, SubscriptionRecord } from './model.js';
import { takePayment } from './payments.js';
import { bookLine } from './settle.js';
import { memberKey, rowKey } from './store.js';
import type { Store } from './store.js';

/** Role of a plain chapter member (RESTRICTED flow 2). */
export const memberRole = 'SUBSCRIPTION:MEMBER';

/** What people in the office do in the vendor's own screens, not through the API. Ledger user: `staff`. */
export class Staff {
  private readonly store: Store;
  private readonly actor: Actor = { user: 'staff' };

  constructor(store: Store) {
    this.store = store;
  }

  /** Pays an invoice; without `amount` what it owes. */
  payInvoice(invoiceId: string, reference: string, amount?: string): PaymentRecord {
    const invoice = findInvoice(this.store, invoiceId);
    if (!invoice) throw new Error(`no invoice ${invoiceId}`);
    return takePayment(this.store, this.actor, {
      payor: invoice.billTo,
      amount: amount === undefined ? invoice.balance.minus(invoice.pending) : dec(amount),
      methodId: 'CASH',
      reference,
      date: today(),
      currency: this.store.switches.currency,
      invoiceIds: [invoiceId],
      card: false,
    });
  }

  /** Reverses a payment: the balance is open again; PaidThru moves back only when the tenant does so. */
  reversePayment(paymentId: string): void {
    const payment = this.store.payments.get(paymentId);
    if (!payment) throw new Error(`no payment ${paymentId}`);
    for (const one of payment.applications) {
      bookLine(this.store, this.actor, one, payment.status === 0 ? 'pending' : 'paid', dec(one.amount).neg());
      const line = findInvoice(this.store, one.invoiceId)?.lines.find((l) => l.invoiceLineId === one.invoiceLineId);
      const row = line && this.store.subscriptions.get(rowKey(line.shipTo, line.itemId));
      if (!row || !line.billBegin || !this.store.switches.reversalMovesPaidThru) continue;
      const { paidThru: _former, ...rest } = row;
      touchRow(this.store, this.actor, rest);
    }
    this.store.payments.put(paymentId, { ...payment, status: 4, reversedOn: today() });
    const { reference, amount, payor } = payment;
    this.store.effect(this.actor, 'payment.reversed', { paymentId, reference, amount, partyId: payor });
  }

  /** Posts the batch: every pending payment is applied. */
  postPayments(): void {
    for (const payment of this.store.payments.all().filter((one) => one.status === 0)) {
      for (const one of payment.applications) {
        bookLine(this.store, this.actor, one, 'pending', dec(one.amount).neg());
        bookLine(this.store, this.actor, one, 'paid', dec(one.amount));
      }
      this.store.payments.put(payment.paymentId, { ...payment, status: 2 });
      const { paymentId, reference, amount } = payment;
      this.store.effect(this.actor, 'payment.posted', { paymentId, reference, amount, partyId: payment.payor });
    }
  }

  /** Sells a subscription, e.g. `{ partyId, itemId, beginDate }`. */
  addSubscription(input: NewSubscription): SubscriptionRecord {
    return addSubscription(this.store, this.actor, input);
  }

  /** Changes a row directly, e.g. `{ sourceCode: 'DESK' }`. */
  changeSubscription(partyId: string, itemId: string, change: Partial<SubscriptionRecord>): SubscriptionRecord {
    const row = this.store.subscriptions.get(rowKey(partyId, itemId));
    if (!row) throw new Error(`no subscription ${rowKey(partyId, itemId)}`);
    const after = touchRow(this.store, this.actor, { ...row, ...change });
    this.store.effect(this.actor, 'subscription.changed', { partyId, itemId, before: row, after });
    return after;
  }

  /** Puts a party in a chapter; `joinDate` `YYYY-MM-DD`. */
  addChapter(partyId: string, code: string, joinDate?: string): GroupMemberRecord {
    return joinGroup(this.store, this.actor, {
      groupId: `CHAPT/${code}`,
      partyId,
      isActive: true,
      ...(joinDate ? { joinDate } : {}),
      details: [{ roleId: memberRole, isActive: true }],
    });
  }

  removeChapter(partyId: string, code: string): void {
    const member = this.store.groupMembers.get(memberKey(`CHAPT/${code}`, partyId));
    if (member) leaveGroup(this.store, this.actor, member);
  }

  /** Writes off what is open on an invoice. */
  writeOff(invoiceId: string): void {
    writeOff(this.store, this.actor, invoiceId);
  }

  /** Reverses a cash invoice. */
  reverseInvoice(invoiceId: string, keepMembership = true): void {
    reverseInvoice(this.store, this.actor, invoiceId, keepMembership);
  }

  /** Amount an invoice owes: balance less pending, as a decimal string. */
  owed(invoiceId: string): string {
    const invoice = findInvoice(this.store, invoiceId);
    return fixed(invoice ? invoice.balance.minus(invoice.pending) : 0);
  }
}
