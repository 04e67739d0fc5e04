import { dec, fixed } from '../wire/money.js';
import { today } from '../wire/dates.js';
import { reverseInvoice, writeOff } from './adjust.js';
import { addStrangerEntry, deleteBatch, failPosting, postBatch } from './batches.js';
import { addSubscription } from './billing.js';
import type { NewSubscription } from './billing.js';
import { joinGroup, leaveGroup } from './chapters.js';
import { touchParty, touchRow } from './dates.js';
import { cancelPackage, failPackage } from './import-line.js';
import { findInvoice } from './invoices.js';
import type { BillingLogRecord, RunOrder } from './model-renewals.js';
import type { GroupMemberRecord, PartyRecord, PaymentRecord, SubscriptionRecord } from './model.js';
import { takePayment } from './payments.js';
import { failRun, startRun } from './renewal-run.js';
import { bookLine } from './settle.js';
import { memberKey, rowKey } from './store.js';
import type { Store } from './store.js';
import { Storefront } from './storefront.js';
import { refundPayment, reversePayment } from './take-back.js';
import { leftOf } from './take-back-rules.js';

/** Role of a plain chapter member (RESTRICTED flow 2). */
export const memberRole = 'SUBSCRIPTION:MEMBER';

function paymentOf(store: Store, paymentId: string): PaymentRecord {
  const payment = store.payments.get(paymentId);
  if (!payment) throw new Error(`no payment ${paymentId}`);
  return payment;
}

/** What people in the office do in the vendor's own screens, not through the API. Ledger user: `staff`. */
export class Staff extends Storefront {
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
  reversePayment(paymentId: string): PaymentRecord {
    return reversePayment(this.store, this.actor, paymentOf(this.store, paymentId));
  }

  /** Records a refund of a payment; without `amount` of what is left of its first application. */
  refundPayment(paymentId: string, amount?: string): PaymentRecord {
    const payment = paymentOf(this.store, paymentId);
    const [application] = payment.applications;
    if (!application) throw new Error(`payment ${paymentId} is applied to nothing`);
    const part = { application, amount: amount === undefined ? leftOf(application) : dec(amount) };
    return refundPayment(this.store, this.actor, payment, [part]);
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

  /** Changes a party directly, e.g. `{ city: 'Salem' }`, or `{ extra: { Phones: ... } }`. */
  changeParty(partyId: string, change: Partial<PartyRecord>): PartyRecord {
    const party = this.store.parties.get(partyId);
    if (!party) throw new Error(`no party ${partyId}`);
    const after = touchParty(this.store, this.actor, { ...party, ...change });
    this.store.effect(this.actor, 'party.changed', { partyId, before: party, after });
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

  /** Ends a package that waits or is in work as Canceled. */
  cancelPackage(packageId: number): void {
    cancelPackage(this.store, this.actor, packageId);
  }

  /** Ends a package as Failed, after its first `afterParties` parties were done (default: those done so far). */
  failPackage(packageId: number, { afterParties }: { afterParties?: number } = {}): void {
    failPackage(this.store, this.actor, packageId, afterParties);
  }

  /** Generates the renewal of one party, e.g. `{ effectiveDate: '2026-01-01' }`; the batch stays as the tenant has it. */
  renew(partyId: string, order: Partial<RunOrder> & { effectiveDate: string }): BillingLogRecord {
    const cycle = this.store.billingCycles.get(order.cycleId ?? 'Regular Membership Fees');
    if (!cycle) throw new Error(`no billing cycle ${order.cycleId}`);
    const plain = {
      runName: `Office ${partyId}`,
      runDate: today(),
      autoPayOption: 0,
      doNotApplyCredits: false,
    } as const;
    return startRun(this.store, this.actor, cycle, {
      ...plain,
      hotPost: false,
      ...order,
      cycleId: cycle.cycleId,
      partyId,
    });
  }

  /** Ends a bulk run that is under way as Failed, after its first `afterRows` rows were billed. */
  failBillingRun(billingLogKey: string, { afterRows }: { afterRows?: number } = {}): void {
    failRun(this.store, this.actor, billingLogKey, afterRows);
  }

  /** Posts a batch as the office does. */
  postBatch(batchId: string): void {
    postBatch(this.store, this.actor, batchId);
  }

  /** The posting under way, or the next one, ends as PostingError. */
  failPosting(batchId: string, text = 'The batch is out of balance.'): void {
    failPosting(this.store, batchId, text);
  }

  /** Deletes a batch that is not posted. */
  deleteBatch(batchId: string): void {
    deleteBatch(this.store, this.actor, batchId);
  }

  /** Puts an entry of somebody else into a batch. */
  addStrangerEntry(batchId: string, amount = '10.00'): void {
    addStrangerEntry(this.store, this.actor, batchId, amount);
  }
}
