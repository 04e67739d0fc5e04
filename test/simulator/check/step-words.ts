import { joinersOf, leaversOf, payersOf, sellersOf } from './askers.js';
import { stepsOf, wasUndone } from './claims.js';
import type { Claim } from './claims.js';
import { paymentEffects, termEffects } from './effects.js';
import type { Scene } from './effects.js';
import { wasTakenBack } from './take-backs.js';
import type { Finding, StepReport } from './types.js';

type Lie = (what: string, where?: Partial<Finding>) => Finding;

/** Retriable steps after the pivot may only confirm what is there. */
const acted = (step: StepReport): boolean => step.kind !== 'retriable';

/** The flow says another made it (`already-done`, owner other), but it was the flow's own doing. */
const blamesOthers = (step: StepReport): boolean => step.outcome === 'already-done' && step.owner === 'other';

function saleSteps(scene: Scene, claim: Claim, lie: Lie): Finding[] {
  const [sale] = claim.sells;
  if (!sale?.partyId || !sale.itemId) return [];
  const { partyId, itemId } = sale;
  const where = { partyId, itemId };
  const terms = termEffects(scene).filter((term) => term.partyId === partyId && term.itemId === itemId);
  const own = terms.filter((term) => (sale.begin ?? term.begin) === term.begin);
  return stepsOf(claim, 'subscription').flatMap((step) => {
    if (step.outcome === 'done' && !wasUndone(step) && step.kind !== 'pivot' && acted(step) && own.length === 0) {
      return [lie(`says that step "${step.name}" is done but the ledger has no such subscription`, where)];
    }
    const rivals = own.flatMap((term) => sellersOf(scene, term)).filter((one) => one !== claim);
    if (!blamesOthers(step) || own.length === 0 || rivals.length > 0) return [];
    return [lie(`says that another made the subscription to ${itemId}, but no other flow was asked for it`, where)];
  });
}

function chapterSteps(scene: Scene, claim: Claim, lie: Lie): Finding[] {
  return stepsOf(claim, 'chapter').flatMap((step) => {
    const leaving = /leav|remov|drop/i.test(step.name);
    const [target] = leaving ? claim.leaves : claim.joins;
    if (!target) return [];
    const { partyId, groupId } = target;
    const where = { partyId, groupId };
    const kinds = leaving ? ['chapter.removed'] : ['chapter.added', 'chapter.reactivated'];
    const made = scene.ours.some(
      (one) => kinds.includes(one.kind) && one.partyId === partyId && one.groupId === groupId,
    );
    if (step.outcome === 'done' && !wasUndone(step) && acted(step) && !made) {
      return [lie(`says that step "${step.name}" is done but the ledger has no such change of ${groupId}`, where)];
    }
    const makers = leaving ? leaversOf(scene, partyId, groupId) : joinersOf(scene, partyId, groupId);
    if (!blamesOthers(step) || !made || makers.some((one) => one !== claim)) return [];
    return [lie(`says that another changed ${groupId}, but no other flow was asked to`, where)];
  });
}

function paySteps(scene: Scene, claim: Claim, lie: Lie): Finding[] {
  if (!claim.pays) return [];
  const own = paymentEffects(scene).filter((payment) => payersOf(scene, payment).includes(claim));
  const free = claim.sells.some((sale) => {
    const row = scene.after.subscriptions[`${sale.partyId}|${sale.itemId}`];
    return row?.billedAmount === '0.00';
  });
  return stepsOf(claim, 'payment').flatMap((step) => {
    const back = own.some(({ paymentId }) => wasTakenBack(scene, { paymentId }));
    if (step.outcome === 'done' && acted(step) && !own.some((payment) => payment.live) && !free && !back) {
      return [lie(`says that step "${step.name}" is done but no payment of it stands`)];
    }
    const rivals = own.flatMap((payment) => payersOf(scene, payment)).filter((one) => one !== claim);
    if (!blamesOthers(step) || own.length === 0 || rivals.length > 0) return [];
    return [lie('says that another paid, but no other flow was asked to')];
  });
}

/** Words of single steps: `done` without a record, and own deeds blamed on others. */
export function falseSteps(scene: Scene, claim: Claim, lie: Lie): Finding[] {
  return [...saleSteps(scene, claim, lie), ...chapterSteps(scene, claim, lie), ...paySteps(scene, claim, lie)];
}
