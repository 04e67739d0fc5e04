/** The figures of imports of several sizes. */
import type { ImportFigures } from './import.js';
import { figuresTable, megabytes, rounded, sum, type Line } from './table.js';

const perThousand = (count: number, { rows }: ImportFigures): number => (count * 1000) / rows;

const LINES: Line<ImportFigures>[] = [
  { name: 'packages', of: ({ packages }) => packages },
  { name: 'reading, checking, staging: s', of: ({ readSeconds }) => rounded(readSeconds) },
  { name: 'importing: s', of: ({ importSeconds }) => rounded(importSeconds) },
  { name: 'read: rows/s', of: ({ rows, readSeconds }) => Math.round(rows / readSeconds) },
  { name: 'imported: rows/s', of: ({ rows, importSeconds }) => Math.round(rows / importSeconds), flat: true },
  { name: 'API calls for 1,000 rows', of: (one) => rounded(perThousand(sum(one.calls), one)), flat: true },
  { name: 'events for 1,000 rows', of: (one) => rounded(perThousand(one.sum.events, one)), flat: true },
  { name: 'history kB for 1,000 rows', of: (one) => rounded(perThousand(one.sum.bytes / 1000, one)), flat: true },
  { name: 'longest kind of run: events', of: longest },
  { name: 'worker: peak RSS MB after reading', of: ({ afterReading }) => megabytes(afterReading.rssPeak), flat: true },
  { name: 'worker: peak RSS MB', of: ({ worker }) => megabytes(worker.rssPeak), flat: true },
  { name: 'worker: peak heap MB', of: ({ worker }) => megabytes(worker.heapPeak), flat: true },
  { name: 'worker: live heap MB at the end', of: ({ worker }) => megabytes(worker.heapLive), flat: true },
  { name: 'Temporal server: peak RSS MB', of: ({ server }) => megabytes(server.rssPeak) },
  { name: 'Temporal server: database MB', of: ({ server }) => megabytes(server.database) },
  { name: 'lines of results = rows', of: (one) => equal(one.resultLines, one.rows) },
  { name: 'applied by the ledger = rows', of: (one) => equal(one.applied, one.rows) },
  { name: 'verdict', of: ({ verdict }) => verdict },
];

const equal = (found: number, wanted: number): string => (found === wanted ? 'yes' : `NO: ${found}`);

/** Mean length of the runs of the kind that has the longest ones. */
function longest({ histories }: ImportFigures): string {
  const means = Object.entries(histories).map(([type, { events, workflows }]) => ({ type, mean: Math.round(events / workflows) }));
  const { type, mean } = means.sort((a, b) => b.mean - a.mean)[0]!;
  return `${mean} (${type})`;
}

/** Whether each row was imported once and has its line. */
export const isRight = (one: ImportFigures): boolean =>
  one.resultLines === one.rows && one.applied === one.rows && one.verdict === 'completed';

export function importTable(all: ImportFigures[]): string {
  const heads = all.map(({ rows, latencyMs }) => `${rows.toLocaleString('en')} rows${latencyMs > 0 ? `, ${latencyMs} ms` : ''}`);
  return figuresTable('import', heads, all, LINES);
}
