import type { LedgerEntry } from '../ledger.js';
import type { PaymentRecord } from '../world/model.js';
import { stepsOf, wasUndone } from './claims.js';
import type { Claim } from './claims.js';
import type { Scene } from './effects.js';
import { stated } from './result.js';
import { paymentOf, takeBacks } from './take-backs.js';
import type { TakeBack } from './take-backs.js';
import type { Finding } from './types.js';
import { lie } from './words.js';

const statusNames: Record<number, string> = {
  2: 'paid',
  3: 'processed',
  4: 'reversed',
  5: 'partiallyrefunded',
  6: 'refunded',
};

/** A status by number or by name, in whichever spelling. */
const sameStatus = (said: unknown, status: number): boolean =>
  [String(status), statusNames[status]].includes(
    String(said)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  );

/** Whether anything happened to an invoice or a row after `seq`, save what belongs to the same taking back. */
function touchedSince(scene: Scene, seq: number, fits: (entry: LedgerEntry) => boolean): boolean {
  return scene.ledger.some((entry) => entry.seq > seq && fits(entry));
}

/** What the report says of status, balance and PaidThru after its own act. */
function resultWords(scene: Scene, claim: Claim, own: TakeBack): Finding[] {
  const { report, input } = claim;
  const { payment, booked } = own;
  const result = (report.result ?? {}) as Record<string, unknown>;
  const last = Math.max(...booked.map((entry) => entry.seq));
  const invoiceId = String(input.invoiceId);
  const found: string[] = [];
  if (
    result.status !== undefined &&
    !touchedSince(scene, last, (one) => one.paymentId === payment.paymentId && one.kind.startsWith('payment.'))
  ) {
    if (!sameStatus(result.status, payment.status))
      found.push(
        `says that payment ${payment.paymentId} is ${String(result.status)}, the record ${statusNames[payment.status]}`,
      );
  }
  const balance = stated(report, 'balance');
  const shown = scene.after.invoices[invoiceId]?.balance;
  if (
    balance !== undefined &&
    shown !== undefined &&
    balance !== shown &&
    !touchedSince(scene, last, (one) => one.invoiceId === invoiceId)
  ) {
    found.push(`states balance ${balance} but the record shows ${shown}`);
  }
  const rows = booked.filter((entry) => entry.itemId !== undefined && entry.invoiceId === invoiceId);
  const [line] = rows;
  const row = scene.after.subscriptions[`${line?.partyId}|${line?.itemId}`];
  const single = new Set(rows.map((entry) => entry.invoiceLineId)).size === 1;
  const later = touchedSince(
    scene,
    last,
    (one) => one.partyId === line?.partyId && one.itemId === line?.itemId && one.paymentId !== payment.paymentId,
  );
  const paidThru = stated(report, 'paidThru');
  if (single && row && !later && paidThru !== undefined && paidThru !== (row.paidThru ?? '')) {
    found.push(`states paidThru ${paidThru} but the record shows ${row.paidThru ?? 'none'}`);
  }
  const moved = scene.ours.some(
    (one) =>
      one.paymentId === payment.paymentId && ['subscription.paidThruBack', 'party.datesMoved'].includes(one.kind),
  );
  if (typeof result.paidThruMoved === 'boolean' && result.paidThruMoved !== moved && !later) {
    found.push(`says that PaidThru ${result.paidThruMoved ? 'moved' : 'did not move'}, which the ledger does not show`);
  }
  return found.map((what) => lie(claim, what, { invoiceId }));
}

/** A payment said to be taken back must be so on its own record. */
function recordWords(claim: Claim, payment: PaymentRecord | undefined): Finding[] {
  const invoiceId = String(claim.input.invoiceId);
  if (!payment) return [lie(claim, `is completed but invoice ${invoiceId} has no such payment`, { invoiceId })];
  const asked = claim.input.how === 'reverse' ? [4] : [5, 6];
  const elsewhere = claim.report.steps?.some(
    (step) => step.outcome === 'already-done' || step.outcome === 'marked-done',
  );
  if (asked.includes(payment.status) || (elsewhere && [4, 5, 6].includes(payment.status))) return [];
  return [
    lie(claim, `is completed but payment ${payment.paymentId} is ${statusNames[payment.status] ?? payment.status}`, {
      invoiceId,
    }),
  ];
}

/** Words of single steps: done without a record, and own deeds blamed on others. */
function stepWords(claim: Claim, own: TakeBack | undefined): Finding[] {
  return stepsOf(claim, 'payment').flatMap((step) => {
    if (step.kind === 'retriable') return [];
    if (step.outcome === 'done' && !wasUndone(step) && !own)
      return [lie(claim, `says that step "${step.name}" is done but the ledger has nothing of it`)];
    const blamed = step.outcome === 'already-done' && step.owner === 'other' && own?.claims.length === 1;
    return blamed ? [lie(claim, 'says that another took the payment back, but no other flow was asked to')] : [];
  });
}

/** What a flow `reversePayment` says. */
export function takeBackWords(scene: Scene, claim: Claim): Finding[] {
  if (claim.report.flow !== 'reversePayment') return [];
  const own = takeBacks(scene).find((one) => one.claims.includes(claim));
  const found = stepWords(claim, own);
  if (claim.report.verdict !== 'completed') return found;
  found.push(...recordWords(claim, paymentOf(scene, claim)));
  return own && own.booked.length > 0 && own.claims.length === 1
    ? [...found, ...resultWords(scene, claim, own)]
    : found;
}
