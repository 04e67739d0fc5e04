/** The results file as a person's program would read it. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type Line = Record<string, string>;

export const linesOf = (file: string): Line[] => parse(readFileSync(file), { columns: true }) as Line[];

/** How many lines have each value of a column. */
export function countBy(lines: readonly Line[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of lines) counts[line[column] ?? ''] = (counts[line[column] ?? ''] ?? 0) + 1;
  return counts;
}

/** What is wrong with a column that must hold each of `wanted` exactly once. */
export function onceEach(lines: readonly Line[], column: string, wanted: readonly string[]): string[] {
  const counts = countBy(lines, column);
  const all = new Set(wanted);
  const missing = wanted.filter((one) => !counts[one]);
  const several = Object.keys(counts).filter((one) => counts[one]! > 1);
  const strange = Object.keys(counts).filter((one) => !all.has(one));
  const say = (what: string, which: string[]): string[] => (which.length > 0 ? [`results file: ${which.length} ${what}, such as ${column} ${which[0]}`] : []);
  return [...say('missing', missing), ...say('more than once', several), ...say('of nobody', strange)];
}
