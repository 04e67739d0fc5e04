/** Searches for a world in which core and model differ. */
import fc from 'fast-check';
import type { WorkflowCreator } from '@temporalio/worker/lib/workflow/interface.js';
import { Offline } from './offline.js';
import { play, type Played } from './play.js';
import { planOf, type Scenario } from './scenario.js';
import { worlds } from './worlds.js';

export const playOffline = async (runtime: WorkflowCreator, scenario: Scenario): Promise<Played> => await play(scenario, new Offline(runtime, planOf(scenario)));

export interface SearchOptions {
  runs: number;
  seed: number;
  /** The first one found is enough. */
  shrink?: boolean;
}

/** The smallest world found, with what is wrong in it. */
export async function search(runtime: WorkflowCreator, { runs, seed, shrink = true }: SearchOptions): Promise<(Played & { scenario: Scenario }) | undefined> {
  const holds = async (scenario: Scenario): Promise<boolean> => (await playOffline(runtime, scenario)).wrong.length === 0;
  const { counterexample } = await fc.check(fc.asyncProperty(worlds, holds), { seed, numRuns: runs, endOnFailure: !shrink });
  const scenario = counterexample?.[0];
  return scenario && { scenario, ...(await playOffline(runtime, scenario)) };
}
