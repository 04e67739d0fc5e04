import { readClaim } from './check/claims.js';
import { findDuplicates } from './check/duplicates.js';
import type { Scene } from './check/effects.js';
import { findFalseWords } from './check/false-words.js';
import { findOrphans } from './check/orphans.js';
import { findUndoneBefore } from './check/undone.js';
import type { CheckInput, CheckResult } from './check/types.js';
import { ymDuplicates } from './ym/check/duplicates.js';
import { ymFalseWords } from './ym/check/false-words.js';
import { ymOrphans, ymPaidForOthers } from './ym/check/orphans.js';

export type { CheckInput, CheckResult, Finding, FlowCase, FlowReport, StepReport } from './check/types.js';

/**
 * Judges a run: what the records show before and after, every effect in between, and what the flows' reports say.
 * It trusts the records only. Four lists, all empty when the promise was kept:
 * - `duplicates`: an effect made twice for one business act;
 * - `orphans`: an effect of the flows' user that no report accounts for;
 * - `falseWords`: a report that says what the records do not show;
 * - `undoneBefore`: something that stood before and was changed by flows that were not asked to, or undid.
 *
 * Take the snapshot `after` only when `sim.idle()` has resolved and the flows have ended or are parked.
 */
export function check(input: CheckInput): CheckResult {
  const apiUser = input.apiUser ?? 'duesflow';
  const ours = input.ledger.filter((entry) => entry.user === apiUser);
  const scene: Scene = { ...input, apiUser, ours, claims: input.reports.map((one) => readClaim(one, input.before)) };
  return {
    duplicates: [...findDuplicates(scene), ...ymDuplicates(scene)],
    orphans: [...findOrphans(scene), ...ymOrphans(scene)],
    falseWords: [...findFalseWords(scene), ...ymFalseWords(scene)],
    undoneBefore: [...findUndoneBefore(scene), ...ymPaidForOthers(scene)],
  };
}

/** All findings of a result in one list, e.g. for a test that expects none. */
export const allFindings = (result: CheckResult): CheckResult['duplicates'] => [
  ...result.duplicates,
  ...result.orphans,
  ...result.falseWords,
  ...result.undoneBefore,
];
