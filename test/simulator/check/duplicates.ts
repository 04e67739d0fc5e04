import { billersOf, sellersOf } from './askers.js';
import { paymentEffects, termEffects } from './effects.js';
import type { Scene } from './effects.js';
import { boughtTwice } from './orders.js';
import { importedTwice } from './imports.js';
import { renewedTwice } from './renewals.js';
import { duplicate as finding, paidTooMuch, paidTwice } from './paid-twice.js';
import { takenBackTwice } from './take-backs.js';
import type { Finding } from './types.js';

/** One term made twice, or a further term that nobody asked for beside one that was asked for. */
function termsTwice(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const live = new Map<string, Map<string, number>>();
  const terms = termEffects(scene).filter((term) => !term.groupId && term.door !== 'import');
  for (const entry of scene.ledger) {
    const key = `${entry.partyId}|${entry.itemId}`;
    const where = { partyId: entry.partyId ?? '', itemId: entry.itemId ?? '' };
    if (/^subscription\.(ended|changed|restored)$/.test(entry.kind)) {
      live.delete(key);
    }
    if (entry.kind !== 'subscription.created' && entry.kind !== 'subscription.termAdded') continue;
    const known = live.get(key) ?? new Map<string, number>();
    const first = known.get(entry.termBegin ?? '');
    if (first !== undefined && entry.user === scene.apiUser) {
      const sentence = `Party ${entry.partyId} got the term of ${entry.itemId} from ${entry.termBegin} twice.`;
      found.push(finding(sentence, { ...where, ledgerSeq: [first, entry.seq] }));
    }
    live.set(key, known.set(entry.termBegin ?? '', entry.seq));
  }
  for (const term of terms.filter((one) => one.live || hasLater(terms, one))) {
    if (sellersOf(scene, term).length > 0) continue;
    const others = billersOf(scene, term.partyId).filter((claim) =>
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
    ...importedTwice(scene),
    ...renewedTwice(scene),
    ...boughtTwice(scene),
    ...takenBackTwice(scene),
  ];
}
