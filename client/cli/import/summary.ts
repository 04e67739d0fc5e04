/** The end of an import as a person reads it: the steps, then rows by what became of them. */
import type { Report } from '../../../workflows/contracts/report.js';
import { paint } from '../output.js';
import { reportText } from '../report-text.js';

const LINES = {
  imported: 'imported',
  warnings: 'imported, with a warning',
  errors: 'refused by iMIS',
  alreadyDone: 'stood already, not sent again',
  notSent: 'not sent',
  unknown: 'unknown: look at them in iMIS',
} as const;

/** `file`: as the person named it. */
export function importText(report: Report, file: string): string {
  // The counts follow as words.
  const steps = reportText({ ...report, result: {} }, { paint, width: process.stdout.columns ?? 100 });
  const summary = importSummary(report, file);
  return summary ? `${steps}\n\n${summary}` : steps;
}

/** Rows by what became of them; empty before the first package has ended. */
export function importSummary({ result }: Pick<Report, 'result'>, file: string): string {
  const counted = Object.entries(LINES).filter(([name]) => typeof result[name] === 'number');
  const width = Math.max(0, ...counted.map(([name]) => String(result[name]).length));
  const rows = counted.map(([name, words]) => `  ${String(result[name]).padStart(width)}  ${words}`);
  const left = ['errors', 'notSent', 'unknown'].reduce((sum, name) => sum + Number(result[name] ?? 0), 0);
  return [
    ...(rows.length > 0 ? ['Rows:', ...rows] : []),
    ...(typeof result['resultsFile'] === 'string' ? [`Results, a line for each row: ${result['resultsFile']}`] : []),
    ...(left > 0 ? [`The rows that are left, in a file to correct: duesflow import ${file} --resend-failed`] : []),
  ].join('\n');
}
