/** What differs between tenants in dues imports, renewals and batches; all of it can be changed while running. */
export interface BillingSwitches {
  /** Wait of every package before it is taken up, in ms. */
  importQueueMs: number;
  /** The line stands still: no package is taken up until this is false again. */
  importsHeld: boolean;
  /** Time for each party of a package, in ms; 0: a package is done in one go. */
  importRowMs: number;
  /** Whether GetPackageResults names the job of a package before that has finished. */
  importJobIdShown: 'always' | 'finished';
  /** A package that fails the basic validation: a failing ServiceResponse inside 200, or 400. */
  importRefusal: 'inside' | '400';
  /** Keep of imports only the rows, dates and counts: no Payment records. For runs of a million rows. */
  forgetImports: boolean;
  /** A second run with the name of an earlier one: refused, or taken. */
  billingRunNameUnique: boolean;
  /** Whether a run bills a member once more who was billed for the time in question and has not paid. */
  runBillsUnpaidAgain: boolean;
  /** How long a bulk Run takes, in ms, half of it Pending, half of it Processing; 0: done within the call. */
  billingRunMs: number;
  /** "Do not require posting batch for single-member renewals": on (`auto`) or off. */
  postSingleRenewals: 'auto' | 'required';
  /** When the invoice of a renewal appears; `byKind`: legacy ones at the run, persisted ones at posting. */
  renewalInvoice: 'byKind' | 'atRun' | 'atPost';
  /** How long a batch is being posted, in ms; 0: done within the call. */
  postMs: number;
  /** Post of a batch that is posted already, or being posted: nothing happens, or 400. */
  secondPost: 'ignored' | 'refused';
}

export const defaultBillingSwitches: Readonly<BillingSwitches> = {
  importQueueMs: 20,
  importsHeld: false,
  importRowMs: 0,
  importJobIdShown: 'always',
  importRefusal: 'inside',
  forgetImports: false,
  billingRunNameUnique: false,
  runBillsUnpaidAgain: true,
  billingRunMs: 0,
  postSingleRenewals: 'auto',
  renewalInvoice: 'byKind',
  postMs: 0,
  secondPost: 'ignored',
};
