/** Names that other processes and other languages depend on. Changing one breaks running flows: add, do not rename. */

export const FLOWS = [
  'purchaseSubscription',
  'payInvoice',
  'changeChapter',
  'enrolMember',
  'renewMember',
  'runRenewals',
  'importDues',
  'modifySubscription',
  'purchaseNonDues',
  'joinMember',
  'reversePayment',
  'updateMember',
  'ymCreateDues',
] as const;
/** Flows that only other flows start: one package of an import. */
export const INNER_FLOWS = ['importPackage'] as const;
export type FlowName = (typeof FLOWS)[number] | (typeof INNER_FLOWS)[number];

/** Whose API a flow speaks. */
export type System = 'iMIS' | 'YourMembership';
export const systemOf = (flow: FlowName): System => (flow === 'ymCreateDues' ? 'YourMembership' : 'iMIS');

/** Queue of the flows themselves; `DUESFLOW_TASK_QUEUE` sets another. */
export const TASK_QUEUE = 'duesflow';

/** Queue of one tenant's API calls: only the holder of the tenant's slot polls it (write-protocol section 4). */
export const apiQueue = (tenant: string): string => `imis:${tenant}`;

/** Workflow that holds the tenant's slot. */
export const SLOT_WORKFLOW = 'slot';
export const slotId = (tenant: string): string => `slot:${tenant}`;

/** Workflow that compares closed flows' reports with the records of today (docs/audit.md). It is no flow: it has no report. */
export const AUDIT_WORKFLOW = 'audit';

/** Workflow that starts a flow for each of many, so many at a time (workflows/window). */
export const WINDOW_WORKFLOW = 'slidingWindow';
export const windowId = (key: string): string => `${key}:window`;
/** What a flow tells the window that started it, what a window tells its owner, and the owner its window. */
export const SIGNAL = {
  childParked: 'childParked',
  /** A package was taken over by the API (or never will be): the next may be sent. */
  childPassed: 'childPassed',
  progress: 'progress',
  stop: 'stop',
  /** End without those that wait for a person. */
  dontWait: 'dontWait',
} as const;
export const PROGRESS_QUERY = 'progress';

export const DEFAULT_TENANT = 'default';

export const VERBS = ['retry', 'retryWith', 'skip', 'markDone', 'compensate', 'approve'] as const;
/** An operator's Update on a parked flow; `approve` is for a plan that waits for a word. */
export type Verb = (typeof VERBS)[number];

export const REPORT_QUERY = 'report';
/** Records that the flow made and has not undone; asked by other flows that find them. */
export const EFFECTS_QUERY = 'effects';

/** `type` of the ApplicationFailure with which a flow ends. */
export const FAILURE = {
  invalidInput: 'InvalidInput',
  inputConflict: 'InputConflict',
  rejected: 'Rejected',
  compensated: 'Compensated',
  partlyCompensated: 'PartlyCompensated',
} as const;
export type FailureType = (typeof FAILURE)[keyof typeof FAILURE];

/** `type` of the failures with which an attempt of an activity asks for another attempt. Seen in the Web UI. */
export const RETRY = {
  /** A read failed, or nothing was sent. */
  transient: 'Transient',
  /** Sent, not to be seen yet: waits for the settle time. */
  unsettled: 'Unsettled',
  /** Another flow is writing to the same record. */
  busy: 'Busy',
  /** The API has not done its work yet, or a long reading goes on in the next attempt. */
  notReady: 'NotReady',
} as const;

/** Search attributes, all Keyword. Never encrypted: no names, e-mail addresses or amounts. */
export const SEARCH_ATTRIBUTES = ['SagaState', 'SagaStep', 'Tenant', 'PartyId', 'InvoiceId'] as const;
