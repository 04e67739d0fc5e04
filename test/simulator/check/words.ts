import { payersOf, sellersOf } from './askers.js';
import { nameOf, saysNothingStands } from './claims.js';
import type { Claim } from './claims.js';
import { chapterEffects, paymentEffects, termEffects } from './effects.js';
import type { Scene } from './effects.js';
import { normal } from './result.js';
import { othersActed } from './touched.js';
import type { Finding } from './types.js';

/** A finding about the word of one flow. */
export const lie = (claim: Claim, what: string, where: Partial<Finding> = {}): Finding => ({
  kind: 'falseWord',
  sentence: `${nameOf(claim)} ${what}.`,
  ...(claim.report.workflowId ? { workflowId: claim.report.workflowId } : {}),
  ...where,
});

/** A chapter change said to be completed. */
export function chapterWords(scene: Scene, claim: Claim): Finding[] {
  const found: Finding[] = [];
  const active = (groupId: string, partyId: string): boolean =>
    scene.after.groupMembers[`${groupId}:${partyId}`]?.isActive ?? false;
  const rivals = scene.claims.filter((one) => one !== claim);
  for (const { partyId, groupId } of claim.joins) {
    const left = rivals.some((one) => one.leaves.some((l) => l.partyId === partyId && l.groupId === groupId));
    if (active(groupId, partyId) || left || othersActed(scene, partyId)) continue;
    found.push(lie(claim, `is completed but party ${partyId} is not in ${groupId}`, { partyId, groupId }));
  }
  for (const { partyId, groupId } of claim.leaves) {
    const joined = rivals.some((one) => one.joins.some((j) => j.partyId === partyId && j.groupId === groupId));
    if (!active(groupId, partyId) || joined || othersActed(scene, partyId)) continue;
    found.push(lie(claim, `is completed but party ${partyId} is still in ${groupId}`, { partyId, groupId }));
  }
  return found;
}

/** A change of a subscription said to be completed: every member of `set` must be on the row. */
export function modifyWords(scene: Scene, claim: Claim): Finding[] {
  if (scene.claims.some((one) => one !== claim && one.parties.some((id) => claim.parties.includes(id)))) return [];
  return claim.modifies.flatMap(({ partyId, itemId, set }) => {
    const row = itemId ? scene.after.subscriptions[`${partyId}|${itemId}`] : undefined;
    if (!itemId || othersActed(scene, partyId)) return [];
    if (!row)
      return [lie(claim, `is completed but party ${partyId} has no subscription to ${itemId}`, { partyId, itemId })];
    const fields = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
    return Object.entries(set).flatMap(([name, value]) => {
      const field = name.toLowerCase();
      const present = fields.get(field);
      const known = fields.has(field) || ['cancelledasof', 'sourcecode', 'billdate', 'paidthru'].includes(field);
      const wanted =
        field === 'status'
          ? ({ active: '0.00', inactive: '1.00' }[String(value).toLowerCase()] ?? normal(value))
          : normal(value);
      if (!known || wanted === normal(present)) return [];
      return [
        lie(claim, `is completed but ${name} is ${normal(present) || 'empty'}, not ${wanted}`, { partyId, itemId }),
      ];
    });
  });
}

/** A verdict that says nothing stands, while something does that only this flow can have made. */
export function denials(scene: Scene, claim: Claim): Finding[] {
  const found: Finding[] = [];
  const mine = (makers: Claim[]): boolean =>
    makers.length > 0 && makers.every((one) => saysNothingStands(one.report)) && makers.includes(claim);
  for (const term of termEffects(scene).filter((one) => one.live && !one.groupId && one.door !== 'import')) {
    const { partyId, itemId, begin } = term;
    if (mine(sellersOf(scene, term)))
      found.push(lie(claim, `denies the subscription to ${itemId} from ${begin} that stands`, { partyId, itemId }));
  }
  for (const payment of paymentEffects(scene).filter((one) => one.live && !one.imported)) {
    if (mine(payersOf(scene, payment))) found.push(lie(claim, `denies payment ${payment.paymentId} that stands`));
  }
  for (const { partyId, groupId } of chapterEffects(scene)) {
    const makers = scene.claims.filter((one) =>
      one.joins.some((join) => join.partyId === partyId && join.groupId === groupId),
    );
    if (mine(makers)) found.push(lie(claim, `denies the membership in ${groupId} that stands`, { partyId, groupId }));
  }
  return found;
}
