/** Records of dues imports (facts section 3). */

export interface ImportItem {
  productCode: string;
  billedAmount: string;
  paidAmount: string;
  copies: number;
}

export interface ImportPayment {
  amount: string;
  batchId?: string;
  methodId: string;
  reference: string;
}

/** One party of a package as it was sent, read. */
export interface ImportParty {
  externalId?: string;
  billToId?: string;
  partyId: string;
  transactionDate: string;
  billBegin: string;
  billThru: string;
  paidThru?: string;
  items: ImportItem[];
  payment?: ImportPayment;
}

/** An error (0) or a warning (1) about one party of a package. */
export interface ImportProblem {
  id: number;
  type: 0 | 1;
  party: ImportParty;
  message: string;
  occurredOn: string;
}

/** AwaitProcessing 1, InProcess 2, Completed 3, CompletedWithWarnings 4, CompletedWithErrors 5, Failed 6, Canceled 7. */
export type PackageStatus = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface PackageRecord {
  packageId: number;
  jobId: string;
  status: PackageStatus;
  statusMessage: string;
  createdBy: string;
  createdOn: string;
  /** Call that brought it; its effects carry it on. */
  callSeq?: number;
  /** Parties still to do; empty once it has finished. */
  waiting: ImportParty[];
  /** How many were done, and how many of these were applied. */
  done: number;
  applied: number;
  problems: ImportProblem[];
}
