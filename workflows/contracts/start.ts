/**
 * How a flow is started, the same for the client library and for a worker that relays a run under another id: options
 * and what a person reads in the Web UI. Pure.
 */
import { oneLine } from './one-line.js';
import type { AnyInput, InputOf } from './inputs.js';
import { businessKey, keyPolicy, type KeyPolicy } from './keys.js';
import { DEFAULT_TENANT, type FlowName } from './names.js';

/**
 * What the server does with a key whose earlier run has closed. A `once` key still needs a look at how it closed
 * (`mayStartAgain`): to the server a partly compensated flow is a failed one like any other.
 */
export const REUSE = {
  once: 'ALLOW_DUPLICATE_FAILED_ONLY',
  state: 'ALLOW_DUPLICATE',
} as const satisfies Record<KeyPolicy, string>;

export interface StartPlan {
  workflowId: string;
  workflowIdReusePolicy: (typeof REUSE)[KeyPolicy];
  staticSummary: string;
  staticDetails: string;
  /** Keyword search attributes by name. */
  searchAttributes: { name: 'Tenant' | 'PartyId' | 'InvoiceId'; value: string }[];
}

/** Start options of a flow; the input has been checked. */
export function startPlan<F extends FlowName>(flow: F, input: InputOf<F>): StartPlan {
  const workflowId = businessKey(flow, input);
  const tenant = input.tenant ?? DEFAULT_TENANT;
  const invoiceId = 'invoiceId' in input ? input.invoiceId : undefined;
  const partyId = partyOf(input);
  const summary = summaryOf(flow, input);
  return {
    workflowId,
    workflowIdReusePolicy: REUSE[keyPolicy(flow, input)],
    staticSummary: summary,
    staticDetails: detailsOf(tenant, workflowId),
    searchAttributes: [
      { name: 'Tenant', value: tenant },
      ...(partyId === undefined ? [] : [{ name: 'PartyId' as const, value: partyId }]),
      ...(invoiceId ? [{ name: 'InvoiceId' as const, value: invoiceId }] : []),
    ],
  };
}

/** For whom the Web UI is new. The empty paragraphs: it cuts the last lines off. */
const detailsOf = (tenant: string, workflowId: string): string =>
  [
    `Tenant **${tenant}**, business key \`${workflowId}\`: the same act asked for again is this flow, and is not done twice.`,
    'What has been done, what is known and what a person may decide stands under **Current Details**. Is nothing there? Then no worker runs: start one.',
    '\u00a0',
  ].join('\n\n');

/** Whom a flow is about: a Party of iMIS, or a member of YourMembership. */
export function partyOf(input: AnyInput): string | undefined {
  if ('partyId' in input) return input.partyId;
  return 'memberId' in input ? String(input.memberId) : undefined;
}

/** The server takes 200 bytes. */
const SUMMARY_BYTES = 200;

/** One line for the Web UI, of ids and codes alone: no names, no amounts. */
export function summaryOf<F extends FlowName>(flow: F, input: InputOf<F>): string {
  return oneLine(sentences[flow](input), SUMMARY_BYTES);
}

const sentences: { [F in FlowName]: (input: InputOf<F>) => string } = {
  purchaseSubscription: ({ partyId, itemId, beginDate }) =>
    `Subscription ${itemId} from ${beginDate} for party ${partyId}`,
  enrolMember: ({ partyId, itemId, chapter }) =>
    `${chapter ? `Chapter ${chapter} and subscription` : 'Subscription'} ${itemId} for party ${partyId}`,
  payInvoice: ({ partyId, invoiceId, allOpen, payment, lines }) => {
    if (allOpen) return `Pay all open invoices of party ${partyId}`;
    return `Pay ${payment.amount === undefined && !lines ? '' : 'part of '}invoice ${invoiceId} of party ${partyId}`;
  },
  changeChapter: ({ partyId, add, remove, from, to }) => {
    if (add) return `Add chapter ${add} to party ${partyId}`;
    return remove
      ? `Remove chapter ${remove} from party ${partyId}`
      : `Move party ${partyId} from chapter ${from} to ${to}`;
  },
  renewMember: ({ partyId, billingCycleId, effectiveDate }) =>
    `Renewal of party ${partyId} for ${effectiveDate}, ${billingCycleId}`,
  runRenewals: ({ billingCycleId, effectiveDate, effectiveDateRule, mode, plan }) =>
    `${plan ? 'Plan of renewals' : `Renewals (${mode})`} for ${effectiveDate ?? effectiveDateRule}, ${billingCycleId}`,
  importDues: ({ jobId, contentHash }) => `Import of dues ${jobId ?? contentHash ?? ''}`.trim(),
  importPackage: ({ jobId, n }) => `Package ${n} of import ${jobId}`,
  modifySubscription: ({ partyId, itemId, set }) => `Change ${Object.keys(set).join(', ')} of subscription ${itemId} of party ${partyId}`,
  updateMember: ({ partyId, set }) => `Change ${Object.keys(set).join(', ')} of party ${partyId}`,
  purchaseNonDues: ({ partyId, items }) => `${items.map(({ itemId }) => itemId).join(', ')} for party ${partyId}`,
  joinMember: ({ partyId, billingCycleId }) => `Party ${partyId} joins by ${billingCycleId}`,
  reversePayment: ({ invoiceId, how, paymentReference, paymentId }) =>
    `${HOW[how]} payment ${paymentReference ?? paymentId ?? ''} of invoice ${invoiceId}`.replace('  ', ' '),
  ymCreateDues: ({ memberId, membershipId, period }) => `Dues of membership ${membershipId} for member ${memberId}${period === undefined ? '' : `, ${period}`}`,
};

const HOW = { reverse: 'Reverse', refund: 'Refund', recordRefund: 'Record a refund of' } as const;

/** May a `once` key be used again after a run that closed with this failure type? (domain-rules section 1) */
export const mayStartAgain = (failureType: string | undefined): boolean =>
  failureType === 'Rejected' || failureType === 'Compensated' || failureType === 'InvalidInput';
