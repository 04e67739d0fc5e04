import { leaversOf } from './askers.js';
import { foreignCarts } from './carts.js';
import { changesOfOthers } from './changes.js';
import { balanceOf } from './effects.js';
import type { Scene } from './effects.js';
import type { SubscriptionRecord } from '../world/model.js';
import { finding, foreignLines, invoicesTakenBack, mayChange } from './undone-invoices.js';
import { ofParty, ofRow } from './touched.js';
import type { Finding } from './types.js';

function chapters(scene: Scene): Finding[] {
  const found: Finding[] = [];
  for (const [key, former] of Object.entries(scene.before.groupMembers)) {
    const { partyId, groupId } = former;
    const where = { partyId, groupId };
    const now = scene.after.groupMembers[key];
    const ours = ofParty(scene, partyId).filter((one) => one.groupId === groupId && one.kind.startsWith('chapter.'));
    if (ours.length === 0) continue;
    const asked = leaversOf(scene, partyId, groupId).some(mayChange);
    if (former.isActive && !now?.isActive && !asked) {
      found.push(
        finding(
          `Party ${partyId} was in ${groupId} before and is not any more, though no flow was to take it out.`,
          where,
        ),
      );
    }
    const joined = scene.claims.some(
      (claim) => mayChange(claim) && claim.joins.some((one) => one.partyId === partyId && one.groupId === groupId),
    );
    const changed = now && former.isActive === now.isActive && former.joinDate !== now.joinDate;
    if (!asked && !joined && changed) {
      found.push(finding(`The membership of party ${partyId} in ${groupId} has another join date than before.`, where));
    }
  }
  for (const [partyId, former] of Object.entries(scene.before.parties)) {
    const now = scene.after.parties[partyId];
    if (!now || ofParty(scene, partyId).length === 0) continue;
    const mine = scene.claims.filter((claim) => claim.parties.includes(partyId) && mayChange(claim));
    const moves = mine.some(
      (claim) => claim.joins.length + claim.leaves.length > 0 || claim.report.flow === 'updateMember',
    );
    if (former.chapter !== now.chapter && !moves) {
      const sentence = `Chapter of party ${partyId} was ${former.chapter || 'empty'} before and is ${now.chapter || 'empty'}.`;
      found.push(finding(sentence, { partyId }));
    }
    const retypes = mine.some((claim) => ['updateMember', 'joinMember'].includes(claim.report.flow));
    if (former.customerType !== now.customerType && !retypes) {
      found.push(
        finding(`Customer type of party ${partyId} was ${former.customerType} before and is ${now.customerType}.`, {
          partyId,
        }),
      );
    }
  }
  return found;
}

/** Members of a row that an undo has to bring back. The amount billed may be 0 instead, if the row owes the same. */
const restored = [
  'status',
  'billBegin',
  'billThrough',
  'paidThru',
  'cancelledAsOf',
  'billToPartyId',
  'sourceCode',
] as const;

function rowChanges(former: SubscriptionRecord, now: SubscriptionRecord | undefined): string[] {
  if (!now) return ['the row itself'];
  const names: string[] = restored.filter((name) => (former[name] ?? '') !== (now[name] ?? ''));
  if (!balanceOf(former).equals(balanceOf(now))) names.push('balance');
  return names;
}

function rows(scene: Scene): Finding[] {
  const found: Finding[] = [];
  for (const [key, former] of Object.entries(scene.before.subscriptions)) {
    const { partyId, itemId } = former;
    const touched = ofRow(scene, partyId, itemId);
    if (touched.length === 0) continue;
    const names = rowChanges(former, scene.after.subscriptions[key]);
    if (names.length === 0) continue;
    // Paying and taking back change balance and PaidThru only; whether that was right is judged as orphan or duplicate.
    const paid = touched.some((one) => /^payment\.(applied|reversed|refunded)$/.test(one.kind));
    const rest = paid ? names.filter((name) => name !== 'balance' && name !== 'paidThru') : names;
    const staff = scene.ledger.some(
      (one) => one.user !== scene.apiUser && one.partyId === partyId && one.itemId === itemId,
    );
    if (rest.length === 0 || staff) continue;
    const asked = scene.claims.some(
      (claim) =>
        mayChange(claim) &&
        (claim.sells.some((one) => (one.partyId ?? partyId) === partyId && (one.itemId ?? itemId) === itemId) ||
          claim.modifies.some((one) => one.partyId === partyId && (one.itemId ?? itemId) === itemId) ||
          claim.joins.some((one) => one.partyId === partyId && one.groupId === itemId) ||
          claim.leaves.some((one) => one.partyId === partyId && one.groupId === itemId)),
    );
    if (asked) continue;
    const sentence = `The subscription of party ${partyId} to ${itemId} that was there before has changed: ${rest.join(', ')}.`;
    found.push(finding(sentence, { partyId, itemId, ledgerSeq: touched.map((one) => one.seq) }));
  }
  return found;
}

/** What stood before and was changed or removed by flows that were not asked to, or say that they undid. */
export function findUndoneBefore(scene: Scene): Finding[] {
  return [
    ...chapters(scene),
    ...rows(scene),
    ...invoicesTakenBack(scene),
    ...foreignLines(scene),
    ...foreignCarts(scene),
    ...changesOfOthers(scene),
  ];
}
