import type { Claim } from '../../check/claims.js';
import type { Scene } from '../../check/effects.js';
import { unaccounted } from '../../check/orphans.js';
import type { Finding } from '../../check/types.js';
import { askersOf, entriesOf, givenTo, ourInvoices, ourPayments } from './claims.js';
import type { YmClaim } from './claims.js';

const claimsOf = (some: YmClaim[]): Claim[] => some.map((one) => one.claim);

/** Invoices and payments of the flows' user that no report accounts for. Nothing undoes them, so each must be told. */
export function ymOrphans(scene: Scene): Finding[] {
  const invoices = ourInvoices(scene).flatMap((one) => {
    const what = `Dues invoice ${one.number} of member ${one.memberId} stands`;
    const where = { ledgerSeq: entriesOf(scene, 'ym.dues', one.number) };
    return unaccounted(claimsOf(askersOf(scene, one)), 'subscription', what, where);
  });
  const payments = ourPayments(scene).flatMap((one) => {
    const invoice = scene.after.ym.invoices[one.invoiceNumber];
    const payers = invoice ? askersOf(scene, invoice).filter((claim) => claim.pays) : [];
    const what = `The payment of ${one.amount} on dues invoice ${one.invoiceNumber} stands`;
    const where = { ledgerSeq: entriesOf(scene, 'ym.payment', one.invoiceNumber) };
    return unaccounted(claimsOf(payers), 'payment', what, where);
  });
  return [...invoices, ...payments];
}

/** Invoices of others that were paid: a flow pays its own only, and those that a person has given to it. */
export function ymPaidForOthers(scene: Scene): Finding[] {
  return ourPayments(scene).flatMap((one): Finding[] => {
    const invoice = scene.after.ym.invoices[one.invoiceNumber];
    if (!invoice || invoice.createdBy === scene.apiUser) return [];
    if (askersOf(scene, invoice).some((asker) => asker.pays && givenTo(scene, asker) === invoice)) return [];
    const sentence = `Dues invoice ${invoice.number}, which the flows did not make, was paid.`;
    return [{ kind: 'undoneBefore', sentence, ledgerSeq: entriesOf(scene, 'ym.payment', invoice.number) }];
  });
}
