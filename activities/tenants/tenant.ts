import type { System } from '../../workflows/contracts/names.js';
import type { Right } from '../../workflows/contracts/tenants.js';
import type { YmAccount } from './ym-account.js';

/** One association's APIs and how we may use them. Every duration is in milliseconds. */
export interface Tenant {
  name: string;
  /** Of iMIS, as the account is; empty when the association has none (`hasImis`). */
  baseUrl: string;
  username: string;
  password: string;
  /** From giving up on a write until its effect must be readable. At least the longest late effect plus the send window. */
  settleMs: number;
  /** Time-out of a write. ASI's own client waits five minutes (facts 1.1). */
  timeoutMs: number;
  readTimeoutMs: number;
  /** Heartbeat time-out of a write's activity. */
  heartbeatMs: number;
  /** How long a step is tried while the API is unavailable, before it is parked. */
  patienceMs: number;
  /** Calls at a time. ASI's house rules ask for one (facts 1.3). */
  concurrency: number;
  /** From the begin of one request to iMIS to that of the next. No limit is published (facts 1.3). */
  paceMs: number;
  /** Such as `20.3.131`. Absent: unknown, and the API itself refuses what it lacks. */
  release?: string;
  /** Of the API user in iMIS. A flow that needs another one is refused before any call. */
  rights: readonly Right[];
  /** How cash invoices are kept (facts 5.2). `auto` tells by the form of the id. */
  invoices: 'auto' | 'legacy' | 'persisted';
  /** May our marker stand in a subscription's SourceCode (marketing data)? */
  markSourceCode: boolean;
  /** Payment allocation per invoice line exists (20.3.131 and later). */
  allocation: boolean;
  /** First interval between two looks at a package or a billing run that iMIS works on; it grows to ten times as much. */
  pollMs: number;
  /** How long a package or a billing run may take before it is parked. */
  pollPatienceMs: number;
  /** Packages of an import that are with iMIS at a time. */
  importQueue: number;
  /** `leave`: batches of billing runs are posted by the association's own people. */
  postBatches: 'auto' | 'leave';
  /** Does a bulk Run bill a member again who is billed for the term and has not paid? Unknown of iMIS, so true is safe. */
  billsUnpaidAgain: boolean;
  /** Absent: the association has no YourMembership. Time-outs, settle, patience and calls at a time are those above. */
  ym?: YmAccount;
}

export const hasImis = ({ baseUrl }: Pick<Tenant, 'baseUrl'>): boolean => baseUrl !== '';

export const systemsOf = (tenant: Tenant): System[] => [...(hasImis(tenant) ? ['iMIS' as const] : []), ...(tenant.ym ? ['YourMembership' as const] : [])];
