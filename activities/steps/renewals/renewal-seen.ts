/** What a renewal is asked, and what a look at it may say. */
import { ReadFailed } from '../../http/answer.js';
import type { LookContext, Sight } from '../../write/write.js';
import type { BilledRenewal } from './renewal-result.js';
import type { RowThen } from './renewal-rows.js';

export interface BillRenewal {
  partyId: string;
  billingCycleId: string;
  /** Who is paid through an earlier day is billed. */
  effectiveDate: string;
  /** Default the effective date. */
  runDate?: string | undefined;
  chapter?: string | undefined;
  options?: RenewalOptions | undefined;
}

export interface RenewalOptions {
  autoPay?: 'all' | 'enrolledOnly' | 'notEnrolledOnly' | undefined;
  doNotProrate?: boolean | undefined;
  doNotApplyCredits?: boolean | undefined;
}

/** The rows of the cycle right before the run. */
export interface RenewalBefore {
  rows: RowThen[];
}

export type RenewalContext = LookContext<BillRenewal, RenewalBefore>;
export type RenewalSeen = Sight<BilledRenewal, RenewalBefore>;

export const rejected = (evidence: string): RenewalSeen => ({ change: 'blocked', outcome: 'rejected', evidence });
export const unknown = (evidence: string): RenewalSeen => ({ change: 'blocked', outcome: 'unknown', evidence });

/** To be thrown: the record cannot tell yet. */
export const again = (message: string): ReadFailed => new ReadFailed({ kind: 'unknown', sent: true, message });
