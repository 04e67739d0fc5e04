import { Decimal } from 'decimal.js';
import type { LedgerEntry } from '../ledger.js';
import type { SubscriptionRecord } from '../world/model.js';
import type { PaymentEffect, Scene } from './effects.js';
import type { Finding } from './types.js';

/** A finding of the list of duplicates. */
export const duplicate = (sentence: string, where: Partial<Finding> = {}): Finding => ({
  kind: 'duplicate',
  sentence,
  ...where,
});

function overlap(a: Set<string>, b: Set<string>): boolean {
  return a.has('*') || b.has('*') || [...a].some((line) => b.has(line));
}

/** Two payments with one reference on the same line of an invoice: one act, money taken twice. */
export function paidTwice(payments: PaymentEffect[]): Finding[] {
  const found: Finding[] = [];
  const earlier = new Map<string, PaymentEffect[]>();
  for (const other of payments) {
    const same = earlier.get(other.reference) ?? [];
    for (const one of same) {
      for (const [invoiceId, lines] of one.lines) {
        const others = other.lines.get(invoiceId);
        if (!others || !overlap(lines, others)) continue;
        const sentence = `Invoice ${invoiceId} was paid twice with reference "${one.reference}": payments ${one.paymentId} and ${other.paymentId}.`;
        found.push(duplicate(sentence, { invoiceId, ledgerSeq: [one.seq, other.seq] }));
      }
    }
    earlier.set(other.reference, [...same, other]);
  }
  return found;
}

const isLegacy = (invoiceId: string): boolean => invoiceId.startsWith('CASH:');

type Row = Partial<SubscriptionRecord>;

/**
 * Balances of earlier terms that legacy renewals carried over, by run and row: the row moves before its invoice is made.
 * Where that waits for a batch, the ledger has them in the amount of the invoice itself.
 */
function carriedByRenewals(ledger: readonly LedgerEntry[]): Map<string, string> {
  const carried = new Map<string, string>();
  for (const entry of ledger) {
    const after = entry.after as Row | undefined;
    if (entry.kind !== 'subscription.termAdded' || entry.billingLogKey === undefined || after?.awaitsBatch) continue;
    carried.set(runAndRow(entry), after?.previousBalance ?? '0.00');
  }
  return carried;
}

const runAndRow = ({ billingLogKey, partyId, itemId }: LedgerEntry): string => `${billingLogKey}|${partyId}|${itemId}`;

/** What a legacy invoice came to owe through its rows: a balance carried over, or an edited amount. */
function movedOnLegacy(entry: LedgerEntry): { invoiceId: string; amount: string } | undefined {
  if (!entry.kind.startsWith('subscription.')) return undefined;
  const before = entry.before as Row | undefined;
  const after = entry.after as Row | undefined;
  const invoiceId = after?.invoiceId;
  if (invoiceId === undefined || !isLegacy(invoiceId)) return undefined;
  if (entry.kind === 'subscription.termAdded') return { invoiceId, amount: after?.previousBalance ?? '0.00' };
  if (entry.kind === 'subscription.created' || before?.invoiceId !== invoiceId) return undefined;
  return { invoiceId, amount: new Decimal(after?.billedAmount ?? 0).minus(before.billedAmount ?? 0).toFixed(2) };
}

/** Money taken above what was owed. A card charge that was never applied is not judged here but as an orphan. */
export function paidTooMuch(scene: Scene, payments: PaymentEffect[]): Finding[] {
  const found: Finding[] = [];
  for (const one of payments) {
    const charged = scene.ours.some((entry) => entry.kind === 'payment.charged' && entry.paymentId === one.paymentId);
    if (one.surplus === undefined || (charged && !one.applied)) continue;
    const sentence = `Payment ${one.paymentId} took ${one.surplus} more than was owed.`;
    found.push(duplicate(sentence, { ledgerSeq: [one.seq] }));
  }
  const billed = new Map<string, Decimal>();
  const paid = new Map<string, Decimal>();
  const add = (map: Map<string, Decimal>, id: string, amount: string | undefined): void => {
    map.set(id, (map.get(id) ?? new Decimal(0)).plus(amount ?? 0));
  };
  for (const invoice of Object.values(scene.before.invoices)) {
    billed.set(invoice.invoiceId, new Decimal(invoice.balance).minus(invoice.pending));
  }
  // What is taken back of an earlier payment is owed again; one of this run that is taken back whole is not counted below.
  const opened = (entry: LedgerEntry): void => {
    const earlier = scene.before.payments[entry.paymentId ?? ''] !== undefined;
    const partly = scene.after.payments[entry.paymentId ?? '']?.status === 5;
    if (earlier || partly) add(billed, entry.invoiceId ?? '', entry.amount);
  };
  const living = new Set(payments.map((one) => one.paymentId));
  const touched = new Set<string>();
  const carried = carriedByRenewals(scene.ledger);
  for (const entry of scene.ledger) {
    const moved = movedOnLegacy(entry);
    if (moved) add(billed, moved.invoiceId, moved.amount);
    if (!entry.invoiceId) continue;
    if (/^payment\.(reversed|refunded)$/.test(entry.kind)) opened(entry);
    if (entry.kind === 'invoice.created' || entry.kind === 'invoice.lineAdded') {
      add(billed, entry.invoiceId, entry.amount);
      if (entry.billingLogKey && isLegacy(entry.invoiceId)) add(billed, entry.invoiceId, carried.get(runAndRow(entry)));
    }
    if (entry.kind !== 'payment.applied' && entry.kind !== 'payment.pending') continue;
    const status = scene.after.payments[entry.paymentId ?? '']?.status;
    if (status === 1 || status === 4 || status === 6) continue;
    add(paid, entry.invoiceId, entry.amount);
    if (living.has(entry.paymentId ?? '')) touched.add(entry.invoiceId);
  }
  for (const invoiceId of touched) {
    const owed = billed.get(invoiceId);
    const got = paid.get(invoiceId);
    if (!owed || !got?.gt(owed)) continue;
    found.push(
      duplicate(`Invoice ${invoiceId} was owed ${owed.toFixed(2)} and was paid ${got.toFixed(2)}.`, { invoiceId }),
    );
  }
  return found;
}
