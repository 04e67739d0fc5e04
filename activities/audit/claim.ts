/** What a closed flow's report says of single records, in the form in which they can be looked up. No payment data. */
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Verdict } from '../../workflows/contracts/report.js';
import type { Values } from '../steps/fields/record.js';

interface Row {
  partyId: string;
  itemId: string;
}

/** Dates `YYYY-MM-DD`, amounts decimal strings. `ours`: the flow itself wrote the record last. */
export interface TermClaim extends Row {
  kind: 'term';
  begin: string | null;
  through: string | null;
  billedAmount?: string;
  ours: boolean;
}

/** A term that was taken back. */
export interface NoTermClaim extends Row {
  kind: 'no term';
  begin: string;
  invoiceId?: string;
}

export interface PaymentClaim {
  kind: 'payment';
  reference: string;
  amount: string;
  /** Empty: all that were open, which the report does not name. */
  invoiceIds: string[];
  /** The bill-to party, or who pays for it. */
  payorPartyId: string;
  pending: boolean;
  /** The term that it paid. */
  covers?: Row & { through: string };
}

/** A payment that was refused: nothing of this reference may stand. The reference is a marker of ours. */
export interface NoPaymentClaim {
  kind: 'no payment';
  reference: string;
  partyId: string;
}

/** Nothing was owed: others had paid. */
export interface SettledClaim {
  kind: 'settled';
  invoiceId: string;
}

export interface MembershipClaim {
  kind: 'membership';
  partyId: string;
  groupId: string;
  active: boolean;
  /** The party's Chapter as the report says; undefined: it does not. */
  partyChapter?: string | null;
  ours: boolean;
}

/** Fields of a row that were changed; `undone`: and put back. */
export interface FieldsClaim extends Row {
  kind: 'fields';
  values: Values;
  undone: boolean;
  ours: boolean;
}

export interface TakenBackClaim {
  kind: 'taken back';
  partyId: string;
  paymentId: string;
  invoiceId: string;
  how: 'reverse' | 'refund' | 'recordRefund';
}

export interface JoinedClaim {
  kind: 'joined';
  partyId: string;
  joinDate: string | null;
  customerTypeCode: string | null;
}

/**
 * Properties of a party, by name alone: their values are a member's, and stand nowhere but in the flow's input. `names`: as
 * wished, or (`undone`) put back. `changed`: what the flow may have changed, by itself or by the flows it joined.
 */
export interface PropertiesClaim {
  kind: 'properties';
  partyId: string;
  names: string[];
  changed: string[];
  undone: boolean;
  ours: boolean;
  /** Whose input holds the values. */
  run: RunOf;
}

export interface RunOf {
  workflowId: string;
  runId: string;
}

/** A billing run of a whole cycle, by its log. Absent figures were not read. */
export interface BillingRunClaim {
  kind: 'billing run';
  billingLogKey: string;
  billingRunName: string;
  rows?: number;
  amount?: string;
  /** The batch that the flow says is posted. */
  posted?: string;
}

/** An invoice of YourMembership. */
export interface DuesClaim {
  kind: 'dues';
  memberId: string;
  invoiceNumber: string;
  amount: string;
  /** Reference of the payment that was made by the flow. */
  paidBy?: string;
  /** `YYYY-MM-DD`: the invoice is to be found since then. */
  since: string;
}

/** Rows of a package; which, and what became of each, stands in the data folder. */
export interface PackageClaim {
  kind: 'package';
  contentHash: string;
  jobId: string;
  n: number;
}

export type Claim =
  | TermClaim
  | NoTermClaim
  | PaymentClaim
  | NoPaymentClaim
  | SettledClaim
  | MembershipClaim
  | FieldsClaim
  | TakenBackClaim
  | JoinedClaim
  | DuesClaim
  | PropertiesClaim
  | BillingRunClaim
  | PackageClaim;

/** A closed flow as the audit knows it: a line of the file of claims. Times ISO 8601, of Temporal. */
export interface ClosedFlow {
  flow: FlowName;
  workflowId: string;
  runId: string;
  startedAt: string;
  closedAt: string;
  verdict: Verdict | null;
  /** Closed in the time that is audited; the others only tell of later changes. */
  judged: boolean;
  claims: Claim[];
  /** Records that it may have changed (`changesOf`). */
  changes: string[];
  /** Why it is not audited. */
  notAudited?: string;
  /** Its parts are flows of their own. */
  byParts?: true;
  /** Why nothing can be told of it. */
  unreadable?: string;
}
