/** The matrix itself: which cases, on which lanes. */
import type { CallOfScript } from './calls.js';
import { actCases, compoundCases, faultCases, processCases, type CallsOf, type Case } from './cases.js';
import { choose } from './choose.js';
import { closeLane, ownLane, sharedLanes, type Ground, type Lane } from './lane.js';
import type { Options } from './options.js';
import { Lag, TOO_LATE_MS } from './lag.js';
import { overLanes } from './pool.js';
import { callsOfScript, NEVER_CAME, runCase, type Told } from './run-case.js';
import { hasFailed } from './result.js';
import { SCRIPTS, type Script } from './scripts.js';

/** Together they make every call of the flow, forward and back, over empty and over existing records. */
const IN_CI = ['refused-legacy-empty', 'refused-persisted-existing', 'paid-persisted-empty', 'paid-legacy-existing'];

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

const isChosen = ({ full, script }: Options, { name }: Script): boolean =>
  script ? name.includes(script) : full || IN_CI.includes(name);

/** The calls of each script, by its name. */
export type Calls = Map<string, CallOfScript[]>;

/** Cases by what they need: a worker that all share, or workers of their own that may die. */
export interface Plan {
  shared: Case[];
  own: Case[];
}

/** Runs the matrix. Cases are told as they end. */
export async function runMatrix(ground: Ground, options: Options, listener: Listener): Promise<void> {
  const calls = await findCalls(ground, options);
  const callsOf: CallsOf = (script) => calls.get(script.name) ?? [];
  const faults = SCRIPTS.filter((script) => isChosen(options, script));
  const killed = SCRIPTS.filter((script) => !options.script || isChosen(options, script));
  const wanted = (one: Case): boolean => !listener.skip(one) && (!options.case || one.id === options.case);
  const hit = options.case ? SCRIPTS : faults;
  await runCases(ground, options, listener, {
    shared: choose(beside(hit, callsOf).filter(wanted), options.faults, options.seed),
    own: [
      ...choose(processCases(killed, callsOf).filter(wanted), options.kills, options.seed),
      ...(options.kills > 0 ? compoundCases(hit, callsOf, true).filter(wanted) : []),
    ],
  });
}

/** Every case there is. */
export function allCases(calls: Calls): Plan {
  const callsOf: CallsOf = (script) => calls.get(script.name) ?? [];
  return {
    shared: beside(SCRIPTS, callsOf),
    own: [...processCases(SCRIPTS, callsOf), ...compoundCases(SCRIPTS, callsOf, true)],
  };
}

/** Runs the cases of a plan, no more lanes than cases. */
export async function runCases(ground: Ground, options: Options, listener: Listener, plan: Plan): Promise<void> {
  listener.planned(plan.shared.length + plan.own.length);
  const lag = new Lag();
  let sated = (): void => undefined;
  const satedNow = new Promise<void>((resolve) => (sated = resolve));
  const run = async (lane: Lane, one: Case): Promise<void> => {
    if (listener.enough?.()) return;
    listener.told(await timely(lag, lane, one), lane);
    if (listener.enough?.()) sated();
  };
  const over = async (lanes: Lane[], cases: Case[]): Promise<void> => {
    const running = overLanes(lanes, cases, run);
    // What still runs when enough is known ends with its lane.
    running.catch(() => undefined);
    await Promise.race([running, satedNow]);
    await Promise.all(lanes.map(closeLane));
  };
  const { shared, own } = plan;
  if (shared.length > 0) await over(await sharedLanes(ground, Math.min(options.lanes, shared.length)), shared);
  if (own.length === 0 || listener.enough?.()) return;
  const count = Math.min(KILL_LANES, options.lanes, own.length);
  await over(await Promise.all(Array.from({ length: count }, () => ownLane(ground))), own);
}

/** Runs a case; again when its event never came (a slow worker needed other calls), or when the machine was too late. */
async function timely(lag: Lag, lane: Lane, one: Case): Promise<Told> {
  for (let run = 1; ; run += 1) {
    const begun = performance.now();
    const told = await runCase(lane, one);
    const late = Math.round(lag.since(begun));
    const missed = told.lost.includes(NEVER_CAME);
    const again = missed || (hasFailed(told) && late > TOO_LATE_MS);
    if (!again || run === MOST_RUNS) return told;
    console.log(`${one.id} is run again: ${missed ? 'its event never came' : `timers came up to ${late} ms late`}`);
  }
}

/** Cases in which no process dies. */
const beside = (scripts: Script[], callsOf: CallsOf): Case[] => [
  ...faultCases(scripts, callsOf),
  ...actCases(scripts, callsOf),
  ...compoundCases(scripts, callsOf, false),
];

/** The calls of the scripts as the sources at hand make them. */
export async function findCalls(ground: Ground, options: Options): Promise<Calls> {
  const lanes = await sharedLanes(ground, options.lanes);
  const calls = await discover(lanes, options);
  await Promise.all(lanes.map(closeLane));
  return calls;
}

/** The calls of every script that is needed, from runs without events. */
async function discover(lanes: Lane[], { script }: Options): Promise<Calls> {
  const found = new Map<string, CallOfScript[]>();
  const scripts = SCRIPTS.filter(({ name }) => !script || name.includes(script));
  await overLanes(lanes, scripts, async (lane, one) => void found.set(one.name, await callsOfScript(lane, one)));
  return found;
}
