/** The table of the matrix: per call and per event, what came of the cases. */
import Table from 'cli-table3';
import { labelOf } from './calls.js';
import { hasFailed, JUDGED, type CaseResult } from './result.js';

const HEAD = [
  'cases',
  'completed',
  'with exceptions',
  'compensated',
  'rejected',
  'parked',
  'duplicates',
  'orphans',
  'false words',
  'undone before',
  'lost',
];

function row(results: CaseResult[]): number[] {
  const ended = (verdict: string): number => results.filter((one) => one.verdict === verdict).length;
  const parked = results.filter((one) => one.parked.length > 0).length;
  const wrong = JUDGED.map((kind) => results.filter((one) => one[kind].length > 0).length);
  return [results.length, ended('completed'), ended('completed-with-exceptions'), ended('compensated'), ended('rejected'), parked, ...wrong];
}

function table(title: string, results: CaseResult[], by: (one: CaseResult) => string): string {
  const made = new Table({ head: [title, ...HEAD], style: { head: [], border: [], compact: true } });
  for (const name of [...new Set(results.map(by))].sort())
    made.push([name, ...row(results.filter((one) => by(one) === name))]);
  made.push(['all', ...row(results)]);
  return made.toString();
}

/** The tables by call, by event and by script, and the repairs that parked flows got. */
export function tables(results: CaseResult[]): string {
  const repairs = new Map<string, number>();
  for (const { repair } of results.flatMap((one) => one.parked)) repairs.set(repair, (repairs.get(repair) ?? 0) + 1);
  return [
    table('call', results, ({ call }) => labelOf(call)),
    table('event', results, ({ event }) => event),
    table('script', results, ({ script }) => script),
    `Repairs of parked flows: ${[...repairs].map(([name, count]) => `${name} (${count})`).join('; ') || 'none'}`,
  ].join('\n');
}

/** Each failed case in one line: the end of a long output is what people see. */
export const failedLines = (results: CaseResult[]): string[] =>
  results.filter(hasFailed).map((one) => `failed: ${one.id}: ${JUDGED.flatMap((kind) => one[kind].map((text) => `${kind}: ${text}`)).join('; ')}`);

/** The last line, for machines too. */
export function lastLine(results: CaseResult[]): string {
  const failed = results.filter(hasFailed).length;
  return `crash matrix: ${results.length - failed} passed, ${failed} failed`;
}
