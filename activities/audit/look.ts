/** Reads the records that a claim is about, and has it judged. Throws ReadFailed. */
import { Context } from '@temporalio/activity';
import type { UpdateMember } from '../../workflows/contracts/inputs.js';
import { lastUpdateOf } from '../imis/party-change.js';
import type { TenantRuntime } from '../tenants/runtime.js';
import { readPackageResults } from '../imports/package-results.js';
import { ImportProblem } from '../imports/problem.js';
import { readRows } from '../steps/imports/package-rows.js';
import { stagedRows } from '../steps/imports/package-staged.js';
import type { BillingRunClaim, Claim, PackageClaim, PaymentClaim, PropertiesClaim } from './claim.js';
import { inputOf } from './closed.js';
import { judgeFields, judgeJoined } from './judge/changes.js';
import { judgeDues } from './judge/dues.js';
import type { Finding, Told } from './judge/finding.js';
import { judgeMembership } from './judge/membership.js';
import { judgePackage } from './judge/package.js';
import { judgeNoPayment, judgePayment, judgeSettled, paymentStands } from './judge/payment.js';
import { judgeProperties } from './judge/properties.js';
import { judgeTakenBack } from './judge/reversal.js';
import { judgeNoTerm, judgeTerm } from './judge/term.js';
import { judgeTwice, type OtherPayment } from './judge/twice.js';
import { lookAtRun, type Found, type Inside } from './look-at-run.js';
import { notAsWished } from './properties.js';
import type { Records } from './records.js';
import { isUnreadable } from '../unreadable.js';

export async function lookAt(claim: Claim, records: Records, told: Told, runtime: TenantRuntime, inside: Inside): Promise<Found[]> {
  if (claim.kind === 'package') return await lookAtPackage(claim, told, runtime);
  if (claim.kind === 'billing run') return await lookAtRun(claim, runtime, told, inside);
  if (claim.kind === 'properties') return await lookAtProperties(claim, records, told);
  const finding = await judged(claim, records, told);
  return finding ? [finding] : [];
}

async function judged(claim: Exclude<Claim, PackageClaim | PropertiesClaim | BillingRunClaim>, records: Records, told: Told): Promise<Finding | undefined> {
  switch (claim.kind) {
    case 'term':
      return judgeTerm(claim, await records.row(claim.partyId, claim.itemId), told);
    case 'no term': {
      const invoice = claim.invoiceId === undefined ? undefined : await records.invoice(claim.invoiceId);
      // A legacy one gathers the payer's subscriptions of a day: what it owes may be of others.
      return judgeNoTerm(claim, await records.row(claim.partyId, claim.itemId), invoice?.kind === 'persisted' ? invoice : undefined, told);
    }
    case 'payment': {
      const { covers } = claim;
      const finding = judgePayment(claim, await paymentsOf(claim, records), covers && (await records.row(covers.partyId, covers.itemId)), told);
      return finding ?? (await lookForOthers(claim, records, told));
    }
    case 'no payment':
      return judgeNoPayment(claim, await records.payments(claim.reference), told);
    case 'settled':
      return judgeSettled(claim, await records.invoice(claim.invoiceId), told);
    case 'membership': {
      const { groupId, partyId, active } = claim;
      const member = await records.member(groupId, partyId);
      if ((member?.active ?? false) === active) return undefined;
      return judgeMembership(claim, { member, party: await records.party(partyId), row: await records.row(partyId, groupId) }, told);
    }
    case 'fields':
      return judgeFields(claim, await records.row(claim.partyId, claim.itemId), told);
    case 'taken back':
      return judgeTakenBack(claim, await records.payment(claim.paymentId), told);
    case 'joined':
      return judgeJoined(claim, await records.party(claim.partyId), told);
    case 'dues': {
      const transaction = await records.dues(claim.memberId, claim.invoiceNumber);
      return judgeDues(claim, { transaction, items: claim.paidBy === undefined ? undefined : await records.duesItems(claim.invoiceNumber) }, told);
    }
  }
}

/** Without an invoice only the payor tells one check of many from another. */
const paymentsOf = ({ reference, invoiceIds, payorPartyId }: PaymentClaim, records: Records) => records.payments(reference, invoiceIds.length === 0 ? payorPartyId : undefined);

/** Payments of other flows on the same invoice: the invoice is read only where there are any. */
async function lookForOthers(claim: PaymentClaim, records: Records, told: Told): Promise<Finding | undefined> {
  const [invoiceId, ...more] = claim.invoiceIds;
  if (invoiceId === undefined || more.length > 0) return undefined;
  const standing: OtherPayment[] = [];
  for (const other of told.othersOn(invoiceId, claim)) if (other.claim.invoiceIds.length === 1 && paymentStands(other.claim, await paymentsOf(other.claim, records))) standing.push(other);
  return standing.length === 0 ? undefined : judgeTwice(claim, standing, await records.invoice(invoiceId));
}

/** The values are read from the flow's input for the time of the comparison: no file and no finding holds them. */
async function lookAtProperties(claim: PropertiesClaim, records: Records, told: Told): Promise<Finding[]> {
  const { partyId, names, run } = claim;
  try {
    const raw = names.length === 0 ? undefined : await records.rawParty(partyId);
    const differing = raw ? notAsWished(raw, ((await inputOf(Context.current().client, run)) as UpdateMember).set) : [];
    return judgeProperties(claim, raw && { differing, ...lastUpdateOf(raw) }, told);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [{ kind: 'unknown', record: `party ${partyId}`, reported: `as wished: ${names.join(', ')}`, found: 'what was wished cannot be read', evidence: error.message }];
  }
}

/** Its rows and their results lie in the data folder, and may have been cleared away. */
async function lookAtPackage(claim: PackageClaim, told: Told, { imis, tenant, dataDir }: TenantRuntime): Promise<Finding[]> {
  const { jobId, n } = claim;
  const rows = await stagedRows(dataDir, tenant.name, claim);
  const results = await readPackageResults(dataDir, tenant.name, jobId, n);
  if (rows instanceof ImportProblem || !results) {
    const evidence = rows instanceof ImportProblem ? rows.message : 'its results are not in the data folder any more';
    return [{ kind: 'unknown', record: `package ${n} of import ${jobId}`, reported: 'imported', found: 'which rows is not known', evidence }];
  }
  const now = await readRows(imis, rows);
  return judgePackage(rows.map((row, index) => ({ row, result: results.find(({ line }) => line === row.line), now: now[index] })), told);
}
