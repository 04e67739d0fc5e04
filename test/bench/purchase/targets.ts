/** What was promised, against what was measured: ratios of one run on one machine. */
import type { Cell } from './cell.js';
import type { ColdStart } from './cold-start.js';
import type { Growth } from './growth.js';
import type { Measured, System } from './matrix.js';
import { cost, median, speed, type Pairs } from './pairs.js';
import type { Recovery } from './recovery.js';
import type { Utilisation } from './tenants.js';

export interface Results {
  matrix: Measured[];
  pairs: Pairs[];
  recovery: Recovery[];
  coldStart: ColdStart[];
  tenants: Utilisation[];
  growth: Growth[];
}

export interface Target {
  name: string;
  /** In words and numbers. */
  wanted: string;
  measured: number;
  met: boolean;
}

/** Of a share or ratio; undefined: the run did not measure what it is of. */
type Judged = Target | undefined;

/** Next look after a crash: heartbeat time-out 5 s, first retry 1 s, and 1 s for the rest. */
const LOOK_SECONDS = 7;
/** By the milliseconds of a call. */
const USED = new Map([
  [200, 0.95],
  [100, 0.85],
]);
/** Of how many tenants. */
const TENANTS = 30;
/** Live heap at the last mark by that at the first. */
const GROWTH = 1.1;
const OVERHEAD = { normal: 1.05, full: 1.1 } as const;

const atLeast = (name: string, measured: number, bound: number): Target => ({ name, wanted: `at least ${bound}`, measured, met: measured >= bound });
const atMost = (name: string, measured: number, bound: number): Target => ({ name, wanted: `at most ${bound}`, measured, met: measured <= bound });

/** Those that the run can tell. */
export function targetsOf(results: Results): Target[] {
  const { matrix, pairs, recovery, tenants, growth } = results;
  return [
    ...pairs.flatMap(againstPlain),
    overhead(matrix, 'normal'),
    overhead(matrix, 'full'),
    ...recovery.flatMap(afterKill),
    ...tenants.flatMap(({ latencyMs, used, tenants: count }) => {
      const bound = count === TENANTS ? USED.get(latencyMs) : undefined;
      return bound === undefined ? [] : [atLeast(`${count} tenants at ${latencyMs} ms: share of what their APIs allow`, used, bound)];
    }),
    flat(growth),
  ].filter((one): one is Target => one !== undefined);
}

function cellOf(matrix: Measured[], system: System, sync: Measured['sync'], concurrency: number, latencyMs: number): Cell | undefined {
  const cells = matrix.filter((one) => one.system === system && one.sync === sync).flatMap((one) => one.cells);
  return cells.find((one) => one.concurrency === concurrency && one.latencyMs === latencyMs);
}

/** Against one that looks as ours does there is no target: it shows what the looks cost. */
function againstPlain({ looks, pairs }: Pairs): Target[] {
  if (looks) return [];
  return [
    atLeast('0 ms, 50 at a time, in turns: flows/s by those of the plain workflow (median)', median(pairs, speed), 1),
    atMost('0 ms, 50 at a time, in turns: CPU a flow by that of the plain workflow (median)', median(pairs, cost), 1),
  ];
}

function overhead(matrix: Measured[], sync: Measured['sync']): Judged {
  const cell = cellOf(matrix, 'ours', sync, 1, 200);
  return cell && atMost(`200 ms, one at a time${sync === 'full' ? ', full sync' : ''}: time of a flow by that of its API calls`, (cell.seconds * 1000) / cell.flows / cell.apiMs, OVERHEAD[sync]);
}

function afterKill({ looks, acts, settleSeconds }: Recovery): Judged[] {
  return [
    looks.count > 0 ? atMost('after SIGKILL: last next look of a stalled step, s', looks.max, LOOK_SECONDS) : undefined,
    acts.count > 0 ? atMost(`after SIGKILL: last act of a stalled step (settle time ${settleSeconds} s), s`, acts.max, LOOK_SECONDS + settleSeconds) : undefined,
  ];
}

function flat(growth: Growth[]): Judged {
  const [first, last] = [growth[0], growth.at(-1)];
  if (!first || !last || first === last) return undefined;
  return atMost(`worker: live heap after ${last.finished} flows by that after ${first.finished}`, last.worker.heapLive / first.worker.heapLive, GROWTH);
}
