import type { CartEntry, CartRecord } from '../world/model-orders.js';
import { accountsFor, isClosed, nameOf } from './claims.js';
import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import type { Finding } from './types.js';

const entriesOf = (cart: unknown): CartEntry[] => (cart as CartRecord | undefined)?.entries ?? [];

/** Carts and what others had put in them, as the flows' user left them: nothing of others may be removed or bought. */
export function foreignCarts(scene: Scene): Finding[] {
  return scene.ours.flatMap((entry) => {
    const { kind, partyId = '', cartId = '' } = entry;
    if (!kind.startsWith('cart.') || kind === 'cart.created') return [];
    const before = entry.before as CartRecord | undefined;
    // `before` of a Submit names only what was bought.
    const kept = kind === 'cart.submitted' || kind === 'cart.deleted' ? [] : entriesOf(entry.after);
    const gone = entriesOf(before).filter((one) => !kept.some((still) => still.key === one.key));
    const foreign = gone.filter((one) => one.by !== scene.apiUser);
    const where = { partyId, ledgerSeq: [entry.seq] };
    if (foreign.length > 0) {
      const what = kind === 'cart.submitted' ? 'submitted' : 'removed';
      const sentence = `Foreign cart touched: ${foreign.map((one) => one.key).join(', ')} in cart ${cartId} of ${partyId} was ${what}.`;
      return [{ kind: 'undoneBefore', sentence, ...where }];
    }
    if (kind !== 'cart.deleted' || before?.madeBy === scene.apiUser) return [];
    const sentence = `Foreign cart touched: cart ${cartId} of ${partyId}, which no flow had made, was deleted.`;
    return [{ kind: 'undoneBefore', sentence, ...where }];
  });
}

/** A closed flow may leave a cart only where a person chose so; a parked one says in its steps what it did. */
const explains = (claim: Claim): boolean =>
  isClosed(claim.report)
    ? ['completed-with-exceptions', 'partly-compensated'].includes(claim.report.verdict ?? '')
    : accountsFor(claim, 'cart');

/** Carts that a flow made, or filled, and left. */
export function leftCarts(scene: Scene): Finding[] {
  return Object.values(scene.after.carts).flatMap((cart) => {
    const { cartId, userId, entries, madeBy } = cart;
    const former = scene.before.carts[cartId];
    const ours = entries.filter(
      (one) => one.by === scene.apiUser && !entriesOf(former).some((was) => was.key === one.key),
    );
    const empty = entries.length === 0 && madeBy === scene.apiUser && !former;
    if (ours.length === 0 && !empty) return [];
    const claims = scene.claims.filter((claim) => claim.parties.includes(userId));
    if (claims.some(explains)) return [];
    const what = empty ? 'is empty' : `holds ${ours.map((one) => one.key).join(', ')}`;
    const who =
      claims.length > 0 ? `of ${claims.map(nameOf).join(', ')} none accounts for it` : 'no flow was asked for it';
    return [{ kind: 'orphan', sentence: `Cart ${cartId} of ${userId} was left and ${what}; ${who}.`, partyId: userId }];
  });
}
