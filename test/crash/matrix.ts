/** The matrix itself: which cases, on which lanes. */
import { actCases, compoundCases, faultCases, processCases, restartCases, type CallsOf, type Case } from './cases.js';
import { choose } from './choose.js';
import { cleanRun, type CleanRun } from './clean-run.js';
import { closeLane, ownLane, sharedLanes, type Ground, type Lane } from './lane.js';
import { WrongUsage, type Options } from './options.js';
import { Lag, TOO_LATE_MS, watchLag } from './lag.js';
import { overLanes } from './pool.js';
import type { WorkerProcess } from './processes.js';
import { runRestarts } from './restarts.js';
import { broken, NEVER_CAME, runCase, type Told } from './run-case.js';
import { hasFailed } from './result.js';
import { SCRIPTS } from './scripts/index.js';
import type { Script } from './scripts/script.js';
import { thinned, type Plan } from './selection.js';

/** How often one case is run at the most. */
const MOST_RUNS = 3;

/** Lanes with workers of their own: a start of a worker costs over a second of CPU. */
const KILL_LANES = 6;

export interface Listener {
  planned(cases: number): void;
  /** Cases that need not be run. */
  skip(one: Case): boolean;
  /** Nothing more needs to be known. */
  enough?(): boolean;
  told(result: Told, lane: Lane): void;
}

/** The run without events of each script, by its name. */
export type CleanRuns = Map<string, CleanRun>;

/** Runs the matrix; cases are told as they end. Answers with the runs without events. */
export async function runMatrix(ground: Ground, options: Options, listener: Listener): Promise<CleanRuns> {
  const clean = await findCalls(ground, options);
  const { shared, own, restart = [] } = chosen(ofEvents(allCases(clean, asked(options)), options), options);
  const wanted = (one: Case): boolean => !listener.skip(one) && (!options.case || one.id === options.case);
  await runCases(ground, options, listener, { shared: shared.filter(wanted), own: own.filter(wanted), restart: restart.filter(wanted) });
  return clean;
}

/** The scripts that are asked for. A case names its script. */
const asked = ({ flow, script, case: id }: Options): Script[] =>
  SCRIPTS.filter((one) => (!flow || flow === one.flow) && (!script || one.name.includes(script)) && (!id || id.startsWith(`${one.name}/`)));

/** The cases of the events that are asked for. Throws WrongUsage when there are none. */
function ofEvents({ shared, own, restart = [] }: Plan, { events }: Options): Plan {
  if (!events) return { shared, own, restart };
  const there = new Set([...shared, ...own, ...restart].map(({ event }) => event));
  if (!events.some((name) => there.has(name))) throw new WrongUsage(`--event: no ${events.join(', ')} here (there are: ${[...there].sort().join(', ')})`);
  const wanted = ({ event }: Case): boolean => events.includes(event);
  return { shared: shared.filter(wanted), own: own.filter(wanted), restart: restart.filter(wanted) };
}

function chosen({ shared, own, restart = [] }: Plan, options: Options): Plan {
  const { full, script, case: id, seed, faults, kills } = options;
  if (id) return { shared, own, restart };
  if (!full && script === undefined) return thinned({ shared, own, restart }, options);
  return { shared: choose(shared, faults, seed), own: choose(own, kills, seed), restart };
}

/** Every case there is. */
export function allCases(clean: CleanRuns, scripts = SCRIPTS): Plan {
  const callsOf: CallsOf = (script) => clean.get(script.name)?.calls ?? [];
  const of = (...kinds: ((scripts: Script[], callsOf: CallsOf) => Case[])[]): Case[] => kinds.flatMap((kind) => kind(scripts, callsOf));
  return { shared: of(faultCases, actCases, compoundCases(false)), own: of(processCases, compoundCases(true)), restart: of(restartCases) };
}

/** Runs the cases of a plan, no more lanes than cases. */
export async function runCases(ground: Ground, options: Options, listener: Listener, plan: Plan): Promise<void> {
  const { shared, own, restart = [] } = plan;
  listener.planned(shared.length + own.length + restart.length);
  const lag = new Lag();
  const look = watchLag((late) => lag.note(late));
  const lateHere = (begun: number): number => (look(), lag.since(begun));
  let sated = (): void => undefined;
  const satedNow = new Promise<void>((resolve) => (sated = resolve));
  const run = async (lane: Lane, one: Case): Promise<void> => {
    if (listener.enough?.()) return;
    listener.told(await timely(lateHere, lane, one), lane);
    if (listener.enough?.()) sated();
  };
  const over = async (lanes: Lane[], cases: Case[]): Promise<void> => {
    const running = overLanes(lanes, cases, run);
    // What still runs when enough is known ends with its lane.
    running.catch(() => undefined);
    await Promise.race([running, satedNow]);
    await Promise.all(lanes.map(closeLane));
  };
  if (shared.length > 0) await over(await sharedLanes(ground, Math.min(options.lanes, shared.length)), shared);
  if (listener.enough?.()) return;
  const count = Math.min(KILL_LANES, options.lanes, own.length);
  if (own.length > 0) await over(await Promise.all(Array.from({ length: count }, () => ownLane(ground))), own);
  const runs = new Map<Case, number>();
  if (restart.length > 0)
    await runRestarts(ground, options.lanes, restart, (told, lane, one, begun) => {
      runs.set(one, (runs.get(one) ?? 0) + 1);
      const again = runs.get(one)! < MOST_RUNS && isToBeRunAgain(told, latest(lateHere, lane.workers, begun));
      if (!again) listener.told(told, lane);
      return again;
    });
}

/** Runs a case; again when its event never came (a slow worker needed other calls), or when the machine was too late. */
async function timely(lateHere: (begun: number) => number, lane: Lane, one: Case): Promise<Told> {
  for (let run = 1; ; run += 1) {
    const begun = Date.now();
    const { workers } = lane;
    const told = await runCase(lane, one).catch((error: unknown) => broken(one, error));
    if (run === MOST_RUNS || !isToBeRunAgain(told, latest(lateHere, [...workers, ...lane.workers], begun))) return told;
  }
}

const latest = (lateHere: (begun: number) => number, workers: WorkerProcess[], begun: number): number =>
  Math.round(Math.max(lateHere(begun), ...workers.map((worker) => worker.lateSince(begun))));

function isToBeRunAgain(told: Told, late: number): boolean {
  const missed = told.lost.includes(NEVER_CAME);
  const again = missed || (hasFailed(told) && late > TOO_LATE_MS);
  if (again) console.log(`${told.id} is run again: ${missed ? 'its event never came' : `timers came up to ${late} ms late`}`);
  return again;
}

/** The calls of the scripts that are asked for, as the sources at hand make them, from runs without events. */
export async function findCalls(ground: Ground, options: Options): Promise<CleanRuns> {
  const found: CleanRuns = new Map();
  const scripts = asked(options);
  const lanes = await sharedLanes(ground, Math.min(options.lanes, scripts.length));
  await overLanes(lanes, [...scripts, ...scripts], async (lane, one) => {
    const run = await cleanRun(lane, one).catch(() => cleanRun(lane, one));
    // A machine that is late makes a run park, or look once more: the shorter of two is the one without any event.
    const former = found.get(one.name);
    if (!former || run.calls.length < former.calls.length) found.set(one.name, run);
  });
  await Promise.all(lanes.map(closeLane));
  return found;
}
