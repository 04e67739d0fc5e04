import type { Actor } from '../ledger.js';
import type { PartyRecord, SubscriptionRecord } from './model.js';
import { rowKey } from './store.js';
import type { Store } from './store.js';

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined ? b : b === undefined || a > b ? a : b;

/** Puts a changed party and stamps who did it and when. */
export function touchParty(store: Store, actor: Actor, party: PartyRecord): PartyRecord {
  return store.parties.put(party.partyId, { ...party, updatedBy: actor.user, updatedOn: new Date().toISOString() });
}

/** Puts a changed row and stamps who did it and when. */
export function touchRow(store: Store, actor: Actor, row: SubscriptionRecord): SubscriptionRecord {
  const stamped = { ...row, updatedBy: actor.user, lastUpdated: new Date().toISOString() };
  return store.subscriptions.put(rowKey(row.partyId, row.itemId), stamped);
}

/**
 * A term is paid: PaidThru of the row goes to the end of the term, and for the primary fee product of a billable
 * customer type PaidThruDate and RenewedThruDate of the party follow (RESTRICTED flow 1). Dates never move back here.
 */
export function termPaid(store: Store, actor: Actor, row: SubscriptionRecord, through: string | undefined): void {
  const paidThru = later(row.paidThru, through);
  touchRow(store, actor, { ...row, ...(paidThru ? { paidThru } : {}) });
  const party = store.parties.get(row.partyId);
  const type = party && store.customerTypeOf(party);
  if (!party || !type?.billable || type.primaryItem !== row.itemId || !through) return;
  const before = { paidThru: party.paidThru, renewedThru: party.renewedThru };
  const after = { paidThru: later(party.paidThru, through), renewedThru: later(party.renewedThru, through) };
  if (before.paidThru === after.paidThru && before.renewedThru === after.renewedThru) return;
  touchParty(store, actor, { ...party, ...after } as PartyRecord);
  store.effect(actor, 'party.datesMoved', { partyId: party.partyId, itemId: row.itemId, before, after });
}
