/** A simulator of its own for each test. `sim` and `api` are those of the test that runs; a defect of the simulator fails it. */
import { afterEach, beforeEach, expect } from '@jest/globals';
import { startSimulator, type Simulator, type SimulatorOptions } from '../index.js';
import { login, type Body, type Client } from './client.js';

export let sim: Simulator;
/** Logged in to it. */
export let api: Client;

export function freshEachTime(options?: SimulatorOptions): void {
  beforeEach(() => startAgain(options));
  afterEach(async () => {
    expect(sim.defects).toEqual([]);
    await sim.close();
  });
}

/** Another one, with other ways, in the middle of a test. */
export async function startAgain(options?: SimulatorOptions): Promise<void> {
  await sim?.close();
  sim = await startSimulator(options);
  await loginAgain();
}

/** A new log-in, as another token or after a reset. */
export async function loginAgain(): Promise<void> {
  api = await login(sim);
}

/** What was done, but for log-ins. */
export const kinds = (): string[] => sim.ledger.map((entry) => entry.kind).filter((kind) => kind !== 'token.issued');

/** The first open invoice of a bill-to party. */
export async function openOf(partyId: string): Promise<Body> {
  const found = await api.get(`/api/InvoiceSummary?BillToPartyId=${partyId}&InvoiceType=SubscriptionFees&Balance=gt%3A0`);
  return found.body.Items.$values[0] as Body;
}
