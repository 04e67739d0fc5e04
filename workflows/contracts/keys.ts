/**
 * Business keys: "the same act" (domain-rules section 1). The workflow id is the key.
 * Pure and tolerant: the input may not have been checked yet.
 */
import { DEFAULT_TENANT, type FlowName } from './names.js';
import type { InputOf } from './inputs.js';

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
};

/** Keeps a key readable and free of spaces; all else is percent-encoded. */
const part = (value: string | number | undefined): string =>
  String(value ?? '-').trim().replace(/[^\w.:/=,|-]/g, encodeURIComponent);

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
