/** Does a bulk run's log show what the report counts, and is its batch posted? Each row it billed is a term (term.ts). Pure. */
import type { Batch, BatchStatus } from '../../imis/batch.js';
import type { BillingLog } from '../../imis/billing-log.js';
import { equal } from '../../steps/money.js';
import { sameId } from '../../imis/wire/shape.js';
import type { BillingRunClaim } from '../claim.js';
import { explain, type Difference, type Finding, type Told } from './finding.js';

export interface LoggedRun {
  log: BillingLog | undefined;
  /** Of its BillingLogItems. */
  rows: number;
  amount: string;
}

const named = ({ billingRunName }: BillingRunClaim): string => `billing run ${billingRunName}`;

export function judgeRun(claim: BillingRunClaim, { log, rows, amount }: LoggedRun, told: Told): Finding | undefined {
  const { billingLogKey, billingRunName } = claim;
  const reported = claim.rows === undefined ? 'it ran' : `billed ${claim.rows} rows, ${claim.amount} in all`;
  const differs = (found: string, trace: Difference['trace'], because: string): Finding => explain({ record: named(claim), reported, found, changed: [], trace, because }, told);
  if (!log) return differs(`BillingLog has no ${billingLogKey}`, 'perhaps', 'whether its logs are kept for good is not known');
  if (!sameId(log.runName, billingRunName)) return differs(`that log is of the run ${log.runName ?? 'without a name'}`, 'no', 'a run keeps its name');
  if (log.status === 'Failed') return differs('its log says Failed', 'yes', `its status was another when it had ended${log.information ? `: ${log.information}` : ''}`);
  if (claim.rows === undefined || (claim.rows === rows && equal(claim.amount!, amount))) return undefined;
  const shown = `its log shows ${rows} rows, ${amount} in all`;
  return rows === 0 ? differs(shown, 'perhaps', 'its lines may have been cleared away') : differs(shown, 'no', 'the log of a run that has ended is not written again');
}

const DELETED: BatchStatus[] = ['Deleted', 'Deleting'];

export function judgePosted(claim: BillingRunClaim & { posted: string }, batch: Batch | undefined, told: Told): Finding | undefined {
  if (batch?.status === 'Completed') return undefined;
  const gone = batch !== undefined && DELETED.includes(batch.status);
  const because = gone ? 'its status says so' : 'a batch does not tell what became of it';
  return explain({ record: `batch ${claim.posted} of ${named(claim)}`, reported: 'it is posted', found: batch ? `it is ${batch.status}` : 'there is no such batch', changed: [], trace: gone ? 'yes' : 'perhaps', because }, told);
}
