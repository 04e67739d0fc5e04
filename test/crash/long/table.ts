/** The table of long work. */
import Table from 'cli-table3';
import { hasFailed, JUDGED } from '../result.js';
import type { LongResult } from './run.js';

const HEAD = ['long work', 'rows or members', 'moments', 'workers killed', 's', 'verdict', 'duplicates', 'orphans', 'false words', 'undone before', 'lost'];

export function longTable(results: LongResult[]): string {
  const table = new Table({ head: HEAD, style: { head: [], border: [], compact: true } });
  for (const one of results.toSorted((a, b) => a.name.localeCompare(b.name)))
    table.push([one.name, one.good, one.struck, one.kills, one.seconds, one.verdict, ...JUDGED.map((kind) => one[kind].length)]);
  return table.toString();
}

/** The last line, for machines too. */
export function lastLine(results: LongResult[]): string {
  const failed = results.filter(hasFailed).length;
  return `crash of long work: ${results.length - failed} passed, ${failed} failed`;
}
