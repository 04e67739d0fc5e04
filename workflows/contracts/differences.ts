/** The comparison of an input with that of an earlier run of the same key: what differs is an `InputConflict`. Pure. */
import { chapterCode } from './keys.js';
import type { FlowName } from './names.js';

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
const LEFT_OUT = ['requestedBy', 'reference', 'occasion', 'tenant', 'itemId', 'add', 'remove', 'from', 'to', 'billingCycleId'];

/** The same rows may come from another file, the same parties in another form: the hash is in the key. */
const LEFT_OUT_OF: Partial<Record<FlowName, string[]>> = {
  importDues: ['file', 'rows', 'format', 'mapping', 'resultsFile', 'readBack', 'contentHash', 'jobId'],
  modifySubscription: ['set'],
  updateMember: ['set'],
  purchaseNonDues: ['items'],
  // A reference and an id that read alike are one key and two payments: compared.
  reversePayment: ['reason'],
  ymCreateDues: ['memberId', 'membershipId'],
  runRenewals: ['partyIds', 'partyFile', 'partiesHash', 'effectiveDateRule', 'timeZone', 'resultsFile', 'window', 'approval', 'maxFailures'],
};

const SUBSCRIPTION: Members = { onPaymentRefused: 'compensate', isMemberComponent: false, isComplimentary: false };

const DEFAULTS: { [F in FlowName]: (input: Members) => Members } = {
  purchaseSubscription: ({ partyId }) => ({ ...SUBSCRIPTION, bill: true, billToPartyId: partyId }),
  enrolMember: ({ partyId }) => ({ ...SUBSCRIPTION, billToPartyId: partyId }),
  payInvoice: () => ({ via: 'comboOrder' }),
  changeChapter: () => ({ role: 'SUBSCRIPTION:MEMBER' }),
  renewMember: ({ effectiveDate }) => ({ runDate: effectiveDate, post: 'auto' }),
  runRenewals: ({ effectiveDate }) => ({ runDate: effectiveDate, post: 'auto', plan: false }),
  importDues: () => ({ onBadRow: 'reject-file' }),
  importPackage: () => ({}),
  modifySubscription: () => ({}),
  updateMember: () => ({}),
  purchaseNonDues: ({ partyId }) => ({ via: 'comboOrder', billToPartyId: partyId }),
  joinMember: ({ partyId }) => ({ billToPartyId: partyId }),
  reversePayment: () => ({}),
  ymCreateDues: () => ({ taxExempt: false }),
};

function withDefaults(flow: FlowName, input: unknown): Members {
  const members = (input ?? {}) as Members;
  const all: Members = { ...DEFAULTS[flow](members), ...dropAbsent(members) };
  if (typeof all['chapter'] === 'string') all['chapter'] = chapterCode(all['chapter']);
  for (const name of [...LEFT_OUT, ...(LEFT_OUT_OF[flow] ?? [])]) delete all[name];
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
