import { arrange, BOUND_MS, standing, start } from './begin.js';
import { API, numbered, type CallOfScript } from './calls.js';
import { eventsOf } from './kin.js';
import type { Lane } from './lane.js';
import type { Script } from './scripts/script.js';
import { endOrPark } from './temporal.js';

/** A run without any event. */
export interface CleanRun {
  calls: CallOfScript[];
  /** History events, those of its kin with them. */
  events: number;
}

/** Runs a script without any event: which calls it makes. Throws when it does not end as it should. */
export async function cleanRun(lane: Lane, script: Script): Promise<CleanRun> {
  const input = await arrange(lane, script);
  standing(lane, script);
  const from = lane.sim.calls.length;
  const workflowId = await start(lane, script, input);
  const seen = await endOrPark(lane.client, workflowId, BOUND_MS);
  if (seen.state !== 'ended' || seen.report.verdict !== script.verdict)
    throw new Error(`${script.name} without an event: ${JSON.stringify(seen)}`);
  const made = lane.sim.calls.slice(from).filter(({ path }) => API.test(path));
  const calls = made.map(({ method, entity, operation }) => ({ method, entity: operation ? `${entity}.${operation}` : entity }));
  return { calls: numbered(calls), events: await eventsOf(lane.client, workflowId) };
}
