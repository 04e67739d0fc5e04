import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { EffectKind, Fault, Simulator } from '../index.js';
import { importRows, logOf, packageResults, packageStatus, post, run, runIndividual } from './billing-client.js';
import { login } from './client.js';
import type { Client, Reply } from './client.js';
import { statusOf, writeFaults } from './write-faults.js';

let sim: Simulator;
let api: Client;
let partyId: string;
let batchId: string;

beforeEach(async () => {
  const switches = { importQueueMs: 0, postSingleRenewals: 'required' } as const;
  sim = await startSimulator({ switches });
  api = await login(sim);
  [partyId = ''] = sim.world.addMembers(1, { paidThru: '2020-12-31' });
  await runIndividual(api, partyId, { BillingRunName: 'first' });
  batchId = String((await logOf(api, 'first')).BatchId);
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

interface Act {
  operation: string;
  send: () => Promise<Reply>;
  /** The effect that says it was done. */
  effect: EffectKind;
}
const acts: Act[] = [
  { operation: 'ImportPackage', send: () => importRows(api, 'job', [{ partyId }]), effect: 'import.accepted' },
  { operation: 'Run', send: () => run(api), effect: 'renewal.run' },
  { operation: 'RunIndividual', send: () => runIndividual(api, partyId), effect: 'renewal.run' },
  { operation: 'Post', send: () => post(api, batchId), effect: 'batch.posted' },
];

const count = (kind: EffectKind): number => sim.ledger.filter((one) => one.kind === kind).length;
// A write that lands though its answer never comes is tried here alone.
const faults: typeof writeFaults = [...writeFaults, [{ kind: 'late-hang', lateMs: 10 }, 'lost', true]];

describe.each(acts)('$operation', (act) => {
  it.each(faults)('under %j', async (fault, answer, saved) => {
    const before = count(act.effect);
    sim.faults.add({ operation: act.operation }, fault);
    if (fault.kind === 'late-hang') {
      // The client gives up; the answer never comes.
      act.send().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 60));
    } else {
      expect(await statusOf(act.send())).toBe(answer);
      await sim.idle();
    }
    expect(count(act.effect) - before).toBe(saved ? 1 : 0);
    expect(sim.calls.find((call) => call.fault)).toMatchObject({ fault: fault.kind, operation: act.operation });
  });
});

describe('reads', () => {
  it.each([
    ['GetPackageStatus', () => packageStatus(api, 1)],
    ['GetPackageResults', () => packageResults(api, 1)],
  ])('%s is hit by its own rule only', async (operation, send) => {
    sim.faults.add({ operation }, { kind: '500-before' });
    await importRows(api, 'job', [{ partyId }]);
    await send();
    await send();
    expect(sim.calls.filter((call) => call.fault)).toMatchObject([{ operation, status: 500 }]);
  });

  it('shows neither a package nor a run nor a posting for a while', async () => {
    const stale: Fault = { kind: 'stale-read', staleMs: 500 };
    for (const operation of ['ImportPackage', 'RunIndividual', 'Post']) sim.faults.add({ operation }, stale);
    const { body } = await importRows(api, 'job', [{ partyId: named.newMember }]);
    await runIndividual(api, partyId, { BillingRunName: 'second' });
    await post(api, batchId);
    const seen = async (): Promise<unknown[]> => [
      (await packageStatus(api, body.Result)).body.Result,
      (await api.get('/api/BillingLog?BillingRunName=second')).body.TotalCount,
      (await api.get(`/api/BatchSummary/${batchId}`)).body.BatchStatus,
    ];
    expect(await seen()).toEqual([0, 0, undefined]);
    await new Promise((resolve) => setTimeout(resolve, 510));
    expect(await seen()).toEqual([3, 1, 4]);
  });

  it.each(['LegacyBillingCycle', 'BillingLog', 'BillingLogItem', 'BatchSummary'])('%s can fail', async (entity) => {
    sim.faults.add({ method: 'GET', path: `/api/${entity}` }, { kind: '429', retryAfter: 1 });
    expect((await api.get(`/api/${entity}`)).status).toBe(429);
    expect((await api.get(`/api/${entity}`)).status).toBe(200);
  });
});

it('gives a guest nothing of it', async () => {
  const guest = await login(sim, 'guest');
  expect((await importRows(guest, 'job', [{ partyId }])).status).toBe(403);
  expect((await runIndividual(guest, partyId)).status).toBe(403);
  expect((await post(guest, batchId)).status).toBe(403);
  expect((await guest.get('/api/BillingLog')).body.TotalCount).toBe(0);
});
