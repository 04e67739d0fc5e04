/** Where in long work workers are killed. */
import type { ImportDues, RunRenewals } from '../../../workflows/contracts/inputs.js';
import type { Match, TenantSwitches } from '../../simulator/index.js';
import type { LongLane } from './lane.js';
import { newRun, packaging, readBytes, resultLines } from './moments.js';
import { atCalls, atMoments, type Strikes } from './strikes.js';

export interface Work {
  lane: LongLane;
  /** Rows that are sent, or members. */
  good: number;
  resultsFile: string;
  /** Workflow id of the window. */
  window: string;
  kills: number;
  random: () => number;
}

export interface LongCase {
  name: string;
  flow: 'importDues' | 'runRenewals';
  input?: Partial<ImportDues & RunRenewals>;
  /** Rows that are sent, or members. */
  good: number;
  /** Rows of the file that are read, and not sent since they stand there twice. */
  bad: number;
  switches?: Partial<TenantSwitches>;
  perRun?: number;
  workers?: number;
  versions?: boolean;
  /** Kills, and with `--full`. */
  kills: [number, number];
  strike(work: Work): Strikes;
}

const someOf = (count: number, from: number, to: number, random: () => number): number[] => {
  const all = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const chosen = all.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
  return chosen.slice(0, count).map(({ one }) => one).sort((a, b) => a - b);
};

const eitherWay = (random: () => number): ((nth: number) => 'before' | 'after') => {
  const chosen = new Map<number, 'before' | 'after'>();
  return (nth) => chosen.get(nth) ?? chosen.set(nth, random() < 0.5 ? 'before' : 'after').get(nth)!;
};

/** Beyond the settle time: none of its rows stand when the lost answer is settled. */
const QUEUED_MS = 9_000;

/** The package of that call waits for long before it is taken up. */
function queueLong({ sim }: LongLane, call: Match): void {
  const { importQueueMs } = sim.switches;
  sim.onHit(call, 'before', () => void (sim.switches.importQueueMs = QUEUED_MS));
  sim.onHit(call, 'after', () => void (sim.switches.importQueueMs = importQueueMs));
}

const ROWS_A_PACKAGE = 100;
/*
 * The first package is spared: while no id of a package is known, a lost answer cannot be settled, and its flow parks
 * (test/flows/import-first.test.ts).
 */

/** Of a kept row. */
const BYTES = 300;
const packages = (good: number): number => Math.ceil(good / ROWS_A_PACKAGE);

export const CASES: LongCase[] = [
  {
    name: 'import/reading',
    flow: 'importDues',
    good: 150,
    bad: 12_000,
    kills: [1, 3],
    strike: ({ lane, kills, random }) =>
      atMoments(lane, Array.from({ length: kills }, () => readBytes(lane.dataDir, lane.tenant.name, Math.round(random() * 10_000 * BYTES)))),
  },
  {
    name: 'import/packaging',
    flow: 'importDues',
    good: 150,
    bad: 12_000,
    kills: [1, 3],
    strike: ({ lane, kills }) => atMoments(lane, Array.from({ length: kills }, () => packaging(lane.dataDir, lane.tenant.name)), 1),
  },
  {
    name: 'import/sent',
    flow: 'importDues',
    good: 450,
    bad: 0,
    kills: [2, 4],
    strike({ lane, good, kills, random }) {
      const nths = someOf(kills, 2, packages(good), random);
      for (const nth of nths) queueLong(lane, { operation: 'ImportPackage', nth });
      return atCalls(lane, { operation: 'ImportPackage' }, nths, () => 'after');
    },
  },
  {
    name: 'import/polling',
    flow: 'importDues',
    good: 450,
    bad: 20,
    switches: { importQueueMs: 300 },
    kills: [2, 5],
    strike: ({ lane, good, kills, random }) =>
      atCalls(lane, { operation: 'GetPackageStatus' }, someOf(kills, 3, 2 * packages(good), random), eitherWay(random)),
  },
  {
    name: 'import/results',
    flow: 'importDues',
    good: 850,
    bad: 20,
    kills: [2, 4],
    perRun: 5,
    strike: ({ lane, resultsFile, good, kills, random }) =>
      atMoments(lane, someOf(kills, 0, packages(good) - 2, random).map((n) => resultLines(resultsFile, 20 + n * ROWS_A_PACKAGE))),
  },
  {
    name: 'renewals/window',
    flow: 'runRenewals',
    good: 30,
    bad: 0,
    kills: [3, 8],
    strike: ({ lane, good, kills, random }) =>
      atCalls(lane, { operation: 'RunIndividual' }, someOf(kills, 2, good, random), eitherWay(random)),
  },
  {
    name: 'renewals/new-run',
    flow: 'runRenewals',
    good: 36,
    bad: 0,
    perRun: 6,
    kills: [2, 4],
    strike: ({ lane, window, kills }) =>
      atMoments(lane, Array.from({ length: kills }, () => newRun(lane.client.workflow.getHandle(window))), 5),
  },
  {
    name: 'renewals/versions',
    flow: 'runRenewals',
    good: 16,
    bad: 0,
    workers: 3,
    versions: true,
    kills: [4, 8],
    strike({ lane, good, kills, random }) {
      const nths = someOf(kills, 2, good, random);
      return atCalls(lane, { operation: 'RunIndividual' }, nths, eitherWay(random), (nth) => (nths.indexOf(nth) % 2 === 0 ? 'kill' : 'stop'));
    },
  },
];
