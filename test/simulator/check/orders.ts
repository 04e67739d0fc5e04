import { Decimal } from 'decimal.js';
import { sellersOf } from './askers.js';
import type { Claim } from './claims.js';
import { balanceOf, termEffects } from './effects.js';
import type { Scene, TermEffect } from './effects.js';
import { buysByOrder } from './order-claims.js';
import { duplicate } from './paid-twice.js';
import { normal, stated } from './result.js';
import { othersActed } from './touched.js';
import type { Finding } from './types.js';
import { lie } from './words.js';

/** Terms by orders that stand, or that a later term of the same row has followed. */
function boughtTerms(scene: Scene): TermEffect[] {
  const terms = termEffects(scene).filter((term) => term.orderId !== undefined);
  const follows = (one: TermEffect, other: TermEffect): boolean =>
    other.live && other.seq > one.seq && other.partyId === one.partyId && other.itemId === one.itemId;
  return terms.filter((term) => term.live || terms.some((other) => follows(term, other)));
}

/** One item bought more often than flows were asked to: without a day each order begins the next term. */
export function boughtTwice(scene: Scene): Finding[] {
  const byRow = new Map<string, TermEffect[]>();
  for (const term of boughtTerms(scene)) {
    const key = `${term.partyId}|${term.itemId}`;
    byRow.set(key, [...(byRow.get(key) ?? []), term]);
  }
  return [...byRow.values()].flatMap((terms) => {
    const [{ partyId, itemId } = { partyId: '', itemId: '' }] = terms;
    const asked = new Set(terms.flatMap((term) => sellersOf(scene, term)));
    if (asked.size === 0 || terms.length <= asked.size) return [];
    const sentence = `Party ${partyId} bought ${itemId} ${terms.length} times, and ${asked.size} flows were asked for it.`;
    return [duplicate(sentence, { partyId, itemId, ledgerSeq: terms.map((one) => one.seq) })];
  });
}

/** Terms of this claim's party that an order of the flows made and this claim may have asked for. */
const ownTerms = (scene: Scene, claim: Claim): TermEffect[] =>
  boughtTerms(scene).filter((term) => sellersOf(scene, term).includes(claim));

/** A completed order that was to be paid at once must not leave a line open, dues that came by themselves among them. */
function unpaid(scene: Scene, claim: Claim): Finding[] {
  if (!claim.pays) return [];
  return ownTerms(scene, claim).flatMap(({ partyId, itemId, begin }) => {
    const row = scene.after.subscriptions[`${partyId}|${itemId}`];
    if (othersActed(scene, partyId) || row?.billBegin !== begin) return [];
    const open = balanceOf(row).minus(row.pendingAmount).minus(row.previousBalance);
    if (open.lte(0)) return [];
    return [lie(claim, `is completed with a payment but ${open.toFixed(2)} of ${itemId} is owed`, { partyId, itemId })];
  });
}

/** Every invoice that the report names has a line of what was ordered. */
function invoices(scene: Scene, claim: Claim): Finding[] {
  const rows = claim.sells.map(({ partyId, itemId }) => ({ partyId, itemId }));
  return claim.invoiceIds.flatMap((invoiceId) => {
    const lines = (scene.after.invoices[invoiceId] ?? scene.before.invoices[invoiceId])?.lines ?? [];
    const named = lines.some((line) =>
      rows.some((row) => row.partyId === line.shipTo && (row.itemId ?? line.itemId) === line.itemId),
    );
    const written = scene.ledger.some(
      (entry) => entry.invoiceId === invoiceId && rows.some((row) => row.partyId === entry.partyId),
    );
    if (named || written) return [];
    return [lie(claim, `names invoice ${invoiceId}, which holds nothing of the order`, { invoiceId })];
  });
}

