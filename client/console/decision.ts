/** What a person typed into a decision's form, and what it comes to. Pure. */
import { VERBS, type Verb } from '../../workflows/contracts/names.js';
import { jsonObject } from '../json-object.js';
import type { Decision } from '../operate.js';

/** The form's fields; all are kept when it is shown again. */
export interface Typed {
  verb: Verb;
  /** The form's own id: sent twice, it decides once. */
  updateId: string;
  /** The step and the time of the parking that the person saw. */
  step: string;
  since: string;
  by: string;
  why: string;
  ref: string;
  input: string;
}

export type Field = 'by' | 'why' | 'ref' | 'input';
export type Faults = Partial<Record<Field, string>>;

/** Which fields beside who and why a verb has. */
export const takesInput = (verb: Verb): boolean => verb === 'retryWith' || verb === 'skip';
export const takesRef = (verb: Verb): boolean => verb === 'markDone';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** undefined when it is no form of ours. */
export function typedOf(form: Record<string, unknown>): Typed | undefined {
  const text = (name: string): string => (typeof form[name] === 'string' ? form[name].trim() : '');
  const verb = VERBS.find((one) => one === form['verb']);
  const updateId = text('updateId');
  if (!verb || !UUID.test(updateId)) return undefined;
  return { verb, updateId, step: text('step'), since: text('since'), by: text('by'), why: text('why'), ref: text('ref'), input: text('input') };
}

export function decisionOf({ verb, updateId, step, by, why, ref, input }: Typed): { decision: Decision } | { faults: Faults } {
  const faults: Faults = {};
  if (by === '') faults.by = 'Say who decides.';
  if (why === '') faults.why = 'Say why: it stays in the report.';
  if (takesRef(verb) && ref === '') faults.ref = 'Give the id or reference under which the record can be found.';
  if (verb === 'retryWith' && input === '') faults.input = 'Give the corrected members as one JSON object.';
  const read = takesInput(verb) && input !== '' ? jsonObject(input) : undefined;
  if (read && 'fault' in read) faults.input = `This text ${read.fault} ${read.cure}`;
  if (Object.keys(faults).length > 0) return { faults };
  return {
    decision: {
      ...{ by, why, updateId, ...(step && { step }) },
      ...(takesRef(verb) && { ref }),
      ...(read && 'value' in read && { input: read.value }),
    },
  };
}
