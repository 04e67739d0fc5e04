/** What reports of reversals, of dues in YourMembership and of packages say. Pure. */
import type { ImportPackage, ReversePayment, YmCreateDues } from '../../../workflows/contracts/inputs.js';
import type { Claim } from '../claim.js';
import { standing, text } from './steps.js';
import type { Reading } from './reading.js';

export function reversalClaims({ report, input }: Reading<ReversePayment>): Claim[] {
  const paymentId = text(report.result['paymentId']);
  const status = text(report.result['status']);
  if (!standing(report, 'reverse payment') || paymentId === undefined) return [];
  // A person may have corrected `how`: the status tells what was done.
  const how = status === 'Reversed' ? 'reverse' : input.how === 'reverse' ? 'recordRefund' : input.how;
  return [{ kind: 'taken back', partyId: input.partyId, paymentId, invoiceId: input.invoiceId, how }];
}

/** The day of an invoice is of YM's zone, and may have been given. */
const SLACK_MS = 3 * 86_400_000;

export function duesClaims({ report, input, startedAt }: Reading<YmCreateDues>): Claim[] {
  const invoiceNumber = text(report.result['invoiceNumber']);
  const amount = text(report.result['amount']);
  if (!standing(report, 'create dues') || invoiceNumber === undefined || amount === undefined) return [];
  const paid = standing(report, 'pay dues');
  const reference = paid?.owner === 'us' ? text(report.result['paymentReference']) : undefined;
  const day = new Date(Date.parse(startedAt) - SLACK_MS).toISOString().slice(0, 10);
  const since = input.invoiceDate !== undefined && input.invoiceDate < day ? input.invoiceDate : day;
  return [{ kind: 'dues', memberId: String(input.memberId), invoiceNumber, amount, ...(reference !== undefined && { paidBy: reference }), since }];
}

export function packageClaims({ report, input: { contentHash, jobId, n } }: Reading<ImportPackage>): Claim[] {
  return standing(report, 'follow package') ? [{ kind: 'package', contentHash, jobId, n }] : [];
}
