import type { Report } from '../../../workflows/contracts/report.js';
import type { RunOf } from '../claim.js';

/** A closed flow's report with its input. */
export interface Reading<Input> {
  report: Report;
  input: Input;
  run: RunOf;
  /** ISO 8601. */
  startedAt: string;
  /** The mark that a step of the flow leaves where the API keeps a text of ours. */
  markerOf(step: string): string;
}
