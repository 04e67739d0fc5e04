/** What came of one case: one line of the results file. */
import type { CallOfScript } from './calls.js';

export interface Judged {
  duplicates: string[];
  orphans: string[];
  falseWords: string[];
  undoneBefore: string[];
  /** The flow neither ended nor parked, or ended otherwise than the script allows, or the event never came. */
  lost: string[];
}

export interface CaseResult extends Judged {
  id: string;
  script: string;
  flow: string;
  call: CallOfScript;
  event: string;
  verdict: string;
  /** Times the flow was parked, with what the report said and what was done about it. */
  parked: { step: string; why: string; repair: string }[];
  ms: number;
}

export const emptyJudgement = (): Judged => ({
  duplicates: [],
  orphans: [],
  falseWords: [],
  undoneBefore: [],
  lost: [],
});

export const JUDGED = ['duplicates', 'orphans', 'falseWords', 'undoneBefore', 'lost'] as const;

export const hasFailed = (judged: Judged): boolean => JUDGED.some((kind) => judged[kind].length > 0);
