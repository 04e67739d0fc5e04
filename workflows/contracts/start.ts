/**
 * How a flow is started, the same for the client library and for a worker that relays a run under another id: options,
 * what a person reads in the Web UI, and the comparison with an earlier run of the same key. Pure.
 */
import type { InputOf } from './inputs.js';
import { businessKey, chapterCode, keyPolicy, type KeyPolicy } from './keys.js';
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
  const summary = summaryOf(flow, input);
  return {
    workflowId,
    workflowIdReusePolicy: REUSE[keyPolicy(flow, input)],
    staticSummary: summary,
    staticDetails: `${summary}\n\nTenant **${tenant}**, business key \`${workflowId}\``,
    searchAttributes: [
      { name: 'Tenant', value: tenant },
      { name: 'PartyId', value: input.partyId },
      ...(invoiceId ? [{ name: 'InvoiceId' as const, value: invoiceId }] : []),
    ],
  };
}

/** The server takes 200 bytes. */
const SUMMARY_BYTES = 200;

/** One line for the Web UI, of ids and codes alone: no names, no amounts. */
export function summaryOf<F extends FlowName>(flow: F, input: InputOf<F>): string {
  const line = sentences[flow](input);
  const bytes = new TextEncoder().encode(line);
  return bytes.length <= SUMMARY_BYTES
    ? line
    : new TextDecoder().decode(bytes.slice(0, SUMMARY_BYTES - 3)).replace(/\uFFFD$/, '');
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
};

/** May a `once` key be used again after a run that closed with this failure type? (domain-rules section 1) */
export const mayStartAgain = (failureType: string | undefined): boolean =>
  failureType === 'Rejected' || failureType === 'Compensated' || failureType === 'InvalidInput';

/**
 * Members in which two inputs of one key differ, such as `payment.amount`, sorted. Who asked and the caller's own
 * reference say nothing about the act; a default equals its absence; `95`, `"95.0"` and `"95.00"` are one amount.
 */
export function differences(flow: FlowName, earlier: unknown, now: unknown): string[] {
  const [a, b] = [flatten(withDefaults(flow, earlier)), flatten(withDefaults(flow, now))];
  const names = new Set([...a.keys(), ...b.keys()]);
  return [...names].filter((name) => a.get(name) !== b.get(name)).sort();
}

type Members = Record<string, unknown>;

/** Not compared: part of no act, or of the key, in which two spellings may mean one thing. */
const LEFT_OUT = ['requestedBy', 'reference', 'occasion', 'tenant', 'itemId', 'add', 'remove', 'from', 'to'];

const SUBSCRIPTION: Members = { onPaymentRefused: 'compensate', isMemberComponent: false, isComplimentary: false };

const DEFAULTS: { [F in FlowName]: (input: Members) => Members } = {
  purchaseSubscription: ({ partyId }) => ({ ...SUBSCRIPTION, bill: true, billToPartyId: partyId }),
  enrolMember: ({ partyId }) => ({ ...SUBSCRIPTION, billToPartyId: partyId }),
  payInvoice: () => ({ via: 'comboOrder' }),
  changeChapter: () => ({ role: 'SUBSCRIPTION:MEMBER' }),
};

function withDefaults(flow: FlowName, input: unknown): Members {
  const members = (input ?? {}) as Members;
  const all: Members = { ...DEFAULTS[flow](members), ...dropAbsent(members) };
  if (typeof all['chapter'] === 'string') all['chapter'] = chapterCode(all['chapter']);
  for (const name of LEFT_OUT) delete all[name];
  return all;
}

const dropAbsent = (members: Members): Members =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null));

/** Every leaf by its path. Lists are compared without regard to order. */
function flatten(members: Members): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (path: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value))
      leaves.set(
        path,
        value
          .map((one) => JSON.stringify([...flatten(one as Members)].sort()))
          .sort()
          .join(),
      );
    else if (typeof value === 'object')
      for (const [name, inner] of Object.entries(value)) visit(path ? `${path}.${name}` : name, inner);
    else leaves.set(path, /(^|\.)(amount|maxAmount)$/.test(path) ? sameAmount(String(value)) : String(value));
  };
  visit('', members);
  return leaves;
}

/** Two decimal places, by text alone. */
function sameAmount(value: string): string {
  const [units, places = ''] = value.split('.');
  return `${units!.replace(/^0+(?=\d)/, '')}.${places.padEnd(2, '0')}`;
}
