/** Runs one scenario to its end and answers what was wrong with it. */
import { startAttempt } from './attempts.js';
import { Flow } from './flow.js';
import { BOUND, CALM_AFTER } from './numbers.js';
import { checkEnd } from './properties.js';
import { ALL_LANDED } from './record.js';
import type { Scenario } from './scenario.js';
import { World, type Found } from './world.js';

export interface Simulated {
  found: Found[];
  /** What happened, line by line, for a person. */
  log: string[];
  /** Virtual milliseconds until all flows had ended. */
  took: number;
}

export async function simulate(scenario: Scenario): Promise<Simulated> {
  const world = new World(scenario);
  const { time, startedAt } = world;
  const flows = [new Flow(world, 'A', scenario.undo)];
  if (scenario.rival !== null) flows.push(new Flow(world, 'B', false));
  world.start = (run) => startAttempt(world, run);
  world.resetRun = (activity) => flows.find(({ current }) => current === activity)?.resetRun();
  time.after(100, () => flows[0]!.act());
  time.after(100 + (scenario.rival ?? 0), () => flows[1]?.act());

  await time.run(() => flows.every(({ ended }) => ended), startedAt + CALM_AFTER + BOUND);
  const took = time.now - startedAt;
  for (const { ended, marker } of flows) if (!ended) world.wrong('d', `${marker} has not ended`);
  await time.run(() => false, time.now + ALL_LANDED);
  checkEnd(
    world,
    flows.map(({ marker }) => marker),
  );
  return { found: world.found, log: world.log, took };
}