/** Joining: dues stand, JoinDate is set, the customer type has moved, and both are as stated. */
function joined(scene: Scene, claim: Claim): Finding[] {
  if (claim.report.flow !== 'joinMember') return [];
  const [partyId = ''] = claim.parties;
  const now = scene.after.parties[partyId];
  const former = scene.before.parties[partyId];
  const where = { partyId };
  const found: Finding[] = [];
  const rows = Object.values(scene.after.subscriptions).filter((row) => row.partyId === partyId && row.status === 0);
  if (!rows.some((row) => row.isMemberComponent))
    found.push(lie(claim, `is completed but party ${partyId} has no dues`, where));
  if (!now || othersActed(scene, partyId)) return found;
  if (!now.joinDate) found.push(lie(claim, `is completed but JoinDate of party ${partyId} is empty`, where));
  if (!former?.joinDate && former?.customerType === now.customerType) {
    found.push(lie(claim, `is completed but party ${partyId} is still of customer type ${now.customerType}`, where));
  }
  for (const [name, value] of [
    ['joinDate', now.joinDate ?? ''],
    ['customerType', now.customerType],
  ] as const) {
    const word = stated(claim.report, name);
    if (word === undefined || word === normal(value)) continue;
    found.push(lie(claim, `states ${name} ${word} but the record shows ${value || 'none'}`, where));
  }
  return found;
}

/** The total that the report states is that of an order on file. */
function total(scene: Scene, claim: Claim): Finding[] {
  const word = stated(claim.report, 'orderTotal');
  const orders = Object.values(scene.after.orders).filter((one) => claim.parties.includes(one.soldTo));
  if (word === undefined || orders.length === 0) return [];
  if (orders.some((one) => new Decimal(one.total).eq(word))) return [];
  return [lie(claim, `states an order of ${word}; on file is ${orders.map((one) => one.total).join(', ')}`)];
}

/** `result.terms` lists each item with its term: as on its row, unless somebody else had to do with the party. */
function terms(scene: Scene, claim: Claim): Finding[] {
  const [partyId = ''] = claim.parties;
  const { terms: listed } = (claim.report.result ?? {}) as { terms?: unknown };
  const alone = scene.claims.every((one) => one === claim || !one.parties.includes(partyId));
  if (!Array.isArray(listed) || !alone || othersActed(scene, partyId)) return [];
  return (listed as Record<string, unknown>[]).flatMap((said) => {
    const itemId = String(said.itemId);
    const row = scene.after.subscriptions[`${partyId}|${itemId}`];
    return (['billBegin', 'billThrough', 'paidThru'] as const).flatMap((name) => {
      const word = said[name];
      if (word === undefined || word === null || normal(word) === normal(row?.[name])) return [];
      const truth = row?.[name] ?? 'none';
      return [
        lie(claim, `states ${name} ${normal(word)} of ${itemId} but the record shows ${truth}`, { partyId, itemId }),
      ];
    });
  });
}

/** What the submit of an order says of itself: `done` needs an order on file, `already-done` by another another flow. */
export function orderSteps(scene: Scene, claim: Claim): Finding[] {
  if (!buysByOrder(claim.report.flow)) return [];
  const placed = scene.ours.some((one) => one.kind === 'order.placed' && claim.parties.includes(one.partyId ?? ''));
  const own = ownTerms(scene, claim);
  const rivals = own.flatMap((term) => sellersOf(scene, term)).filter((one) => one !== claim);
  const submits = (claim.report.steps ?? []).filter((step) => step.kind === 'pivot' && /order|submit/i.test(step.name));
  return submits.flatMap((step) => {
    if (step.outcome === 'done' && !placed) {
      return [lie(claim, `says that step "${step.name}" is done but no order of the party was placed`)];
    }
    const blames = step.outcome === 'already-done' && step.owner === 'other';
    if (!blames || own.length === 0 || rivals.length > 0) return [];
    return [lie(claim, 'says that another bought what it was asked for, but no other flow was asked to')];
  });
}

/** Words of a flow that bought by an order and says that it is completed. */
export function orderWords(scene: Scene, claim: Claim): Finding[] {
  if (!buysByOrder(claim.report.flow)) return [];
  return [
    ...unpaid(scene, claim),
    ...invoices(scene, claim),
    ...joined(scene, claim),
    ...total(scene, claim),
    ...terms(scene, claim),
  ];
}
