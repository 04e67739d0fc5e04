import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { logOf, post, runIndividual } from './billing-client.js';
import { execute, login } from './client.js';
import type { Body, Client } from './client.js';

let sim: Simulator;
let api: Client;
let partyId: string;
let batchId: string;

beforeEach(async () => {
  sim = await startSimulator({ switches: { postSingleRenewals: 'required', invoices: 'persisted' } });
  api = await login(sim);
  [partyId = ''] = sim.world.addMembers(1, { paidThru: '2020-12-31' });
  await runIndividual(api, partyId);
  batchId = String((await logOf(api, 'run-1')).BatchId);
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const batch = async (): Promise<Body> => (await api.get(`/api/BatchSummary/${batchId}`)).body;
const posted = (): number => sim.ledger.filter((one) => one.kind === 'batch.posted').length;

describe('Post', () => {
  it('answers nothing and takes a plain string as well', async () => {
    const { status, body } = await api.post('/api/BatchSummary/_execute', execute('BatchSummary', 'Post', batchId));
    expect([status, body]).toEqual([200, { text: '' }]);
    expect(await batch()).toMatchObject({ BatchStatus: 4 });
    expect(sim.world.invoicesOf(partyId)).toHaveLength(1);
  });

  it.each([
    ['ignored', 200],
    ['refused', 400],
  ] as const)('of a posted batch is %s', async (secondPost, status) => {
    sim.switches.secondPost = secondPost;
    await post(api, batchId);
    expect((await post(api, batchId)).status).toBe(status);
    expect(posted()).toBe(1);
    expect(sim.world.invoicesOf(partyId)).toHaveLength(1);
  });

  it('goes on after the call where posting takes its time', async () => {
    sim.switches.postMs = 60;
    await post(api, batchId);
    expect((await batch()).BatchStatus).toBe(3);
    expect((await post(api, batchId)).status).toBe(200);
    expect(sim.world.invoicesOf(partyId)).toEqual([]);
    await sim.idle();
    expect((await batch()).BatchStatus).toBe(4);
    expect(posted()).toBe(1);
  });

  it('ends as PostingError and can be tried again', async () => {
    sim.staff.failPosting(batchId, 'Out of balance.');
    expect((await post(api, batchId)).status).toBe(200);
    expect(await batch()).toMatchObject({ BatchStatus: 5, PostingError: 'Out of balance.' });
    expect(sim.world.invoicesOf(partyId)).toEqual([]);
    await post(api, batchId);
    expect((await batch()).BatchStatus).toBe(4);
    expect((await batch()).PostingError).toBeUndefined();
  });

  it('of a batch that is unknown or deleted is refused', async () => {
    expect((await post(api, '200106-1')).status).toBe(404);
    sim.staff.deleteBatch(batchId);
    expect(await batch()).toMatchObject({ BatchStatus: 6 });
    expect((await post(api, batchId)).status).toBe(400);
    expect((await logOf(api, 'run-1')).Status).toBe(3);
  });

  it('leaves nothing when its request only seemed to succeed', async () => {
    sim.faults.add({ operation: 'Post' }, { kind: 'false-200' });
    sim.switches.postMs = 20;
    expect((await post(api, batchId)).status).toBe(200);
    await sim.idle();
    expect((await batch()).BatchStatus).toBeUndefined();
    expect(posted()).toBe(0);
  });
});

describe('the office', () => {
  it('posts a batch, and puts entries of others into one', async () => {
    sim.staff.addStrangerEntry(batchId, '10.00');
    expect(await batch()).toMatchObject({ TransactionCount: 2, ActualAmount: { Amount: 105 } });
    sim.staff.postBatch(batchId);
    expect(sim.ledger.find((one) => one.kind === 'batch.posted')).toMatchObject({ user: 'staff', batchId });
    expect((await api.get('/api/BatchSummary?BatchStatus=4')).body.TotalCount).toBe(1);
  });
});
