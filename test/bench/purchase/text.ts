/** The figures of purchases, as tables. */
import { markdownTable, megabytes, rounded } from '../table.js';
import { flowsASecond, type Cell } from './cell.js';
import { cellLine, CELL_HEAD } from './cell-line.js';
import { cost, median, speed, type Pairs } from './pairs.js';
import { targetsOf, type Results } from './targets.js';

/** Tables of what was measured. */
export function purchaseText(results: Results): string {
  const { matrix, pairs, recovery, coldStart, tenants, growth } = results;
  const cells = matrix.flatMap(({ system, sync, cells: all }) => all.map((cell) => ({ system, sync, cell })));
  const order = [...cells].sort((a, b) => a.cell.concurrency - b.cell.concurrency || a.cell.latencyMs - b.cell.latencyMs);
  const tables = [
    table('Purchases', CELL_HEAD, order.map(cellLine)),
    ...pairs.map(pairsTable),
    table(
      'SIGKILL of the worker, another at once',
      ['flows', 'tenants', 'API ms', 'settle s', 'worker ready: s', 'stalled steps', 'next look: p95 s', 'max s', 'writes', 'next write: p95 s', 'max s', 'all ended: s'],
      recovery.map(({ flows, tenants: count, latencyMs, settleSeconds, ready, looks, acts, allEnded }) => [
        ...[flows, count, latencyMs, settleSeconds, rounded(ready)],
        ...[looks, acts].flatMap((delays) => [delays.count, rounded(delays.p95), rounded(delays.max)]),
        rounded(allEnded),
      ]),
    ),
    table(
      'Cold start',
      ['bundle', 'server s', 'worker s', 'first flow s', 'in all s'],
      coldStart.map(({ built, server, worker, firstFlow }) => [built ? 'built before' : 'built now', ...[server, worker, firstFlow, server + worker + firstFlow].map((one) => rounded(one, 2))]),
    ),
    table(
      'Many tenants, one call at a time each',
      ['tenants', 'API ms', 'calls/s', 'of what the APIs allow', 'cores: worker', 'cores: server'],
      tenants.map((one) => [one.tenants, one.latencyMs, rounded(one.callsASecond), percent(one.used), rounded(one.cores.worker, 2), rounded(one.cores.server, 2)]),
    ),
    table(
      'Memory of the worker',
      ['flows ended', 'flows/s', 'live heap MB', 'RSS MB', 'peak RSS MB', 'server: peak RSS MB', 'database MB'],
      growth.map(({ finished, flowsASecond, worker, server }) => [
        ...[finished, rounded(flowsASecond)],
        ...[worker.heapLive, worker.rss, worker.rssPeak, server.rssPeak, server.database].map(megabytes),
      ]),
    ),
    table(
      'Targets',
      ['target', 'wanted', 'measured', 'met'],
      targetsOf(results).map(({ name, wanted, measured, met }) => [name, wanted, rounded(measured, 3), met ? 'yes' : 'NO']),
    ),
  ];
  return tables.filter(Boolean).join('\n\n');
}

function pairsTable({ looks, pairs }: Pairs): string {
  const other = `the plain workflow${looks ? ' with the looks of ours' : ''}`;
  const middle = BOTH.map((of) => `${median(pairs, ({ ours }) => of(ours))} (${median(pairs, ({ plain }) => of(plain))})`);
  return table(
    `In turns with ${other}, 50 at a time, API of 0 ms (${other} in brackets)`,
    ['flows/s', 'CPU s for 1,000: worker', 'server', 'p50 ms', 'flows/s by those', 'CPU by that', ''],
    [
      ...pairs.map((pair) => [...BOTH.map((of) => `${of(pair.ours)} (${of(pair.plain)})`), rounded(speed(pair), 2), rounded(cost(pair), 2), '']),
      [...middle, rounded(median(pairs, speed), 3), rounded(median(pairs, cost), 3), 'median'],
    ],
  );
}

/** What is told of both of a pair. */
const BOTH: ((cell: Cell) => number)[] = [(cell) => rounded(flowsASecond(cell)), ({ cpu }) => rounded(cpu.worker), ({ cpu }) => rounded(cpu.server), ({ p50 }) => Math.round(p50)];

const percent = (share: number): string => `${rounded(share * 100)} %`;

const table = (title: string, head: string[], rows: (string | number)[][]): string => (rows.length > 0 ? `${title}\n\n${markdownTable(head, rows)}` : '');

/** What is wrong with the ledgers, in sentences. */
export function faultsOf({ matrix, pairs, recovery, coldStart, tenants, growth }: Results): string[] {
  return [...matrix, ...pairs, ...recovery, ...coldStart, ...tenants, ...growth].flatMap(({ faults }) => faults);
}
