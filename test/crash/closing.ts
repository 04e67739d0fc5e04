/** The closing table: flow by flow, what was struck and what came of it. */
import Table from 'cli-table3';
import { writeFileSync } from 'node:fs';
import type { Verdict } from '../../workflows/contracts/report.js';
import type { CleanRuns } from './matrix.js';
import { JUDGED, type CaseResult } from './result.js';
import { SCRIPTS } from './scripts/index.js';

/** How a run ended, as headings. */
const ENDS = { completed: 'completed', 'completed-with-exceptions': 'with exceptions', compensated: 'compensated', 'partly-compensated': 'partly', rejected: 'rejected', cancelled: 'cancelled' } satisfies Record<Verdict, string>;
const HEAD = ['flow', 'scripts', 'API calls', 'history events', 'crash points', ...Object.values(ENDS), 'parked before', 'duplicates', 'orphans', 'false words', 'undone before', 'lost'];

type Row = (string | number)[];

/** `12`, or `6-20` when the scripts differ. */
function range(figures: number[]): string {
  const [least, most] = [Math.min(...figures), Math.max(...figures)];
  return least === most ? String(least) : `${least}-${most}`;
}

/** Calls and events are those of runs without faults; a crash point is one event at one call of one script. */
function rowsOf(results: CaseResult[], clean: CleanRuns): Row[] {
  const flows = [...new Set(results.map(({ flow }) => flow))];
  const counts = (of: CaseResult[]): number[] => [
    of.length,
    ...Object.keys(ENDS).map((end) => of.filter(({ verdict }) => verdict === end).length),
    of.filter(({ parked }) => parked.length > 0).length,
    ...JUDGED.map((kind) => of.filter((one) => one[kind].length > 0).length),
  ];
  const rows = flows.map((flow): Row => {
    const runs = SCRIPTS.filter((one) => one.flow === flow).flatMap(({ name }) => clean.get(name) ?? []);
    const figures = [runs.length, range(runs.map(({ calls }) => calls.length)), range(runs.map(({ events }) => events))];
    return [flow, ...figures, ...counts(results.filter((one) => one.flow === flow))];
  });
  return [...rows, ['all', clean.size, '', '', ...counts(results)]];
}

export function closingTable(results: CaseResult[], clean: CleanRuns): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
  table.push(...rowsOf(results, clean));
  return table.toString();
}

/** Writes the same as Markdown, beside the results: `results.jsonl.md`. */
export function writeClosing(out: string, results: CaseResult[], clean: CleanRuns): void {
  const line = (cells: Row): string => `| ${cells.join(' | ')} |`;
  const lines = [line(HEAD), line(HEAD.map(() => '---')), ...rowsOf(results, clean).map(line)];
  writeFileSync(`${out}.md`, `${lines.join('\n')}\n`);
}
