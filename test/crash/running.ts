/**
 * Runs the cases of a plan. What fails on a machine that is late says nothing (lag.ts) and is run again; what fails late
 * every time is run at the end, one case at a time, and that run decides.
 */
import type { Case } from './cases.js';
import { Lag, TOO_LATE_MS, watchLag } from './lag.js';
import { closeLane, ownLane, sharedLanes, type Ground, type Lane } from './lane.js';
import type { Options } from './options.js';
import { overLanes } from './pool.js';
import type { WorkerProcess } from './processes.js';
import { hasFailed } from './result.js';
import { runRestarts } from './restarts.js';
import { broken, NEVER_CAME, runCase, type Told } from './run-case.js';
import type { Plan } from './selection.js';

/** How often one case is run in a phase. */
const MOST_RUNS = 3;

/** Lanes with workers of their own are fewer: a start of a worker costs over a second of CPU. */
const killLanes = (lanes: number): number => Math.ceil(lanes / 4);

export interface Listener {
  planned(cases: number): void;
  /** Cases that need not be run. */
  skip(one: Case): boolean;
  /** Nothing more needs to be known. */
  enough?(): boolean;
  told(result: Told, lane: Lane): void;
}

const sizeOf = ({ shared, own, restart = [] }: Plan): number => shared.length + own.length + restart.length;

/** Runs the cases of a plan, no more lanes than cases, and tells each once. */
export async function runCases(ground: Ground, { lanes }: Options, listener: Listener, plan: Plan): Promise<void> {
  listener.planned(sizeOf(plan));
  const late = await runPlan(ground, lanes, listener, plan, false);
  if (sizeOf(late) === 0) return;
  console.log(`cases that failed while the machine was late, now one at a time: ${sizeOf(late)}`);
  await runPlan(ground, 1, listener, late, true);
}

/** Answers with the cases that failed late every time, and were not told. `last`: such are told, too. */
async function runPlan(ground: Ground, most: number, listener: Listener, { shared, own, restart = [] }: Plan, last: boolean): Promise<Required<Plan>> {
  const late: Required<Plan> = { shared: [], own: [], restart: [] };
  const clock = new Clock();
  let sated = (): void => undefined;
  const satedNow = new Promise<void>((resolve) => (sated = resolve));
  const over = async (lanes: Lane[], cases: Case[], undecided: Case[]): Promise<void> => {
    const running = overLanes(lanes, cases, async (lane, one) => {
      if (listener.enough?.()) return;
      const { told, word } = await timely(clock, lane, one);
      if (word === 'late' && !last) undecided.push(one);
      else listener.told(told, lane);
      if (listener.enough?.()) sated();
    });
    // What still runs when enough is known ends with its lane.
    running.catch(() => undefined);
    await Promise.race([running, satedNow]);
    await Promise.all(lanes.map(closeLane));
  };
  if (shared.length > 0) await over(await sharedLanes(ground, Math.min(most, shared.length)), shared, late.shared);
  if (listener.enough?.()) return late;
  const count = Math.min(killLanes(most), own.length);
  if (own.length > 0) await over(await Promise.all(Array.from({ length: count }, () => ownLane(ground))), own, late.own);
  const runs = new Map<Case, number>();
  if (restart.length > 0)
    await runRestarts(ground, most, restart, (told, lane, one, begun) => {
      runs.set(one, (runs.get(one) ?? 0) + 1);
      const word = clock.wordOn(told, lane.workers, begun);
      if (word && runs.get(one)! < MOST_RUNS) return true;
      if (word === 'late' && !last) late.restart.push(one);
      else listener.told(told, lane);
      return false;
    });
  return late;
}

/** Runs a case; again when its event never came (a slow worker needed other calls), or when the machine was too late. */
async function timely(clock: Clock, lane: Lane, one: Case): Promise<{ told: Told; word?: 'missed' | 'late' }> {
  for (let run = 1; ; run += 1) {
    const begun = Date.now();
    const { workers } = lane;
    const told = await runCase(lane, one).catch((error: unknown) => broken(one, error));
    const word = clock.wordOn(told, [...workers, ...lane.workers], begun);
    if (!word || run === MOST_RUNS) return { told, ...(word && { word }) };
  }
}

/** Watches how late the timers of this process and of the workers are. */
class Clock {
  private readonly lag = new Lag();
  private readonly look = watchLag((late) => this.lag.note(late));

  /** Why a result says nothing, if so. */
  wordOn(told: Told, workers: WorkerProcess[], begun: number): 'missed' | 'late' | undefined {
    this.look();
    const late = Math.round(Math.max(this.lag.since(begun), ...workers.map((worker) => worker.lateSince(begun))));
    const missed = told.lost.includes(NEVER_CAME);
    if (!missed && !(hasFailed(told) && late > TOO_LATE_MS)) return undefined;
    console.log(`${told.id} says nothing: ${missed ? 'its event never came' : `timers came up to ${late} ms late`}`);
    return missed ? 'missed' : 'late';
  }
}
