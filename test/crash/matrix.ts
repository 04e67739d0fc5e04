/** The matrix itself: which cases, on which lanes. */
import { actCases, compoundCases, faultCases, processCases, restartCases, type CallsOf, type Case } from './cases.js';
import { choose } from './choose.js';
import { cleanRun, type CleanRun } from './clean-run.js';
import { closeLane, sharedLanes, type Ground } from './lane.js';
import { WrongUsage, type Options } from './options.js';
import { overLanes } from './pool.js';
import { runCases, type Listener } from './running.js';
import { SCRIPTS } from './scripts/index.js';
import type { Script } from './scripts/script.js';
import { thinned, type Plan } from './selection.js';

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
