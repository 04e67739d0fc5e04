/** The figures of runs of renewals, and what they leave idle of what the API allows. */
import type { RenewalFigures } from './renewals.js';
import { figuresTable, megabytes, rounded, sum, type Line } from './table.js';

const LINES: Line<RenewalFigures>[] = [
  { name: 'calls at a time', of: ({ concurrency }) => concurrency },
  { name: 'members at a time', of: ({ window }) => window },
  { name: 'renewing: s', of: ({ seconds }) => rounded(seconds) },
  { name: 'members/s', of: ({ parties, seconds }) => rounded(parties / seconds) },
  { name: 'plain loop: members/s', of: ({ parties, plain }) => rounded(parties / plain.seconds) },
  { name: 'utilisation %', of: ({ seconds, plain }) => rounded((100 * plain.seconds) / seconds) },
  { name: 'API calls a member', of: ({ calls, parties }) => rounded(sum(calls) / parties, 2) },
  { name: 'events a member, own', of: ({ histories }) => perRun(histories['renewMember'], 'events') },
  { name: 'events a member, in all', of: ({ sum: { events }, parties }) => rounded(events / parties) },
  { name: 'history kB a member', of: ({ sum: { bytes }, parties }) => rounded(bytes / parties / 1000) },
  { name: 'worker: peak RSS MB', of: ({ worker }) => megabytes(worker.rssPeak) },
  { name: 'worker: live heap MB at the end', of: ({ worker }) => megabytes(worker.heapLive) },
  { name: 'Temporal server: peak RSS MB', of: ({ server }) => megabytes(server.rssPeak) },
  { name: 'Temporal server: database MB', of: ({ server }) => megabytes(server.database) },
  { name: 'lines of results = members', of: (one) => equal(one.resultLines, one.parties) },
  { name: 'billed by the ledger = members', of: (one) => equal(one.billed, one.parties) },
  { name: 'verdict', of: ({ verdict }) => verdict },
];

const equal = (found: number, wanted: number): string => (found === wanted ? 'yes' : `NO: ${found}`);

const perRun = (one: RenewalFigures['sum'] | undefined, member: 'events' | 'bytes'): number =>
  one ? rounded(one[member] / one.workflows) : 0;

/** Whether each member was billed once and has its line, in the flow and in the plain loop. */
export const areRight = (one: RenewalFigures): boolean =>
  one.resultLines === one.parties && one.billed === one.parties && one.plain.billed === one.parties && one.verdict === 'completed';

export function renewalsTable(all: RenewalFigures[]): string {
  const heads = all.map(({ parties, latencyMs }) => `${parties.toLocaleString('en')} members, ${latencyMs} ms`);
  return figuresTable('renewals', heads, all, LINES);
}
