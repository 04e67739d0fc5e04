import type { FaultRule } from './faults/types.js';
import { defaultBillingSwitches } from './options-billing.js';
import type { BillingSwitches } from './options-billing.js';
import { defaultOrderSwitches } from './options-orders.js';
import type { OrderSwitches } from './options-orders.js';
import { defaultChangeSwitches } from './options-changes.js';
import type { ChangeSwitches } from './options-changes.js';
import { defaultYmSwitches } from './ym/switches.js';
import type { YmSwitches } from './ym/switches.js';

/** Which shape cash invoices have on this tenant (ams-api: legacy projections, or persisted records). */
export type InvoiceKind = 'legacy' | 'persisted';

/**
 * What differs from tenant to tenant and from release to release. Every member can be changed while the simulator
 * runs: `sim.switches.paymentsPending = true`, or `POST /_sim/switches`.
 */
export interface TenantSwitches extends BillingSwitches, ChangeSwitches, YmSwitches, OrderSwitches {
  /** Legacy cash invoices are projected from subscription rows; persisted ones are records of their own. */
  invoices: InvoiceKind;
  /** iMIS release; decides on allocation (20.3.131), shared invoices (20.3.205) and more. */
  release: string;
  /** A legacy cash invoice that is fully paid: still readable, or 404 from then on. */
  paidLegacyInvoice: 'stays' | 'gone';
  /** Operations that answer 501, as `Entity.Operation` or `Entity.VERB`, e.g. `Invoice.ProcessCashReversal`. */
  operations501: string[];
  /** Payments land in an unposted batch: PendingPaymentAmount grows, Balance stays until `staff.postPayments()`. */
  paymentsPending: boolean;
  /** Refuse a payment above what is owed. By default the surplus becomes open credit: the money is taken. */
  refuseOverpayment: boolean;
  /** Apply open credit of the bill-to party to a new invoice by itself. */
  autoApplyCredit: boolean;
  /** A second POST Subscription whose term overlaps the active one. */
  overlappingTerm: 'validation' | 'conflict';
  /** Members left out of PUT Subscription: kept as they are, or set to their default. */
  putOmitted: 'kept' | 'cleared';
  /** Unknown members in a request body are refused. Off: ignored, as a lenient reader would. */
  strictMembers: boolean;
  /** Adding to a chapter group makes a chapter subscription: none, unbilled, or billed at its price. */
  chapterSubscription: 'none' | 'unbilled' | 'billed';
  /** What removing from the chapter does with that subscription. */
  chapterSubscriptionOnRemove: 'ends' | 'stays';
  /** DELETE GroupMember by EntityId. */
  deleteGroupMember: 'allowed' | '405' | '501';
  /** After a DELETE the membership is not found any more, or stays as an inactive record with a DropDate. */
  deletedGroupMember: 'gone' | 'inactive';
  /** POST GroupMember is refused when no detail carries a Note. */
  requireNote: boolean;
  /** A row added with BillSubscription false: term dates are set from BeginDate, or left empty until billed. */
  unbilledTerm: 'set' | 'empty';
  /** The one currency the tenant takes. */
  currency: string;
  /** Added to the answer of every call, in milliseconds. */
  latencyMs: number;
  /** Bad logins in a row that lock a user. */
  lockAfter: number;
}

/** A user of the API. `staff` may bill, `guest` may not; only `sysadmin` may write the restricted party fields. In
 * YourMembership the name is the API key, and `guest` lacks CanAdminMembers. */
export interface SimUser {
  name: string;
  password: string;
  role: 'staff' | 'sysadmin' | 'guest';
}

export interface SimulatorOptions {
  /** TCP port; 0 or absent: a free one. */
  port?: number;
  /** Address to listen on; default 127.0.0.1. */
  host?: string;
  /** Seed of the made-up world; the same seed gives the same world. Default 1. */
  seed?: number;
  /** How many parties beside the named ones; default 20. */
  parties?: number;
  /** How many plain members beside these whose dues were paid until the end of last year; default 0. */
  members?: number;
  /** `counts` keeps no entries in the ledger, only how many there were of each kind; default `full`. */
  ledger?: 'full' | 'counts';
  switches?: Partial<TenantSwitches>;
  users?: SimUser[];
  faults?: FaultRule[];
  /** Serve `/_sim/...`; default true. */
  admin?: boolean;
  /** Life of a token in seconds; default 3599. */
  tokenSeconds?: number;
}

export const defaultSwitches: Readonly<TenantSwitches> = {
  ...defaultBillingSwitches,
  ...defaultYmSwitches,
  ...defaultOrderSwitches,
  ...defaultChangeSwitches,
  invoices: 'legacy',
  release: '20.3.235',
  paidLegacyInvoice: 'stays',
  operations501: [],
  paymentsPending: false,
  refuseOverpayment: false,
  autoApplyCredit: false,
  overlappingTerm: 'validation',
  putOmitted: 'kept',
  strictMembers: true,
  chapterSubscription: 'unbilled',
  chapterSubscriptionOnRemove: 'ends',
  deleteGroupMember: 'allowed',
  deletedGroupMember: 'gone',
  requireNote: false,
  unbilledTerm: 'set',
  currency: 'USD',
  latencyMs: 0,
  lockAfter: 5,
};

export const defaultUsers: readonly SimUser[] = [
  { name: 'duesflow', password: 'simulator', role: 'staff' },
  { name: 'guest', password: 'simulator', role: 'guest' },
  { name: 'sysadmin', password: 'simulator', role: 'sysadmin' },
];

/** Whether `release` is at or after `wanted`, part by part (`20.3.131` is before `20.3.205`). */
export function releaseAtLeast(release: string, wanted: string): boolean {
  const have = release.split('.').map(Number);
  const want = wanted.split('.').map(Number);
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - (want[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
