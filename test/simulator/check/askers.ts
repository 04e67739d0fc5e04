import type { Claim } from './claims.js';
import type { PaymentEffect, Scene, TermEffect } from './effects.js';
import { once } from './once.js';

/** Claims by the party they may bill, and those that may bill anybody. */
const sellers = once((scene: Scene) => {
  const anybody: Claim[] = [];
  const byParty = new Map<string, Claim[]>();
  for (const claim of scene.claims) {
    const parties = new Set(claim.sells.map((one) => one.partyId));
    if (parties.has(undefined)) anybody.push(claim);
    else for (const id of parties) byParty.set(id ?? '', [...(byParty.get(id ?? '') ?? []), claim]);
  }
  return { anybody, byParty };
});

/** Claims that may bill this party something. */
export const billersOf = (scene: Scene, partyId: string): Claim[] => [
  ...(sellers(scene).byParty.get(partyId) ?? []),
  ...sellers(scene).anybody,
];

/** Claims that were asked to make this term, by the same door. A claim without begin allows one term of any date. */
export function sellersOf(scene: Scene, term: TermEffect): Claim[] {
  return billersOf(scene, term.partyId).filter((claim) =>
    claim.sells.some(
      (one) =>
        (one.by ?? 'sale') === term.door &&
        (one.partyId ?? term.partyId) === term.partyId &&
        (one.itemId ?? term.itemId) === term.itemId &&
        (one.begin ?? term.begin) === term.begin &&
        (!one.base || term.base),
    ),
  );
}

const payers = once((scene: Scene) => {
  const known = new WeakMap<PaymentEffect, Claim[]>();
  const asked = scene.claims.filter((claim) => claim.pays);
  return (payment: PaymentEffect): Claim[] => {
    const before = known.get(payment);
    if (before) return before;
    const exact = asked.filter(
      (claim) =>
        claim.invoiceIds.some((id) => payment.lines.has(id)) ||
        (claim.reference !== undefined && claim.reference === payment.reference) ||
        // Asked to pay whatever is open, a flow names no invoice: its report names the payment.
        (claim.input.allOpen === true && claim.report.ids?.['paymentReference'] === payment.reference),
    );
    const byParty = asked.filter((claim) => claim.parties.some((id) => payment.parties.has(id)));
    const anybody = asked.filter((claim) => claim.sells.some((one) => one.by === 'renewal' && !one.partyId));
    const found = [exact, byParty, anybody].find((some) => some.length > 0) ?? [];
    known.set(payment, found);
    return found;
  };
});

/**
 * Claims that were asked to make this payment: same invoice, same reference, or same party with a payment; a run of
 * renewals with a payment may pay for anybody.
 */
export const payersOf = (scene: Scene, payment: PaymentEffect): Claim[] => payers(scene)(payment);

/** Claims that were asked to put the party in the group. */
export const joinersOf = (scene: Scene, partyId: string, groupId: string): Claim[] =>
  scene.claims.filter((claim) => claim.joins.some((one) => one.partyId === partyId && one.groupId === groupId));

/** Claims that were asked to take the party out of the group. */
export const leaversOf = (scene: Scene, partyId: string, groupId: string): Claim[] =>
  scene.claims.filter((claim) => claim.leaves.some((one) => one.partyId === partyId && one.groupId === groupId));
