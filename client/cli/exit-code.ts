/** What a report means for the caller of the command. */
import type { Report } from '../../workflows/contracts/report.js';
import { EXIT, type ExitCode } from '../problem.js';

/** Of a flow that was waited for: one that still runs has not completed. */
export function exitCodeOf({ state, verdict }: Pick<Report, 'state' | 'verdict'>): ExitCode {
  if (state === 'parked') return EXIT.parked;
  return verdict === 'completed' ? EXIT.completed : EXIT.otherVerdict;
}
