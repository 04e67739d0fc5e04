/** The table of verbs of write-protocol section 3, once more, and what makes a saying incomplete. */
import type { Verb } from '../../../workflows/contracts/names.js';
import { CORRECTABLE, NEEDED, type StepPlan } from './scenario.js';

export interface Said {
  by?: string;
  why?: string;
  step?: string;
  input?: Record<string, unknown>;
  ref?: string;
}

/** Where a step stands that is parked. */
export type Column = 'before the pivot' | 'at or after the pivot' | 'while compensating';

const TABLE: Record<Exclude<Verb, 'approve'>, Record<Column, (plan: StepPlan, maybeSent: boolean) => boolean>> = {
  retry: { 'before the pivot': () => true, 'at or after the pivot': () => true, 'while compensating': () => true },
  retryWith: {
    'before the pivot': ({ correctable }) => correctable,
    'at or after the pivot': ({ correctable }, maybeSent) => correctable && !maybeSent,
    'while compensating': () => false,
  },
  skip: {
    'before the pivot': () => true,
    'at or after the pivot': ({ kind, skippable }) => kind === 'retriable' || skippable,
    'while compensating': () => true,
  },
  markDone: { 'before the pivot': () => true, 'at or after the pivot': () => true, 'while compensating': () => true },
  compensate: { 'before the pivot': () => true, 'at or after the pivot': () => false, 'while compensating': () => false },
};

export const verbsIn = (column: Column, plan: StepPlan, maybeSent: boolean): Verb[] =>
  (Object.keys(TABLE) as (keyof typeof TABLE)[]).filter((verb) => TABLE[verb][column](plan, maybeSent));

const isText = (value: unknown): boolean => typeof value === 'string' && value.trim().length > 0;

/** Who, why, at which step, and what the verb needs beside. */
export function isComplete(verb: Verb, said: Said, step: string, plan: StepPlan | undefined, compensating: boolean): boolean {
  if (!isText(said.by) || !isText(said.why)) return false;
  if (said.step !== undefined && said.step !== step) return false;
  const members = Object.keys(said.input ?? {});
  switch (verb) {
    case 'retryWith':
      return members.length > 0 && members.every((name) => name === CORRECTABLE);
    case 'markDone':
      return isText(said.ref);
    case 'skip':
      return compensating || !plan?.needs || isText(said.input?.[NEEDED]);
    default:
      return true;
  }
}
