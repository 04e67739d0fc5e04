import { Decimal } from 'decimal.js';
import { isClosed, saysNothingStands, stepsOf, undoOf } from './claims.js';
import type { Claim } from './claims.js';
import { balanceOf, beginOf, paymentEffects } from './effects.js';
import type { Scene } from './effects.js';
import { normal, stated } from './result.js';
import { chapterWords, denials, lie, modifyWords, othersActed } from './words.js';
import type { Stated } from './result.js';
import { falseSteps } from './step-words.js';
import type { Finding } from './types.js';

/** Money an invoice still owes after what is pending; undefined when the invoice cannot be read any more. */
function owed(scene: Scene, invoiceId: string): Decimal | undefined {
  const invoice = scene.after.invoices[invoiceId];
  return invoice && new Decimal(invoice.balance).minus(invoice.pending);
}

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
  const alone = scene.claims.every((one) => one === claim || !one.parties.includes(partyId)) && !later;
  if (alone && !othersActed(scene, partyId)) {
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
  return [...found, ...invoiceWords(scene, claim, partyId, itemId), ...paidWords(scene, claim, partyId, itemId)];
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
function paidWords(scene: Scene, claim: Claim, partyId: string, itemId: string): Finding[] {
  if (!claim.pays || claim.report.verdict !== 'completed') return [];
  if (
    claim.input.onPaymentRefused === 'leaveOpen' &&
    stepsOf(claim, 'payment').some((step) => step.outcome === 'rejected')
  )
    return [];
  const row = scene.after.subscriptions[`${partyId}|${itemId}`];
  if (othersActed(scene, partyId)) return [];
  const invoice = Object.values(scene.after.invoices).find((one) => one.invoiceId === row?.invoiceId);
  const line = invoice?.lines.find((one) => one.shipTo === partyId && one.itemId === itemId);
  const open = line ? new Decimal(line.balance).minus(line.pending) : balanceOf(row).minus(row?.pendingAmount ?? 0);
  if (open.lte(0)) return [];
  return [
    lie(claim, `is completed with a payment but ${open.toFixed(2)} of ${itemId} is still owed`, { partyId, itemId }),
  ];
}

/** payInvoice said to be completed. */
function payWords(scene: Scene, claim: Claim): Finding[] {
  const { input } = claim;
  const payment = (input.payment ?? {}) as Record<string, unknown>;
  if (input.allOpen === true) {
    const billTo = String(input.partyId);
    const open = Object.values(scene.after.invoices).filter(
      (one) => one.billTo === billTo && scene.before.invoices[one.invoiceId],
    );
    return open
      .filter((one) => owed(scene, one.invoiceId)?.gt(0) && input.invoiceType === undefined)
      .map((one) =>
        lie(claim, `is completed but invoice ${one.invoiceId} still owes ${one.balance}`, { invoiceId: one.invoiceId }),
      );
  }
  const invoiceId = String(input.invoiceId);
  const left = owed(scene, invoiceId);
  if (payment.amount === undefined && input.lines === undefined && payment.lines === undefined) {
    if (!left?.gt(0)) return [];
    return [lie(claim, `is completed but invoice ${invoiceId} still owes ${left.toFixed(2)}`, { invoiceId })];
  }
  const made = paymentEffects(scene).some((one) => one.live && one.lines.has(invoiceId) && one.applied);
  const before = scene.before.invoices[invoiceId];
  if (made || (before && new Decimal(before.balance).lte(0))) return [];
  return [lie(claim, `is completed but no payment stands on invoice ${invoiceId}`, { invoiceId })];
}

/** Where a report says something that the records do not show. */
export function findFalseWords(scene: Scene): Finding[] {
  return scene.claims.flatMap((claim) => {
    const { report } = claim;
    const found = falseSteps(scene, claim, (what, where) => lie(claim, what, where));
    if (isClosed(report) && !report.verdict) found.push(lie(claim, 'is closed without a verdict'));
    if (saysNothingStands(report)) found.push(...denials(scene, claim));
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
    found.push(...claim.sells.flatMap((sale) => soldWords(scene, claim, sale)));
    if (report.flow === 'payInvoice') found.push(...payWords(scene, claim));
    return [...found, ...chapterWords(scene, claim), ...modifyWords(scene, claim)];
  });
}
