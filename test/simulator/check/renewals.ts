import type { LedgerEntry } from '../ledger.js';
import type { Scene } from './effects.js';
import { duplicate } from './paid-twice.js';
import type { Finding } from './types.js';

/** What the ledger says was billed by renewals. */
export const billedEntries = (scene: Scene): LedgerEntry[] =>
  scene.ledger.filter((entry) => entry.kind === 'renewal.billed');

/**
 * A member billed once more for nothing: the term begins after the effective date, so that the member was billed
 * through that date already. The same term billed twice is found with all other terms. And a batch posted twice.
 */
export function renewedTwice(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const posted = new Map<string, number>();
  for (const entry of scene.ours) {
    const { partyId = '', itemId = '', termBegin = '', effectiveDate, batchId, seq } = entry;
    if (entry.kind === 'renewal.billed' && effectiveDate && termBegin > effectiveDate) {
      const sentence = `Party ${partyId} was billed ${itemId} from ${termBegin} though it was billed through ${effectiveDate} already.`;
      found.push(duplicate(sentence, { partyId, itemId, ledgerSeq: [seq] }));
    }
    if (entry.kind !== 'batch.posted' || batchId === undefined) continue;
    const first = posted.get(batchId);
    if (first !== undefined) {
      found.push(duplicate(`Batch ${batchId} was posted twice.`, { ledgerSeq: [first, seq] }));
    }
    posted.set(batchId, seq);
  }
  return found;
}

/** Batches of the flows' user that were posted with entries of somebody else in them. */
export function entriesOfOthers(scene: Scene): Finding[] {
  const strange = new Map<string, number>();
  for (const entry of scene.ledger) {
    if (entry.kind === 'batch.entryAdded' && entry.user !== scene.apiUser) strange.set(entry.batchId ?? '', entry.seq);
  }
  return scene.ours.flatMap((entry) => {
    const seq = entry.kind === 'batch.posted' ? strange.get(entry.batchId ?? '') : undefined;
    if (seq === undefined || seq > entry.seq) return [];
    const sentence = `Batch ${entry.batchId} was posted with entries of others in it.`;
    return [{ kind: 'orphan', sentence, ledgerSeq: [seq, entry.seq] }];
  });
}
