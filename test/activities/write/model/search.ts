/** Searches for a scenario that breaks a property. */
import fc from 'fast-check';
import { scenarios, type Scenario } from './scenario.js';
import { simulate } from './simulate.js';

export interface Searched {
  seed: number;
  runs: number;
  /** The scenario that was found, as small as it gets, and what goes wrong in it. */
  broken?: { scenario: Scenario; found: string[]; log: string[] };
}

export interface SearchOptions {
  runs: number;
  seed: number;
  /** Scenarios to begin with. */
  known?: Scenario[];
  shrink?: boolean;
}

/** The seed and the number of runs are the environment's, if it says so. */
export function fromEnvironment(runs: number, seed: number): { runs: number; seed: number } {
  const { PROPERTY_RUNS, PROPERTY_SEED } = process.env;
  return { runs: Number(PROPERTY_RUNS ?? runs), seed: Number(PROPERTY_SEED ?? seed) };
}

export async function search({ runs, seed, known = [], shrink = true }: SearchOptions): Promise<Searched> {
  const result = await fc.check(
    fc.asyncProperty(scenarios, async (scenario) => (await simulate(scenario)).found.length === 0),
    { seed, numRuns: runs + known.length, examples: known.map((one): [Scenario] => [one]), endOnFailure: !shrink },
  );
  const scenario = result.counterexample?.[0];
  if (!scenario) return { seed, runs: result.numRuns };
  const { found, log } = await simulate(scenario);
  return {
    seed,
    runs: result.numRuns,
    broken: { scenario, found: found.map((one) => `(${one.property}) ${one.text}`), log },
  };
}
