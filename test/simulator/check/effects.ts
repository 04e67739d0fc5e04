import { Decimal } from 'decimal.js';
import type { LedgerEntry } from '../ledger.js';
import type { SubscriptionRecord } from '../world/model.js';
import type { Claim, Door } from './claims.js';
import { once } from './once.js';
import type { CheckInput } from './types.js';

/** Everything the checks work on, derived once. */
export interface Scene extends CheckInput {
  apiUser: string;
  claims: Claim[];
  /** Ledger entries of the flows' user. */
  ours: LedgerEntry[];
}

/** A subscription term that the flows' user made. */
export interface TermEffect {
  door: Door;
  partyId: string;
  itemId: string;
  begin: string;
  amount: string;
  /** Chapter group that brought it about. */
  groupId?: string;
  /** Order that bought it. */
  orderId?: string;
  /** Dues of a membership. */
  base: boolean;
  seq: number;
  live: boolean;
}

export interface PaymentEffect {
  paymentId: string;
  reference: string;
  /** Invoices it touched, with the lines (`*` where no line is named). */
  lines: Map<string, Set<string>>;
  parties: Set<string>;
  applied: boolean;
  /** It came with a package: judged with that. */
  imported: boolean;
  /** The credit it left because more was taken than was owed. */
  surplus?: string;
  seq: number;
  live: boolean;
}

export const beginOf = (row: Partial<SubscriptionRecord> | undefined): string | undefined =>
  row?.billBegin ?? row?.beginDate;

/** Owed by a row: billed + previous + adjustment - paid. */
export function balanceOf(row: SubscriptionRecord | undefined): Decimal {
  if (!row) return new Decimal(0);
  return new Decimal(row.billedAmount).plus(row.previousBalance).plus(row.adjustmentAmount).minus(row.paymentAmount);
}

const stands = (row: Partial<SubscriptionRecord> | undefined, begin: string): boolean =>
  row?.status === 0 && !row.cancelledAsOf && beginOf(row) === begin;

/** Terms made by the flows' user, in order; `live` when nothing in ledger or records has ended them. */
export const termEffects = once((scene: Scene): TermEffect[] => {
  const found: TermEffect[] = [];
  const current = new Map<string, TermEffect>();
  for (const entry of scene.ledger) {
    const key = `${entry.partyId}|${entry.itemId}`;
    if (entry.kind === 'subscription.created' || entry.kind === 'subscription.termAdded') {
      if (entry.user !== scene.apiUser) continue;
      const effect: TermEffect = {
        door: entry.packageId !== undefined ? 'import' : entry.billingLogKey !== undefined ? 'renewal' : 'sale',
        partyId: entry.partyId ?? '',
        itemId: entry.itemId ?? '',
        begin: entry.termBegin ?? '',
        amount: entry.amount ?? '0.00',
        ...(entry.groupId ? { groupId: entry.groupId } : {}),
        ...(entry.orderId ? { orderId: entry.orderId } : {}),
        base: (entry.after as Partial<SubscriptionRecord> | undefined)?.isMemberComponent ?? false,
        seq: entry.seq,
        live: true,
      };
      found.push(effect);
      current.set(key, effect);
    } else if (/^subscription\.(ended|changed|restored)$/.test(entry.kind)) {
      const effect = current.get(key);
      if (effect) effect.live = stands(entry.after as Partial<SubscriptionRecord> | undefined, effect.begin);
    }
  }
  // The records have the last word on the newest term of each row.
  for (const [key, effect] of current) {
    if (!stands(scene.after.subscriptions[key], effect.begin)) effect.live = false;
  }
  return found;
});

const paymentKinds = ['payment.applied', 'payment.pending', 'payment.charged', 'credit.created'];

/** Payments made by the flows' user; voided, reversed and refunded ones do not live any more. */
export const paymentEffects = once((scene: Scene): PaymentEffect[] => {
  const found = new Map<string, PaymentEffect>();
  for (const entry of scene.ours) {
    if (!paymentKinds.includes(entry.kind) || !entry.paymentId) continue;
    const status = scene.after.payments[entry.paymentId]?.status;
    const effect: PaymentEffect = found.get(entry.paymentId) ?? {
      paymentId: entry.paymentId,
      reference: entry.reference ?? '',
      lines: new Map(),
      parties: new Set(),
      applied: false,
      imported: entry.packageId !== undefined,
      seq: entry.seq,
      live: status !== 1 && status !== 4 && status !== 6,
    };
    found.set(entry.paymentId, effect);
    if (entry.partyId) effect.parties.add(entry.partyId);
    if (entry.invoiceId) {
      const line = entry.invoiceLineId ?? '*';
      effect.lines.set(entry.invoiceId, (effect.lines.get(entry.invoiceId) ?? new Set()).add(line));
    }
    if (entry.kind === 'payment.applied' || entry.kind === 'payment.pending') effect.applied = true;
    if (entry.kind === 'credit.created') effect.surplus = entry.amount ?? '0.00';
  }
  const voided = new Set(
    scene.ledger
      .filter((one) => one.kind === 'payment.voided' || one.kind === 'payment.reversed')
      .map((one) => one.paymentId),
  );
  for (const effect of found.values()) if (voided.has(effect.paymentId)) effect.live = false;
  return [...found.values()];
});

/** Groups that the flows' user put a party in, and where the party is now though it was not before. */
export function chapterEffects(scene: Scene): { partyId: string; groupId: string; seq: number }[] {
  const last = new Map<string, LedgerEntry>();
  for (const entry of scene.ledger) {
    if (/^chapter\.(added|reactivated|removed)$/.test(entry.kind)) last.set(`${entry.groupId}:${entry.partyId}`, entry);
  }
  const found: { partyId: string; groupId: string; seq: number }[] = [];
  for (const [key, entry] of last) {
    const now = scene.after.groupMembers[key]?.isActive ?? false;
    const then = scene.before.groupMembers[key]?.isActive ?? false;
    if (entry.user === scene.apiUser && now && !then && entry.kind !== 'chapter.removed') {
      found.push({ partyId: entry.partyId ?? '', groupId: entry.groupId ?? '', seq: entry.seq });
    }
  }
  return found;
}
