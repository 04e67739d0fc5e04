import { Decimal } from 'decimal.js';
import { paymentEffects, sellersOf, termEffects } from './effects.js';
import type { PaymentEffect, Scene } from './effects.js';
import type { Finding } from './types.js';

const finding = (sentence: string, where: Partial<Finding> = {}): Finding => ({
  kind: 'duplicate',
  sentence,
  ...where,
});

function overlap(a: Set<string>, b: Set<string>): boolean {
  return a.has('*') || b.has('*') || [...a].some((line) => b.has(line));
}

/** Two payments with one reference on the same line of an invoice: one act, money taken twice. */
function paidTwice(payments: PaymentEffect[]): Finding[] {
  const found: Finding[] = [];
  for (const [index, one] of payments.entries()) {
    for (const other of payments.slice(index + 1)) {
      if (one.reference !== other.reference) continue;
      for (const [invoiceId, lines] of one.lines) {
        const others = other.lines.get(invoiceId);
        if (!others || !overlap(lines, others)) continue;
        const sentence = `Invoice ${invoiceId} was paid twice with reference "${one.reference}": payments ${one.paymentId} and ${other.paymentId}.`;
        found.push(finding(sentence, { invoiceId, ledgerSeq: [one.seq, other.seq] }));
      }
    }
  }
  return found;
}

/** Money taken above what was owed. A card charge that was never applied is not judged here but as an orphan. */
function paidTooMuch(scene: Scene, payments: PaymentEffect[]): Finding[] {
  const found: Finding[] = [];
  for (const one of payments) {
    const charged = scene.ours.some((entry) => entry.kind === 'payment.charged' && entry.paymentId === one.paymentId);
    if (one.surplus === undefined || (charged && !one.applied)) continue;
    const sentence = `Payment ${one.paymentId} took ${one.surplus} more than was owed.`;
    found.push(finding(sentence, { ledgerSeq: [one.seq] }));
  }
  const billed = new Map<string, Decimal>();
  const paid = new Map<string, Decimal>();
  const add = (map: Map<string, Decimal>, id: string, amount: string | undefined): void => {
    map.set(id, (map.get(id) ?? new Decimal(0)).plus(amount ?? 0));
  };
  for (const invoice of Object.values(scene.before.invoices)) {
    billed.set(invoice.invoiceId, new Decimal(invoice.balance).minus(invoice.pending));
  }
  const living = new Set(payments.map((one) => one.paymentId));
  const touched = new Set<string>();
  for (const entry of scene.ledger) {
    if (!entry.invoiceId) continue;
    if (entry.kind === 'invoice.created' || entry.kind === 'invoice.lineAdded')
      add(billed, entry.invoiceId, entry.amount);
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
      finding(`Invoice ${invoiceId} was owed ${owed.toFixed(2)} and was paid ${got.toFixed(2)}.`, { invoiceId }),
    );
  }
  return found;
}

/** One term made twice, or a further term that nobody asked for beside one that was asked for. */
function termsTwice(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const live = new Map<string, number>();
  const terms = termEffects(scene).filter((term) => !term.groupId);
  for (const entry of scene.ledger) {
    const key = `${entry.partyId}|${entry.itemId}`;
    const where = { partyId: entry.partyId ?? '', itemId: entry.itemId ?? '' };
    if (/^subscription\.(ended|changed|restored)$/.test(entry.kind)) {
      for (const known of [...live.keys()]) if (known.startsWith(`${key}|`)) live.delete(known);
    }
    if (entry.kind !== 'subscription.created' && entry.kind !== 'subscription.termAdded') continue;
    const term = `${key}|${entry.termBegin}`;
    const first = live.get(term);
    if (first !== undefined && entry.user === scene.apiUser) {
      const sentence = `Party ${entry.partyId} got the term of ${entry.itemId} from ${entry.termBegin} twice.`;
      found.push(finding(sentence, { ...where, ledgerSeq: [first, entry.seq] }));
    }
    live.set(term, entry.seq);
  }
  for (const term of terms.filter((one) => one.live || hasLater(terms, one))) {
    if (sellersOf(scene, term).length > 0) continue;
    const others = scene.claims.filter((claim) =>
      claim.sells.some((one) => one.partyId === term.partyId && one.itemId === term.itemId),
    );
    if (others.length === 0) continue;
    const { partyId, itemId, begin, seq } = term;
    const sentence = `Party ${partyId} was billed a further term of ${itemId} from ${begin} that no flow was asked for.`;
    found.push(finding(sentence, { partyId, itemId, ledgerSeq: [seq] }));
  }
  return found;
}

