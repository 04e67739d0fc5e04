import type { YmEffect, YmEffectKind } from './ym/effects.js';

/** What an effect is. One entry per real effect, in the order in which they happened. */
export type EffectKind =
  | 'subscription.created'
  | 'subscription.termAdded'
  | 'subscription.changed'
  | 'subscription.ended'
  | 'subscription.restored'
  | 'subscription.paidThruBack'
  | 'invoice.created'
  | 'invoice.lineAdded'
  | 'invoice.reversed'
  | 'invoice.writtenOff'
  | 'payment.charged'
  | 'payment.applied'
  | 'payment.pending'
  | 'payment.posted'
  | 'payment.voided'
  | 'payment.reversed'
  | 'payment.refunded'
  | 'payment.paidOut'
  | 'payment.unapplied'
  | 'credit.created'
  | 'credit.applied'
  | 'credit.restored'
  | 'chapter.added'
  | 'chapter.merged'
  | 'chapter.reactivated'
  | 'chapter.changed'
  | 'chapter.removed'
  | 'party.chapterSet'
  | 'party.chapterCleared'
  | 'party.datesMoved'
  | 'party.membershipCancelled'
  | 'party.changed'
  | 'party.joined'
  | 'cart.created'
  | 'cart.changed'
  | 'cart.cleared'
  | 'cart.deleted'
  | 'cart.submitted'
  | 'order.placed'
  | 'import.accepted'
  | 'import.applied'
  | 'import.rejected'
  | 'import.cancelled'
  | 'import.failed'
  | 'renewal.run'
  | 'renewal.billed'
  | 'renewal.failed'
  | 'batch.created'
  | 'batch.posted'
  | 'batch.failed'
  | 'batch.deleted'
  | 'batch.entryAdded'
  | 'token.issued'
  | 'login.failed'
  | 'login.locked'
  | YmEffectKind;

/** One effect. Amounts are decimal strings in currency units; dates `YYYY-MM-DD`; `at` is ISO 8601 in UTC. */
export interface LedgerEntry extends YmEffect {
  seq: number;
  at: string;
  kind: EffectKind;
  /** API user, or `staff` (an act of the office in the vendor's own screens), or `seed`. */
  user: string;
  callSeq?: number;
  partyId?: string;
  itemId?: string;
  invoiceId?: string;
  invoiceLineId?: string;
  groupId?: string;
  paymentId?: string;
  reference?: string;
  amount?: string;
  /** Begin and end of the term an entry speaks of. */
  termBegin?: string;
  termThrough?: string;
  /** Import: its package and job, the place of the party in it (from 1), the number of parties, dates and money paid. */
  packageId?: number;
  jobId?: string;
  line?: number;
  parties?: number;
  paidThru?: string;
  paidAmount?: string;
  /** Renewal: its run and cycle; batch. */
  billingLogKey?: string;
  runName?: string;
  cycleId?: string;
  effectiveDate?: string;
  batchId?: string;
  /** Order, also on the terms it made; cart. */
  orderId?: string;
  cartId?: string;
  before?: unknown;
  after?: unknown;
  note?: string;
}

/** Who acts: the API user with the call, `staff` or `seed`. */
export interface Actor {
  user: string;
  callSeq?: number;
}

/** The list of all effects of one simulator; the source of truth of the checker. */
export class Ledger {
  private readonly list: LedgerEntry[] = [];
  private readonly keep: 'full' | 'counts';
  /** Entries that were counted and dropped. */
  private dropped = 0;
  private readonly totals = new Map<EffectKind, number>();

  constructor(keep: 'full' | 'counts' = 'full') {
    this.keep = keep;
  }

  get entries(): readonly LedgerEntry[] {
    return this.list;
  }

  get length(): number {
    return this.list.length;
  }

  /** How many effects of each kind there were, dropped ones among them. */
  get counts(): Partial<Record<EffectKind, number>> {
    return Object.fromEntries(this.totals);
  }

  add(actor: Actor, entry: Omit<LedgerEntry, 'seq' | 'at' | 'user' | 'callSeq'>): void {
    const call = actor.callSeq === undefined ? {} : { callSeq: actor.callSeq };
    const seq = this.dropped + this.list.length + 1;
    this.list.push({ seq, at: new Date().toISOString(), user: actor.user, ...call, ...entry });
    this.count(entry.kind, 1);
  }

  /** Entries of one kind, e.g. all `payment.applied`. */
  of(kind: EffectKind): LedgerEntry[] {
    return this.list.filter((entry) => entry.kind === kind);
  }

  /** Takes back everything after `length`: used when a change is rolled back. */
  truncate(length: number): void {
    for (const entry of this.list.splice(length)) this.count(entry.kind, -1);
  }

  /** With `counts`: drops the entries so far. Called between two changes, since a change may still be taken back. */
  settle(): void {
    if (this.keep === 'full') return;
    this.dropped += this.list.length;
    this.list.length = 0;
  }

  clear(): void {
    this.list.length = 0;
    this.dropped = 0;
    this.totals.clear();
  }

  private count(kind: EffectKind, by: number): void {
    this.totals.set(kind, (this.totals.get(kind) ?? 0) + by);
  }
}
