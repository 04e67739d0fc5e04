/** Records and what is known beside them, for the judges' tests. */
import type { ClosedFlow, PaymentClaim, TermClaim } from '../../../activities/audit/claim.js';
import type { Told } from '../../../activities/audit/judge/finding.js';
import type { Later } from '../../../activities/audit/later.js';
import type { GroupMember } from '../../../activities/imis/group-member.js';
import type { InvoiceSummary } from '../../../activities/imis/invoice.js';
import type { PaymentRecord } from '../../../activities/imis/payment.js';
import type { Subscription } from '../../../activities/imis/subscription.js';

export const BEGUN = '2026-03-01T09:00:00.000Z';
export const CLOSED = '2026-03-01T10:00:00.000Z';
/** About then, as iMIS writes it. */
export const THEN = '2026-03-01T09:59:58';
export const WEEKS_LATER = '2026-03-20T08:00:00';
export const YEARS_AGO = '2020-03-20T08:00:00';

/** `later`: a flow of ours that changed what is asked for, by record. */
export const told = (later: Record<string, Partial<Later>> = {}): Told => ({
  startedAt: BEGUN,
  closedAt: CLOSED,
  apiUser: 'duesflow',
  later(records) {
    const found = records.map((record) => later[record]).find((one) => one !== undefined);
    return found && { workflowId: 'modifySubscription:t:7', flow: 'modifySubscription', closedAt: '2026-03-05T00:00:00.000Z', surely: true, ...found };
  },
  othersOn: () => [],
});

export const row = (changes: Partial<Subscription> = {}): Subscription => ({
  partyId: '7',
  itemId: 'REG',
  active: true,
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  paidThru: '2026-12-31',
  billedAmount: '95.00',
  balance: '0.00',
  paymentAmount: '95.00',
  previousBalance: '0.00',
  futureCredits: '0.00',
  adjustmentAmount: '0.00',
  currency: 'USD',
  decimals: 2,
  accounting: 'cash',
  isMemberComponent: false,
  isComplimentary: false,
  lastUpdated: THEN,
  updatedBy: 'DUESFLOW',
  ...changes,
});

export const byStaff = { lastUpdated: THEN, updatedBy: 'STAFF' };

export const termClaim = (changes: Partial<TermClaim> = {}): TermClaim => ({ kind: 'term', partyId: '7', itemId: 'REG', begin: '2026-01-01', through: '2026-12-31', billedAmount: '95.00', ours: true, ...changes });

export const paymentClaim = (changes: Partial<PaymentClaim> = {}): PaymentClaim => ({ kind: 'payment', reference: 'CHK-1', amount: '95.00', invoiceIds: ['8158'], payorPartyId: '7', pending: false, ...changes });

export const payment = (changes: Partial<PaymentRecord> = {}): PaymentRecord => ({
  paymentId: '30001',
  reference: 'CHK-1',
  status: 'Paid',
  amount: '95.00',
  category: 'Standard',
  applications: [{ invoiceId: '8158', amount: '95.00' }],
  ...changes,
});

export const invoice = (changes: Partial<InvoiceSummary> = {}): InvoiceSummary => ({
  invoiceId: '8158',
  kind: 'persisted',
  billToPartyId: '7',
  severalShipTo: false,
  invoiceAmount: '95.00',
  paymentAmount: '0.00',
  pendingAmount: '0.00',
  adjustmentAmount: '0.00',
  balance: '0.00',
  previousBalance: '0.00',
  currency: 'USD',
  decimals: 2,
  purpose: 1,
  accounting: 'cash',
  autoPay: false,
  raw: {},
  ...changes,
});

export const member = (changes: Partial<GroupMember> = {}): GroupMember => ({ groupMemberId: 'CHAPT/EAST:7', groupId: 'CHAPT/EAST', partyId: '7', active: true, details: [], raw: {}, ...changes });

export const closedFlow = (changes: Partial<ClosedFlow> = {}): ClosedFlow => ({
  flow: 'payInvoice',
  workflowId: 'payInvoice:t:8158:full',
  runId: 'run-1',
  startedAt: BEGUN,
  closedAt: CLOSED,
  verdict: 'completed',
  judged: true,
  claims: [],
  changes: [],
  ...changes,
});
