/** A simulator of its own for each test. `sim` and `api` are those of the test that runs; a defect of the simulator fails it. */
import { afterEach, beforeEach, expect } from '@jest/globals';
import { startSimulator, type Simulator } from '../../index.js';
import { ymLogin, type YmClient } from './client.js';

export let sim: Simulator;
/** Logged in to it. */
export let api: YmClient;

export function freshEachTime(): void {
  beforeEach(async () => {
    sim = await startSimulator({ parties: 0 });
    await loginAgain();
  });
  afterEach(async () => {
    expect(sim.defects).toEqual([]);
    await sim.close();
  });
}

export async function loginAgain(): Promise<void> {
  api = await ymLogin(sim);
}

export const rows = async (): Promise<Record<string, unknown>[]> => (await api.get('/DuesTransactions?BypassCache=true')).body.DuesTransactionsList;

/** The last of the member. */
export const rowOf = async (memberId: number): Promise<Record<string, unknown> | undefined> =>
  (await rows()).filter((one) => one.WebsiteMemberID === memberId).at(-1);
