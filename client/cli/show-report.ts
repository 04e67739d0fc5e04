/** Writes a report to standard output and sets the exit code by its verdict. */
import type { Report } from '../../workflows/contracts/report.js';
import { exitCodeOf } from './exit-code.js';
import { paint, print, printJson } from './output.js';
import { reportText } from './report-text.js';

export function showReport(report: Report, json: boolean): void {
  if (json) printJson(report);
  else print(reportText(report, { paint, width: process.stdout.columns ?? 100 }));
  process.exitCode = exitCodeOf(report);
}
