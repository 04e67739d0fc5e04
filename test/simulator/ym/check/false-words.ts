import { Decimal } from 'decimal.js';
import { saysNothingStands, stepsOf } from '../../check/claims.js';
import type { Scene } from '../../check/effects.js';
import { normal } from '../../check/result.js';
import type { Finding } from '../../check/types.js';
import { lie } from '../../check/words.js';
import type { YmInvoiceSnapshot } from '../world/snapshot.js';
import { askersOf, givenTo, ourInvoices, ourPayments, ymClaims } from './claims.js';
import type { YmClaim } from './claims.js';

/** The invoices that the flows' user made for what the flow was asked. */
const madeFor = (scene: Scene, claim: YmClaim): YmInvoiceSnapshot[] =>
  ourInvoices(scene).filter((one) => askersOf(scene, one).includes(claim));

const paidOn = (scene: Scene, invoices: YmInvoiceSnapshot[]): ReturnType<typeof ourPayments> =>
  ourPayments(scene).filter((one) => invoices.some((invoice) => invoice.number === one.invoiceNumber));

/** Somebody else touched the invoice: what the flow read of it earlier may differ. */
const othersActed = (scene: Scene, number: number): boolean =>
  scene.ledger.some((one) => one.user !== scene.apiUser && one.invoiceNumber === number);

/** The invoice a report names, when it is one of that member and membership. */
function namedInvoice(scene: Scene, claim: YmClaim): YmInvoiceSnapshot | undefined {
  const found = scene.after.ym.invoices[claim.invoiceNumber ?? ''];
  return found && askersOf(scene, found).includes(claim) ? found : undefined;
}

/** What a completed flow states of its invoice and payment. */
function completedWords(scene: Scene, claim: YmClaim): Finding[] {
  const said = (what: string): Finding => lie(claim.claim, what);
  const { verdict } = claim.claim.report;
  if (claim.invoiceNumber === undefined) return verdict === 'completed' ? [said('is completed but names no invoice')] : [];
  const invoice = namedInvoice(scene, claim);
  if (!invoice) return [said(`names invoice ${claim.invoiceNumber}, which is none of member ${claim.memberId} for this membership`)];
  const found: Finding[] = [];
  if (claim.invoiceGuid !== undefined && claim.invoiceGuid.toLowerCase() !== invoice.guid.toLowerCase()) {
    found.push(said(`names guid ${claim.invoiceGuid}, which is not that of invoice ${invoice.number}`));
  }
  if (claim.amount !== undefined && normal(claim.amount) !== invoice.total) {
    found.push(said(`states amount ${claim.amount} but invoice ${invoice.number} is over ${invoice.total}`));
  }
  if (othersActed(scene, invoice.number)) return found;
  if (claim.balance !== undefined && normal(claim.balance) !== invoice.balance) {
    found.push(said(`states balance ${claim.balance} but invoice ${invoice.number} owes ${invoice.balance}`));
  }
  if (!claim.pays || verdict !== 'completed') return found;
  if (new Decimal(invoice.balance).gt(0)) {
    found.push(said(`is completed with a payment but invoice ${invoice.number} still owes ${invoice.balance}`));
  }
  const { paymentReference } = claim;
  const stands = Object.values(scene.after.ym.payments).some(
    (one) => one.invoiceNumber === invoice.number && one.reference === paymentReference,
  );
  if (paymentReference !== undefined && !stands && !new Decimal(invoice.total).isZero()) {
    found.push(said(`states the payment "${paymentReference}", which does not stand on invoice ${invoice.number}`));
  }
  return found;
}

/** A verdict that says nothing stands, while something does that only such flows can have made. */
function denials(scene: Scene, claim: YmClaim): Finding[] {
  return madeFor(scene, claim)
    .filter((one) => askersOf(scene, one).every((asker) => saysNothingStands(asker.claim.report)))
    .map((one) => lie(claim.claim, `denies dues invoice ${one.number}, which stands`));
}

/** Steps that are `done` without a record, and own deeds blamed on others. */
function stepWords(scene: Scene, claim: YmClaim): Finding[] {
  const invoices = madeFor(scene, claim);
  const alone = ymClaims(scene).every((one) => one === claim || one.memberId !== claim.memberId);
  const given = givenTo(scene, claim);
  return (['subscription', 'payment'] as const).flatMap((topic) => {
    const made = topic === 'payment' ? paidOn(scene, given ? [...invoices, given] : invoices) : invoices;
    const free = topic === 'payment' && invoices.some((one) => new Decimal(one.total).isZero());
    return stepsOf(claim.claim, topic).flatMap((step) => {
      if (step.outcome === 'done' && step.kind !== 'retriable' && made.length === 0 && !free) {
        return [lie(claim.claim, `says that step "${step.name}" is done but the ledger has nothing of it`)];
      }
      const blames = step.outcome === 'already-done' && step.owner === 'other';
      if (!blames || made.length === 0 || !alone) return [];
      return [lie(claim.claim, `says that another did step "${step.name}", but it was the flow's own doing`)];
    });
  });
}

/** Where a report of ymCreateDues says what the records do not show. */
export function ymFalseWords(scene: Scene): Finding[] {
  return ymClaims(scene).flatMap((claim) => {
    const { verdict } = claim.claim.report;
    const found = stepWords(scene, claim);
    if (saysNothingStands(claim.claim.report)) found.push(...denials(scene, claim));
    if (verdict === 'completed' || verdict === 'completed-with-exceptions') found.push(...completedWords(scene, claim));
    return found;
  });
}
