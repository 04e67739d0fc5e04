/** What a terminated run has left, and when a later run of the same key has settled the matter. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { parkedSoon } from './import-rows.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const newMember = () => bench.sim.world.addParty({ customerType: 'M', lastName: 'Abel' }).partyId;
const rename = (partyId: string) => ({ partyId, set: { lastName: 'Bell' } });
const statusOf = async (workflowId: string) => (await bench.client.workflow.getHandle(workflowId).describe()).status.name;

/** A run that has changed the name and was terminated before it could tell. */
async function terminateAfterTheChange(partyId: string): Promise<string> {
  const { workflowId, ended } = await bench.start('updateMember', rename(partyId));
  ended.catch(() => undefined);
  bench.sim.onHit({ method: 'PUT', path: '/api/Party', contains: partyId }, 'after', async () => {
    await bench.client.workflow.getHandle(workflowId).terminate('by hand');
  });
  while ((await statusOf(workflowId)) !== 'TERMINATED') await new Promise((resolve) => setTimeout(resolve, 50));
  return workflowId;
}

test('a later run of the key that has settled it is believed: the next one does not park again', async () => {
  const partyId = newMember();
  const workflowId = await terminateAfterTheChange(partyId);
  const second = await bench.start('updateMember', rename(partyId));
  expect((await parkedSoon(bench, workflowId)).parked).toMatchObject({ step: 'change member', why: expect.stringContaining('terminated') as unknown });
  await bench.decide(workflowId, 'markDone', { ref: 'DESK' });
  expect(await second.ended).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'marked-done' }] });

  const third = await bench.start('updateMember', rename(partyId));
  const parked = parkedSoon(bench, workflowId).catch(() => undefined);
  expect(await Promise.race([third.ended, parked])).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }], operator: [] });
});

test('one that had completed before it was terminated has settled nothing', async () => {
  const partyId = newMember();
  expect(await bench.run('updateMember', rename(partyId))).toMatchObject({ verdict: 'completed' });
  bench.sim.staff.changeParty(partyId, { lastName: 'Abel' });
  const workflowId = await terminateAfterTheChange(partyId);
  await bench.start('updateMember', rename(partyId));
  expect((await parkedSoon(bench, workflowId)).parked).toMatchObject({ why: expect.stringContaining('terminated') as unknown });
});
