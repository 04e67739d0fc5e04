/** The same worlds on a real Temporal server, so that the runtime without one (core.test.ts) is not believed alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { overLanes } from '../../crash/pool.js';
import { plannedBundle } from './bundle.js';
import { KNOWN } from './known.js';
import { play } from './play.js';
import { planOf, type Scenario } from './scenario.js';
import { openServer, type Server } from './server.js';
import { worlds } from './worlds.js';

const { PROPERTY_SEED, SERVER_RUNS } = process.env;
const seed = Number(PROPERTY_SEED ?? 1);
const runs = Number(SERVER_RUNS ?? 12);
const AT_A_TIME = 4;

let server: Server;
beforeAll(async () => void (server = await openServer(await plannedBundle(), process.env['TEST_TEMPORAL_ADDRESS']!)));
afterAll(async () => await server.close());

/** What comes at one moment comes one after the other here. */
const inTurn = (scenario: Scenario): Scenario => ({ ...scenario, points: scenario.points.map((point) => ({ ...point, together: false })) });

test(`known worlds and ${runs} random ones (PROPERTY_SEED=${seed}) on a server`, async () => {
  const chosen = [...Object.values(KNOWN), ...fc.sample(worlds, { seed, numRuns: runs })].map(inTurn);
  const wrong: string[] = [];
  await overLanes(Array.from({ length: AT_A_TIME }), chosen, async (_lane, scenario) => {
    const played = await play(scenario, server.stage(planOf(scenario)));
    if (played.wrong.length > 0) wrong.push(JSON.stringify(scenario), ...played.log, ...played.wrong);
  });
  expect(wrong).toEqual([]);
}, 180_000);