function hasLater(terms: ReturnType<typeof termEffects>, term: ReturnType<typeof termEffects>[number]): boolean {
  return terms.some(
    (one) => one.partyId === term.partyId && one.itemId === term.itemId && one.live && one.seq > term.seq,
  );
}

/** Two invoices that both stand for one term. */
function billedTwice(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const gone = new Set(scene.ledger.filter((one) => one.kind === 'invoice.reversed').map((one) => one.invoiceId));
  const first = new Map<string, { invoiceId: string; seq: number }>();
  for (const entry of scene.ours) {
    const { invoiceId, partyId, itemId, termBegin } = entry;
    if (!/^invoice\.(created|lineAdded)$/.test(entry.kind) || !invoiceId || !termBegin || gone.has(invoiceId)) continue;
    if (!scene.after.invoices[invoiceId]) continue;
    const key = `${partyId}|${itemId}|${termBegin}`;
    const known = first.get(key);
    if (known && known.invoiceId !== invoiceId) {
      const sentence = `The term of ${itemId} from ${termBegin} of party ${partyId} stands on two invoices, ${known.invoiceId} and ${invoiceId}.`;
      found.push(finding(sentence, { invoiceId, ledgerSeq: [known.seq, entry.seq], ...(partyId ? { partyId } : {}) }));
    }
    first.set(key, { invoiceId, seq: entry.seq });
  }
  return found;
}

/** A chapter added on top of itself; an invoice reversed or written off twice. */
function repeated(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const adjusted = new Map<string, number>();
  const members = new Map<string, boolean>();
  for (const [key, member] of Object.entries(scene.before.groupMembers)) members.set(key, member.isActive);
  for (const entry of scene.ledger) {
    const key = `${entry.groupId}:${entry.partyId}`;
    const ours = entry.user === scene.apiUser;
    const where = { partyId: entry.partyId ?? '', groupId: entry.groupId ?? '', ledgerSeq: [entry.seq] };
    const joined = /^chapter\.(added|reactivated|merged)$/.test(entry.kind);
    if (joined && ours && (members.get(key) || entry.kind === 'chapter.merged')) {
      found.push(
        finding(`Party ${entry.partyId} was added to ${entry.groupId} though it was a member already.`, where),
      );
    }
    if (joined) members.set(key, true);
    if (entry.kind === 'chapter.removed') members.set(key, false);
    if (/^invoice\.(reversed|writtenOff)$/.test(entry.kind) && ours && entry.invoiceId) {
      const before = adjusted.get(entry.invoiceId);
      const sentence = `Invoice ${entry.invoiceId} was reversed or written off twice.`;
      if (before) found.push(finding(sentence, { invoiceId: entry.invoiceId, ledgerSeq: [before, entry.seq] }));
      adjusted.set(entry.invoiceId, entry.seq);
    }
  }
  return found;
}

/** Effects made twice for one business act. */
export function findDuplicates(scene: Scene): Finding[] {
  const payments = paymentEffects(scene).filter((one) => one.live);
  return [
    ...paidTwice(payments),
    ...paidTooMuch(scene, payments),
    ...termsTwice(scene),
    ...billedTwice(scene),
    ...repeated(scene),
  ];
}
