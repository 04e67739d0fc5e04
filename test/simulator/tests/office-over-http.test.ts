import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { importRows } from './billing-client.js';
import { login } from './client.js';

let sim: Simulator;

beforeEach(async () => {
  sim = await startSimulator({ switches: { importQueueMs: 60_000 } });
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const act = (body: unknown): Promise<Response> =>
  fetch(`${sim.url}/_sim/staff`, { method: 'POST', body: JSON.stringify(body) });

it('lets another process act for the office, wait and count', async () => {
  const { body } = await importRows(await login(sim), 'job', [{ partyId: named.newMember }]);
  expect((await act({ act: 'failPackage', args: [body.Result, { afterParties: 1 }] })).status).toBe(200);
  const counts = (await (await fetch(`${sim.url}/_sim/counts`)).json()) as unknown;
  expect(counts).toMatchObject({ 'import.accepted': 1, 'import.applied': 1, 'import.failed': 1 });
});

it('says when nothing is under way any more', async () => {
  sim.switches.importQueueMs = 20;
  await importRows(await login(sim), 'job', [{ partyId: named.newMember }]);
  await fetch(`${sim.url}/_sim/idle`);
  expect(sim.effectCounts['import.applied']).toBe(1);
});

it('refuses an act that does not exist or cannot be done', async () => {
  for (const body of [{ act: 'sell' }, { act: 'constructor' }, { act: 'cancelPackage', args: [1] }]) {
    expect((await act(body)).status).toBe(400);
  }
});
