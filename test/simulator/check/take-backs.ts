import { Decimal } from 'decimal.js';
import type { LedgerEntry } from '../ledger.js';
import type { PaymentRecord } from '../world/model.js';
import type { Claim } from './claims.js';
import { isClosed, nameOf, saysNothingStands } from './claims.js';
import type { Scene } from './effects.js';
import { once } from './once.js';
import type { Finding } from './types.js';

const takingBack = /^payment\.(reversed|refunded|paidOut)$/;
const sum = (entries: LedgerEntry[]): Decimal =>
  entries.reduce((total, one) => total.plus(one.amount ?? 0), new Decimal(0));

/** A payment of which the flows' user took something back. */
export interface TakeBack {
  payment: PaymentRecord;
  /** In the books, and through a gateway. */
  booked: LedgerEntry[];
  paidOut: LedgerEntry[];
  claims: Claim[];
}

const invoicesOf = (scene: Scene, payment: PaymentRecord): Set<string> =>
  new Set([
    ...payment.applications.map((one) => one.invoiceId),
    ...scene.ledger.filter((one) => one.paymentId === payment.paymentId).map((one) => one.invoiceId ?? ''),
  ]);

/** Whether a flow was asked to take this payment back; a flow that names none takes the one that its report tells. */
function aimsAt(scene: Scene, claim: Claim, payment: PaymentRecord): boolean {
  const { input, report } = claim;
  if (report.flow !== 'reversePayment' || !invoicesOf(scene, payment).has(String(input.invoiceId))) return false;
  const told = input.paymentId ?? paymentTold(claim);
  return (
    (told ?? payment.paymentId) === payment.paymentId &&
    (input.paymentReference ?? payment.reference) === payment.reference
  );
}

/** PaymentId that the report tells. */
function paymentTold({ report }: Claim): string | undefined {
  const result = (report.result ?? {}) as Record<string, unknown>;
  const told = result.paymentId ?? report.ids?.paymentId;
  return typeof told === 'string' && told !== '' ? told : undefined;
}

/** What the flows' user took back, by payment. */
export const takeBacks = once((scene: Scene): TakeBack[] => {
  const ids = new Set(scene.ours.filter((one) => takingBack.test(one.kind)).map((one) => one.paymentId ?? ''));
  return [...ids].flatMap((paymentId) => {
    const payment = scene.after.payments[paymentId];
    if (!payment) return [];
    const entries = scene.ours.filter((one) => one.paymentId === paymentId && takingBack.test(one.kind));
    return [
      {
        payment,
        booked: entries.filter((one) => one.kind !== 'payment.paidOut'),
        paidOut: entries.filter((one) => one.kind === 'payment.paidOut'),
        claims: scene.claims.filter((claim) => aimsAt(scene, claim, payment)),
      },
    ];
  });
});

/** The payment of before or of this run that a flow was asked to take back, by anybody taken back or not. */
export const paymentOf = (scene: Scene, claim: Claim): PaymentRecord | undefined =>
  Object.values(scene.after.payments).find((payment) => !payment.category && aimsAt(scene, claim, payment));

/** Whether a payment on the invoice, or of the party, was taken back by anybody: then it owes again. */
export const wasTakenBack = (
  scene: Scene,
  where: Partial<Pick<LedgerEntry, 'invoiceId' | 'partyId' | 'itemId' | 'paymentId'>>,
): boolean =>
  scene.ledger.some(
    (one) =>
      takingBack.test(one.kind) &&
      Object.entries(where).every(([name, value]) => one[name as keyof LedgerEntry] === value),
  );

/** What the flows may take back of a payment: what they were asked, one act for each workflow, at most all of it. */
function allowed({ payment, claims }: TakeBack): Decimal {
  const acts = new Map(claims.map((claim) => [claim.report.workflowId ?? claim, claim]));
  const asked = [...acts.values()].reduce(
    (total, { input }) => total.plus(new Decimal(String(input.amount ?? payment.amount))),
    new Decimal(0),
  );
  return Decimal.min(asked, payment.amount);
}

/** More taken back than the flows were asked to, or than there was. */
export function takenBackTwice(scene: Scene): Finding[] {
  return takeBacks(scene).flatMap((one) => {
    if (one.claims.length === 0) return [];
    const limit = allowed(one);
    return [one.booked, one.paidOut]
      .filter((entries) => sum(entries).gt(limit))
      .map((entries): Finding => ({
        kind: 'duplicate',
        sentence: `${sum(entries).toFixed(2)} of payment ${one.payment.paymentId} was taken back, ${limit.toFixed(2)} was asked.`,
        ledgerSeq: entries.map((entry) => entry.seq),
      }));
  });
}

/** Payments that were taken back though no flow was asked to, or though the flows say that nothing stands. */
export function takenBackByNobody(scene: Scene): Finding[] {
  return takeBacks(scene).flatMap(({ payment, booked, paidOut, claims }): Finding[] => {
    const where = { ledgerSeq: [...booked, ...paidOut].map((entry) => entry.seq) };
    const [claim] = claims;
    const what = `Payment ${payment.paymentId} was taken back`;
    if (!claim) return [{ kind: 'orphan', sentence: `${what}, and no flow was asked for it.`, ...where }];
    const denied = claims.every((one) => isClosed(one.report) && saysNothingStands(one.report));
    if (!denied) return [];
    return [{ kind: 'orphan', sentence: `${what}, and ${claims.map(nameOf).join(', ')} denies it.`, ...where }];
  });
}
