/** What an effect is. One entry per real effect, in the order in which they happened. */
export type EffectKind =
  | 'subscription.created'
  | 'subscription.termAdded'
  | 'subscription.changed'
  | 'subscription.ended'
  | 'subscription.restored'
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
  | 'token.issued'
  | 'login.failed'
  | 'login.locked';

/** One effect. Amounts are decimal strings in currency units; dates `YYYY-MM-DD`; `at` is ISO 8601 in UTC. */
export interface LedgerEntry {
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

  get entries(): readonly LedgerEntry[] {
    return this.list;
  }

  get length(): number {
    return this.list.length;
  }

  add(actor: Actor, entry: Omit<LedgerEntry, 'seq' | 'at' | 'user' | 'callSeq'>): void {
    const call = actor.callSeq === undefined ? {} : { callSeq: actor.callSeq };
    this.list.push({ seq: this.list.length + 1, at: new Date().toISOString(), user: actor.user, ...call, ...entry });
  }

  /** Entries of one kind, e.g. all `payment.applied`. */
  of(kind: EffectKind): LedgerEntry[] {
    return this.list.filter((entry) => entry.kind === kind);
  }

  /** Takes back everything after `length`: used when a change is rolled back. */
  truncate(length: number): void {
    this.list.length = length;
  }

  clear(): void {
    this.list.length = 0;
  }
}
