/**
 * Business keys: "the same act" (domain-rules section 1). The workflow id is the key.
 * Pure and tolerant: the input may not have been checked yet.
 */
import { DEFAULT_TENANT, type FlowName } from './names.js';
import { digest } from './digest.js';
import type { InputOf } from './inputs.js';
import { byMemberPropertyName } from './member-properties.js';
import { byPropertyName, type Properties } from './property-names.js';

/**
 * `once`: used again only after the flow ended rejected or compensated. `state`: any time, since the flow looks first.
 */
export type KeyPolicy = 'once' | 'state';

interface Key {
  parts: (string | number | undefined)[];
  policy: KeyPolicy;
}

/** iMIS codes compare without regard to case; a chapter may be given as code or as GroupId. */
const code = (value: string): string => value.trim().toUpperCase();
export const chapterCode = (value: string): string => code(value).replace(/^CHAPT\//, '');

/** `95`, `"95.0"` and `"95.00"` are one amount. */
const amount = (value: string | number): string => Number(value).toFixed(2);

/** An address without what may be secret in it: log-in, query, fragment. A path stays as it is. */
const unsigned = (file: string): string =>
  /^https?:/i.test(file) ? file.replace(/[?#].*$/s, '').replace(/^(https?:\/\/)[^/]*@/i, '$1') : file;

const subscription = (input: InputOf<'purchaseSubscription'> | InputOf<'enrolMember'>): Key => ({
  parts: [input.partyId, code(input.itemId), input.beginDate],
  policy: 'once',
});

const keys: { [F in FlowName]: (input: InputOf<F>) => Key } = {
  purchaseSubscription: subscription,
  enrolMember: subscription,

  payInvoice: ({ partyId, invoiceId, allOpen, payment, lines }) => {
    if (allOpen) return { parts: [partyId, 'allOpen', payment.reference ?? '-'], policy: payment.reference ? 'once' : 'state' };
    if (payment.amount === undefined && !lines) return { parts: [invoiceId, 'full'], policy: 'state' };
    const what = payment.reference ?? [
      payment.amount === undefined ? '' : amount(payment.amount),
      ...(lines ?? []).map((line) => `${line.lineId}=${amount(line.amount)}`).sort(),
    ].filter(Boolean).join(',');
    return { parts: [invoiceId, 'part', what], policy: 'once' };
  },

  changeChapter: ({ partyId, add, remove, from, to }) => {
    const verb = add ? ['add', chapterCode(add)] : remove ? ['remove', chapterCode(remove)] : ['transfer', chapterCode(from!), chapterCode(to!)];
    return { parts: [partyId, ...verb], policy: 'state' };
  },

  renewMember: ({ partyId, billingCycleId, effectiveDate }) => ({
    parts: [partyId, code(billingCycleId), effectiveDate],
    policy: 'once',
  }),

  // A plan says nothing about the act: it never swallows the run.
  runRenewals: ({ billingCycleId, effectiveDate, effectiveDateRule, chapter, partiesHash, partyIds, partyFile, plan }) => ({
    parts: [
      ...(plan ? ['plan'] : []),
      code(billingCycleId),
      effectiveDate ?? effectiveDateRule,
      chapter === undefined ? '-' : chapterCode(chapter),
      partiesHash ?? (partyIds || partyFile ? 'parties' : 'all'),
    ],
    policy: plan ? 'state' : 'once',
  }),

  // What was not read yet has the file's name, which says nothing about its rows.
  importDues: ({ contentHash, file }) =>
    contentHash ? { parts: [contentHash], policy: 'once' } : { parts: ['unread', file && unsigned(file)], policy: 'state' },

  importPackage: ({ jobId, n }) => ({ parts: [jobId, n], policy: 'once' }),

  modifySubscription: ({ partyId, itemId, set }) => ({ parts: [partyId, code(itemId), digestOf(byPropertyName(set))], policy: 'state' }),
  updateMember: ({ partyId, set }) => ({ parts: [partyId, digestOf(byMemberPropertyName(set))], policy: 'state' }),

  purchaseNonDues: ({ partyId, items, termBegin }) => ({ parts: [partyId, digest(itemsOf(items)), termBegin], policy: 'once' }),
  joinMember: ({ partyId, billingCycleId, termBegin }) => ({ parts: [partyId, code(billingCycleId), termBegin], policy: 'state' }),

  // The whole of a payment is taken back when its status says so; of a part the state tells nothing: twice 20 of 95 look as meant.
  reversePayment: ({ invoiceId, paymentReference, paymentId, amount: some }) => ({
    parts: [invoiceId, paymentReference ?? paymentId, ...(some === undefined ? [] : ['part', amount(some)])],
    policy: some === undefined ? 'state' : 'once',
  }),

  ymCreateDues: ({ memberId, membershipId, period }) => ({ parts: [memberId, membershipId, period], policy: period === undefined ? 'state' : 'once' }),
};

/** Values as text: `95` and `"95"` are one. Hashed, since properties of a member are personal data. */
const digestOf = (set: Properties): string =>
  digest(Object.fromEntries(Object.entries(set).map(([name, value]) => [name, value === null ? null : String(value).trim()])));

const itemsOf = (items: InputOf<'purchaseNonDues'>['items']): string[] =>
  items.map(({ itemId, quantity, billingCycleId }) => [code(itemId), quantity ?? 1, code(billingCycleId ?? '')].join('|')).sort();

/**
 * Of files and schedules the key's members are known only after reading: the rows, the parties, the scheduled day.
 * Such an input is resolved first (activities/flows/resolve.ts).
 */
export function isResolved<F extends FlowName>(flow: F, input: InputOf<F>): boolean {
  if (flow === 'importDues') return (input as InputOf<'importDues'>).contentHash !== undefined;
  if (flow !== 'runRenewals') return true;
  const { effectiveDate, partyIds, partyFile, partiesHash } = input as InputOf<'runRenewals'>;
  return effectiveDate !== undefined && (partiesHash !== undefined || !(partyIds ?? partyFile));
}

/** Keeps a key readable and free of spaces; all else is percent-encoded. */
const part = (value: string | number | undefined): string =>
  String(value ?? '-').trim().replace(/[^\w.:/=,|-]/gu, encodeURIComponent);

function keyOf<F extends FlowName>(flow: F, input: InputOf<F>): Key {
  return keys[flow](input);
}

/** The business key, which is the workflow id. Throws a TypeError on input that lacks the key's members. */
export function businessKey<F extends FlowName>(flow: F, input: InputOf<F>): string {
  const { parts } = keyOf(flow, input);
  const all = [flow, input.tenant ?? DEFAULT_TENANT, ...parts, ...(input.occasion === undefined ? [] : [input.occasion])];
  return all.map(part).join(':');
}

export const keyPolicy = <F extends FlowName>(flow: F, input: InputOf<F>): KeyPolicy => keyOf(flow, input).policy;
