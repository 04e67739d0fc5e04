/** Records of renewals and their batches (facts section 4). */

export interface BillingCycleRecord {
  cycleId: string;
  name: string;
  /** Cash 1, Accrual 2. */
  accounting: 1 | 2;
  /** Annual 1, Anniversary 2. */
  interval: 1 | 2;
  duesItems: string[];
  chapterItems: string[];
  subscriptionItems: string[];
  isForJoin: boolean;
  isForRenew: boolean;
  isMembershipBilling: boolean;
  /** Customer type that joining by this cycle gives. */
  customerType?: string;
}

/** What a run was asked to do. */
export interface RunOrder {
  cycleId: string;
  runName: string;
  runDate: string;
  /** Who is paid through an earlier day is billed. */
  effectiveDate: string;
  /** Only members of this chapter. */
  chapter?: string;
  /** 2: only who pays by AutoPay; 3: only who does not. */
  autoPayOption: 0 | 1 | 2 | 3;
  doNotApplyCredits: boolean;
  /** RunIndividual: the one party. */
  partyId?: string;
  /** UseSelectedAccountingBatch: post the batch of a single renewal at once. */
  hotPost: boolean;
}

/** Pending 0, Processing 1, Completed 2, Failed 3, UnPostedBatch 4. */
export type BillingLogStatus = 0 | 1 | 2 | 3 | 4;

export interface BillingLogRecord extends RunOrder {
  billingLogKey: string;
  status: BillingLogStatus;
  information: string;
  accounting: 1 | 2;
  createdBy: string;
  createdOn: string;
  callSeq?: number;
  batchId?: string;
}

export interface BillingLogItemRecord {
  billingLogKey: string;
  partyId: string;
  itemId: string;
  billTo: string;
  billBegin: string;
  billThrough: string;
  amount: string;
}

/** Open 0, ReadyForReview 1, Closed 2, PostingInProgress 3, Completed 4, PostingError 5, Deleted 6. */
export type BatchStatus = 0 | 1 | 2 | 3 | 4 | 5 | 6;

export interface BatchRecord {
  batchId: string;
  number: number;
  name: string;
  date: string;
  status: BatchStatus;
  isAutoPosted: boolean;
  transactions: number;
  amount: string;
  /** Entries that are not of its run. */
  strangers: number;
  /** Text of the last posting that failed. */
  postingError?: string;
  /** The next posting ends with this error. */
  failNext?: string;
  /** The run whose entries it holds. */
  billingLogKey?: string;
  createdBy: string;
  createdOn: string;
}
