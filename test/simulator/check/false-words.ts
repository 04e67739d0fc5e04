import { Decimal } from 'decimal.js';
import { isClosed, saysNothingStands, stepsOf, undoOf } from './claims.js';
import type { Claim } from './claims.js';
import { deniedChanges } from './changes.js';
import { changeWords } from './change-words.js';
import { balanceOf, beginOf } from './effects.js';
import type { Scene } from './effects.js';
import { buysByOrder } from './order-claims.js';
import { orderSteps, orderWords } from './orders.js';
import { importWords } from './imports.js';
import { renewalWords, runWords } from './renewal-words.js';
import { payWords } from './pay-words.js';
import { normal, stated } from './result.js';
import { takeBackWords } from './take-back-words.js';
import { wasTakenBack } from './take-backs.js';
import { othersActed } from './touched.js';
import { chapterWords, denials, lie, modifyWords } from './words.js';
import type { Stated } from './result.js';
import { falseSteps } from './step-words.js';
import type { Finding } from './types.js';

/** A sale said to be completed: row, term, invoice, payment and the stated result. */
function soldWords(scene: Scene, claim: Claim, sale: Claim['sells'][number]): Finding[] {
  const { partyId, itemId, begin } = sale;
  if (!partyId || !itemId) return [];
  const where = { partyId, itemId };
  const row = scene.after.subscriptions[`${partyId}|${itemId}`];
  if (!row) return [lie(claim, `is completed but party ${partyId} has no subscription to ${itemId}`, where)];
  const others = scene.claims.filter((one) => one !== claim && one.modifies.some((m) => m.partyId === partyId));
  const found: Finding[] = [];
  if (row.status !== 0 && others.length === 0 && !othersActed(scene, partyId)) {
    found.push(lie(claim, `is completed but the subscription to ${itemId} is inactive`, where));
  }
  const later = scene.ledger.some(
    (entry) =>
      entry.kind === 'subscription.termAdded' &&
      entry.partyId === partyId &&
      entry.itemId === itemId &&
      (entry.termBegin ?? '') > (begin ?? ''),
  );
  if (begin && beginOf(row) !== begin && !later) {
    found.push(
      lie(claim, `is completed for the term from ${begin} but the row has ${beginOf(row) ?? 'no term'}`, where),
    );
  }
  const back = wasTakenBack(scene, { partyId });
  const alone = !back && scene.claims.every((one) => one === claim || !one.parties.includes(partyId)) && !later;
  // What an order of several items states is of all of them together.
  if (alone && claim.sells.length === 1 && !othersActed(scene, partyId)) {
    const truth: Partial<Record<Stated, string>> = {
      billBegin: row.billBegin ?? '',
      billThrough: row.billThrough ?? '',
      billedAmount: row.billedAmount,
      balance: balanceOf(row).toFixed(2),
      paidThru: row.paidThru ?? '',
      chapter: scene.after.parties[partyId]?.chapter ?? '',
    };
    for (const [name, value] of Object.entries(truth)) {
      const word = stated(claim.report, name as Stated);
      if (word === undefined || word === normal(value)) continue;
      found.push(lie(claim, `states ${name} ${word} but the record shows ${value || 'none'}`, where));
    }
  }
  return [
    ...found,
    ...(buysByOrder(claim.report.flow) ? [] : invoiceWords(scene, claim, partyId, itemId)),
    ...paidWords(scene, claim, { partyId, itemId, later }),
  ];
}

/** The stated invoice must be one of this party and item. */
function invoiceWords(scene: Scene, claim: Claim, partyId: string, itemId: string): Finding[] {
  const ids = claim.report.ids?.invoiceId;
  const words = [stated(claim.report, 'invoiceId'), typeof ids === 'string' ? ids : undefined];
  const raw = [...new Set(words.filter((one) => one !== undefined))];
  return raw.flatMap((invoiceId) => {
    const invoice = scene.after.invoices[invoiceId] ?? scene.before.invoices[invoiceId];
    const onLine = invoice?.lines.some((line) => line.shipTo === partyId && line.itemId === itemId);
    const inLedger = scene.ledger.some(
      (entry) => entry.invoiceId === invoiceId && entry.partyId === partyId && entry.itemId === itemId,
    );
    if (onLine || inLedger) return [];
    return [
      lie(claim, `names invoice ${invoiceId}, which is not one of ${itemId} for party ${partyId}`, { invoiceId }),
    ];
  });
}

/** A completed sale with a payment must not leave the own line open. */
function paidWords(scene: Scene, claim: Claim, sale: { partyId: string; itemId: string; later: boolean }): Finding[] {
  const { partyId, itemId, later } = sale;
  if (!claim.pays || claim.report.verdict !== 'completed') return [];
  if (
    claim.input.onPaymentRefused === 'leaveOpen' &&
    stepsOf(claim, 'payment').some((step) => step.outcome === 'rejected')
  )
    return [];
  const row = scene.after.subscriptions[`${partyId}|${itemId}`];
  if (othersActed(scene, partyId) || wasTakenBack(scene, { partyId, itemId })) return [];
  // A later term was billed on the row since: its balance and invoice say nothing of the one that was sold.
  const invoiceId = later ? stated(claim.report, 'invoiceId') : row?.invoiceId;
  const invoice = Object.values(scene.after.invoices).find((one) => one.invoiceId === invoiceId);
  const line = invoice?.lines.find((one) => one.shipTo === partyId && one.itemId === itemId);
  if (later && !line) {
    const through = stated(claim.report, 'billThrough');
    const paid = through === undefined || (row?.paidThru ?? '') >= through;
    return paid
      ? []
      : [lie(claim, `is completed with a payment but ${itemId} is not paid through ${through}`, { partyId, itemId })];
  }
  const open = line ? new Decimal(line.balance).minus(line.pending) : balanceOf(row).minus(row?.pendingAmount ?? 0);
  if (open.lte(0)) return [];
  return [
    lie(claim, `is completed with a payment but ${open.toFixed(2)} of ${itemId} is still owed`, { partyId, itemId }),
  ];
}

/** Where a report says something that the records do not show. */
export function findFalseWords(scene: Scene): Finding[] {
  const ofClaims = scene.claims.flatMap((claim) => {
    const { report } = claim;
    const found = falseSteps(scene, claim, (what, where) => lie(claim, what, where));
    found.push(...orderSteps(scene, claim));
    if (isClosed(report) && !report.verdict) found.push(lie(claim, 'is closed without a verdict'));
    if (saysNothingStands(report)) found.push(...denials(scene, claim));
    found.push(...takeBackWords(scene, claim));
    found.push(...importWords(scene, claim), ...renewalWords(scene, claim), ...runWords(scene, claim));
    const badUndo = (report.steps ?? []).filter((step) =>
      ['failed', 'unknown', 'parked', 'pending', 'skipped'].includes(undoOf(step) ?? ''),
    );
    if (report.verdict === 'compensated' && badUndo.length > 0) {
      found.push(
        lie(
          claim,
          `says compensated though the undo of "${badUndo[0]?.name}" is ${undoOf(badUndo[0] ?? { name: '' })}`,
        ),
      );
    }
    if (report.verdict !== 'completed') return found;
    found.push(...claim.sells.flatMap((sale) => soldWords(scene, claim, sale)), ...orderWords(scene, claim));
    if (report.flow === 'payInvoice') found.push(...payWords(scene, claim));
    return [...found, ...chapterWords(scene, claim), ...modifyWords(scene, claim), ...changeWords(scene, claim)];
  });
  return [...ofClaims, ...deniedChanges(scene)];
}
