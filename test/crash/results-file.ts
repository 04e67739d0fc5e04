/** The results file: one JSON line a case, so that a long run can be carried on. What failed is told whole beside it. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { hasFailed, type CaseResult } from './result.js';

export interface ResultsFile {
  /** Cases that passed in an earlier run. */
  passed: CaseResult[];
  add(result: CaseResult): void;
  /** Ledger, calls and report of a case that failed: it may not fail the same way again. */
  tell(text: string): void;
}

export function openResults(path: string | undefined): ResultsFile {
  if (!path) return { passed: [], add: () => undefined, tell: () => undefined };
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
  const passed = lines.flatMap((line) => parsed(line)).filter((one) => !hasFailed(one));
  return {
    passed,
    add: (result) => appendFileSync(path, `${JSON.stringify(result)}\n`),
    tell: (text) => appendFileSync(`${path}.failed.txt`, `${text}\n\n`),
  };
}

/** The last line of a run that was killed may be cut. */
function parsed(line: string): CaseResult[] {
  try {
    return [JSON.parse(line) as CaseResult];
  } catch {
    return [];
  }
}
