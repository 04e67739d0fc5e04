import type { LedgerEntry } from '../ledger.js';
import type { Scene } from './effects.js';
import { once } from './once.js';

/** Entries of the flows' user by what they touch, so that thousands of records can be judged. */
const touched = once((scene: Scene) => {
  const found = new Map<string, LedgerEntry[]>();
  const note = (key: string, entry: LedgerEntry): void => {
    const entries = found.get(key);
    if (entries) entries.push(entry);
    else found.set(key, [entry]);
  };
  for (const entry of scene.ours) {
    note(`party ${entry.partyId}`, entry);
    note(`row ${entry.partyId}|${entry.itemId}`, entry);
    note(`invoice ${entry.invoiceId}`, entry);
  }
  return found;
});

const parties = once((scene: Scene) => {
  const others = scene.ledger.filter((entry) => entry.user !== scene.apiUser);
  return new Set(others.map((entry) => entry.partyId));
});

/** What the flows' user did to a party. */
export const ofParty = (scene: Scene, partyId: string): LedgerEntry[] => touched(scene).get(`party ${partyId}`) ?? [];

/** What the flows' user did to a row. */
export const ofRow = (scene: Scene, partyId: string, itemId: string): LedgerEntry[] =>
  touched(scene).get(`row ${partyId}|${itemId}`) ?? [];

/** What the flows' user did with an invoice. */
export const ofInvoice = (scene: Scene, invoiceId: string): LedgerEntry[] =>
  touched(scene).get(`invoice ${invoiceId}`) ?? [];

/** Whether anybody but the flows' user touched a party after the start: then what was read earlier may differ. */
export const othersActed = (scene: Scene, partyId: string): boolean => parties(scene).has(partyId);
