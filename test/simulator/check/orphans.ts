import { Decimal } from 'decimal.js';
import type { LedgerEntry } from '../ledger.js';
import { billersOf, joinersOf, payersOf, sellersOf } from './askers.js';
import { leftCarts } from './carts.js';
import { accountsFor, nameOf } from './claims.js';
import type { Claim, Topic } from './claims.js';
import { chapterEffects, paymentEffects, termEffects } from './effects.js';
import type { Scene } from './effects.js';
import { packagesOfNobody } from './imports.js';
import { entriesOfOthers } from './renewals.js';
import { takenBackByNobody } from './take-backs.js';
import type { Finding } from './types.js';

const finding = (sentence: string, where: Partial<Finding> = {}): Finding => ({ kind: 'orphan', sentence, ...where });

/** A finding when no claim accounts for the effect; the sentence names what the flows say instead. */
export function unaccounted(claims: Claim[], topic: Topic, what: string, where: Partial<Finding>): Finding[] {
  if (claims.some((claim) => accountsFor(claim, topic))) return [];
  const who =
    claims.length === 0 ? 'no flow was asked for it' : `of ${claims.map(nameOf).join(', ')} none accounts for it`;
  const id = claims[0]?.report.workflowId;
  return [finding(`${what}, and ${who}.`, { ...where, ...(id ? { workflowId: id } : {}) })];
}

function standingTerms(scene: Scene): Finding[] {
  return termEffects(scene)
    .filter((term) => term.live && term.door !== 'import')
    .flatMap((term) => {
      const { partyId, itemId, begin, groupId, seq } = term;
      const where = { partyId, itemId, ledgerSeq: [seq] };
      const what = `The subscription of party ${partyId} to ${itemId} from ${begin} stands`;
      if (!groupId) return unaccounted(sellersOf(scene, term), 'subscription', what, where);
      const still = scene.after.groupMembers[`${groupId}:${partyId}`]?.isActive;
      if (still) return [];
      return [finding(`${what} though the chapter that brought it was left.`, { ...where, groupId })];
    });
}

/** Open bills that the flows' user made: an invoice line that owes more than before. */
function openBills(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const billed = new Map<string, LedgerEntry[]>();
  for (const entry of scene.ours) {
    if (entry.packageId !== undefined || !/^(invoice\.(created|lineAdded)|subscription\.changed)$/.test(entry.kind))
      continue;
    const key = `${entry.partyId}|${entry.itemId}`;
    billed.set(key, [...(billed.get(key) ?? []), entry]);
  }
  for (const invoice of Object.values(scene.after.invoices)) {
    for (const line of invoice.lines) {
      const formerly = scene.before.invoices[invoice.invoiceId]?.lines.find(
        (one) => one.invoiceLineId === line.invoiceLineId,
      );
      if (new Decimal(line.balance).lte(0) || new Decimal(line.balance).lte(formerly?.balance ?? 0)) continue;
      const causes = billed.get(`${line.shipTo}|${line.itemId}`) ?? [];
      const cause = causes.find((entry) => (entry.invoiceId ?? invoice.invoiceId) === invoice.invoiceId);
      if (!cause) continue;
      const chapter = /^CHAPT\//.test(line.itemId);
      const claims = chapter
        ? joinersOf(scene, line.shipTo, line.itemId)
        : [
            ...billersOf(scene, line.shipTo).filter((claim) =>
              claim.sells.some(
                (one) => (one.partyId ?? line.shipTo) === line.shipTo && (one.itemId ?? line.itemId) === line.itemId,
              ),
            ),
            ...scene.claims.filter((claim) =>
              claim.modifies.some((one) => one.partyId === line.shipTo && (one.itemId ?? line.itemId) === line.itemId),
            ),
          ];
      const what = `Invoice ${invoice.invoiceId} is open with ${line.balance} for ${line.itemId} of party ${line.shipTo}`;
      const where = { partyId: line.shipTo, itemId: line.itemId, invoiceId: invoice.invoiceId, ledgerSeq: [cause.seq] };
      found.push(...unaccounted(claims, chapter ? 'chapter' : 'subscription', what, where));
    }
  }
  return found;
}

function standingPayments(scene: Scene): Finding[] {
  return paymentEffects(scene)
    .filter((payment) => payment.live && !payment.imported)
    .flatMap((payment) => {
      const [invoiceId] = payment.lines.keys();
      const how = payment.applied ? 'stands' : 'was charged and is applied to nothing';
      const what = `Payment ${payment.paymentId} with reference "${payment.reference}" ${how}`;
      const where = { ledgerSeq: [payment.seq], ...(invoiceId ? { invoiceId } : {}) };
      const claims = payersOf(scene, payment);
      // Money that was taken and not applied must not be behind a flow that says all is well.
      const honest = payment.applied ? claims : claims.filter((claim) => claim.report.verdict !== 'completed');
      return unaccounted(honest, 'payment', what, where);
    });
}

function standingChapters(scene: Scene): Finding[] {
  return chapterEffects(scene).flatMap(({ partyId, groupId, seq }) => {
    const what = `Party ${partyId} is in ${groupId}`;
    return unaccounted(joinersOf(scene, partyId, groupId), 'chapter', what, { partyId, groupId, ledgerSeq: [seq] });
  });
}

const harmless = /^(token|login)\./;

const billToOf = (scene: Scene, invoiceId: string): string =>
  (scene.after.invoices[invoiceId] ?? scene.before.invoices[invoiceId])?.billTo ?? '';

/** Acts on parties that no flow had to do with. */
function strangers(scene: Scene): Finding[] {
  const known = new Set(scene.claims.flatMap((claim) => claim.parties));
  const anyParty = scene.claims.some((claim) => claim.sells.some((one) => one.partyId === undefined));
  const invoices = new Set(scene.claims.flatMap((claim) => claim.invoiceIds));
  const seen = new Set<string>();
  const found: Finding[] = [];
  for (const entry of scene.ours) {
    const { partyId } = entry;
    if (harmless.test(entry.kind) || !partyId || known.has(partyId) || anyParty || seen.has(partyId)) continue;
    if (entry.invoiceId && (invoices.has(entry.invoiceId) || known.has(billToOf(scene, entry.invoiceId)))) continue;
    if (entry.kind === 'party.datesMoved' || entry.packageId !== undefined) continue;
    seen.add(partyId);
    const sentence = `${entry.kind} was done to party ${partyId}, which no flow was asked about.`;
    found.push(finding(sentence, { partyId, ledgerSeq: [entry.seq] }));
  }
  return found;
}

/** Effects of the flows' user that stand at the end and that no report accounts for. */
export function findOrphans(scene: Scene): Finding[] {
  return [
    ...standingTerms(scene),
    ...openBills(scene),
    ...standingPayments(scene),
    ...standingChapters(scene),
    ...strangers(scene),
    ...packagesOfNobody(scene),
    ...entriesOfOthers(scene),
    ...leftCarts(scene),
    ...takenBackByNobody(scene),
  ];
}
