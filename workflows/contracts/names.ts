/** Names that other processes and other languages depend on. Changing one breaks running flows: add, do not rename. */

export const FLOWS = ['purchaseSubscription', 'payInvoice', 'changeChapter', 'enrolMember'] as const;
export type FlowName = (typeof FLOWS)[number];

/** Queue of the flows themselves; `DUESFLOW_TASK_QUEUE` sets another. */
export const TASK_QUEUE = 'duesflow';

/** Queue of one tenant's API calls: only the holder of the tenant's slot polls it (write-protocol section 4). */
export const apiQueue = (tenant: string): string => `imis:${tenant}`;

/** Workflow that holds the tenant's slot. */
export const SLOT_WORKFLOW = 'slot';
export const slotId = (tenant: string): string => `slot:${tenant}`;

export const DEFAULT_TENANT = 'default';

export const VERBS = ['retry', 'retryWith', 'skip', 'markDone', 'compensate'] as const;
/** An operator's Update on a parked flow. */
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
} as const;

/** Search attributes, all Keyword. Never encrypted: no names, e-mail addresses or amounts. */
export const SEARCH_ATTRIBUTES = ['SagaState', 'SagaStep', 'Tenant', 'PartyId', 'InvoiceId'] as const;
