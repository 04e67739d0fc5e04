import { Decimal } from 'decimal.js';
import { isClosed, saysNothingStands } from './claims.js';
import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import { wasTakenBack } from './take-backs.js';
import { ofInvoice, ofRow } from './touched.js';
import type { Finding } from './types.js';

/** A finding of this list. */
export const finding = (sentence: string, where: Partial<Finding> = {}): Finding => ({
  kind: 'undoneBefore',
  sentence,
  ...where,
});

/** Flows that may change things now: completed, or parked on the way. Flows that undid must leave no trace. */
export const mayChange = (claim: Claim): boolean => !isClosed(claim.report) || !saysNothingStands(claim.report);

/** Invoices of before: reversed, written off, opened again, or with lines changed. */
export function invoicesTakenBack(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const may = (invoiceId: string, flows: string[]): boolean =>
    scene.claims.some(
      (claim) =>
        mayChange(claim) &&
        flows.includes(claim.report.flow) &&
        (claim.invoiceIds.includes(invoiceId) || flows.length === 0),
    );
  for (const former of Object.values(scene.before.invoices)) {
    const { invoiceId } = former;
    const undo = ofInvoice(scene, invoiceId).find((one) => /^invoice\.(reversed|writtenOff)$/.test(one.kind));
    // What a modification is asked to settle is the invoice of its own row, whether its report names it yet or not.
    const settled = scene.claims.some((claim) => mayChange(claim) && claim.modifies.some((row) => former.lines.some((line) => line.shipTo === row.partyId && line.itemId === row.itemId)));
    if (undo && !settled && !may(invoiceId, ['reversePayment', 'modifySubscription'])) {
      found.push(
        finding(`Invoice ${invoiceId} stood before and was taken back.`, { invoiceId, ledgerSeq: [undo.seq] }),
      );
    }
    const now = scene.after.invoices[invoiceId];
    const ours =
      ofInvoice(scene, invoiceId).length > 0 ||
      former.lines.some((line) => ofRow(scene, line.shipTo, line.itemId).length > 0);
    if (!ours || undo) continue;
    const wasPaid = new Decimal(former.balance).lte(0) && new Decimal(former.paid).gt(0);
    const back = wasTakenBack(scene, { invoiceId });
    if (wasPaid && !back && now && new Decimal(now.balance).gt(0) && !former.legacy) {
      found.push(finding(`Invoice ${invoiceId} was paid before and owes ${now.balance} now.`, { invoiceId }));
    }
    for (const line of former.lines) {
      const present = now?.lines.find((one) => one.invoiceLineId === line.invoiceLineId);
      if (!present || former.legacy || present.adjustment === line.adjustment) continue;
      found.push(
        finding(`Line ${line.invoiceLineId} of invoice ${invoiceId} was adjusted.`, {
          invoiceId,
          partyId: line.shipTo,
        }),
      );
    }
  }
  return found;
}

/** Lines that were paid though no flow was asked to: a purchase pays its own lines only, payInvoice what it names. */
export function foreignLines(scene: Scene): Finding[] {
  return scene.ours.flatMap((entry) => {
    const { partyId = '', itemId = '', invoiceId = '' } = entry;
    if (entry.kind !== 'payment.applied' && entry.kind !== 'payment.pending') return [];
    const billTo = (scene.after.invoices[invoiceId] ?? scene.before.invoices[invoiceId])?.billTo ?? '';
    const asked = scene.claims.some((claim) => {
      const whole = claim.sells.length === 0 && claim.pays;
      if (whole) return claim.invoiceIds.includes(invoiceId) || claim.parties.includes(billTo);
      const dues = scene.after.subscriptions[`${partyId}|${itemId}`]?.isMemberComponent;
      const sold = claim.sells.some(
        (one) =>
          (one.partyId ?? partyId) === partyId && (one.itemId ?? itemId) === itemId && (!one.base || dues === true),
      );
      return sold || claim.joins.some((one) => one.partyId === partyId && one.groupId === itemId);
    });
    if (asked) return [];
    const sentence = `The line of ${itemId} for party ${partyId} on invoice ${invoiceId} was paid, which no flow was asked to.`;
    return [finding(sentence, { partyId, itemId, invoiceId, ledgerSeq: [entry.seq] })];
  });
}
