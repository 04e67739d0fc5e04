/** Flows that were started by type name alone, without attributes, are found by their party before a step has ended well; all by their invoice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listFlows, type Listed } from '../../client/list.js';
import { startFlow } from '../../client/start.js';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;

/** Visibility comes a moment later than what it shows. */
async function found(partyId: string, isIt: (one: Listed) => boolean): Promise<Listed | undefined> {
  for (const until = Date.now() + 5000; Date.now() < until; await sleep(50))
    for await (const one of listFlows(bench.client, { partyId, tenant: bench.tenant.name })) if (isIt(one)) return one;
  return undefined;
}

test('parked at its first step, and when it goes on', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: '403' });
  const { workflowId, ended } = await bench.start('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  await bench.parked(workflowId);
  expect(await found(partyId, ({ state }) => state === 'parked')).toMatchObject({ workflowId, tenant: bench.tenant.name, step: 'join chapter' });
  await bench.decide(workflowId, 'retry', {});
  const { ids } = await ended;
  expect(await found(partyId, ({ state }) => state === 'completed')).toMatchObject({ workflowId, invoiceId: ids['invoiceId'] });
});

test('refused at its first step', async () => {
  const partyId = newMember();
  const { workflowId, verdict } = await bench.run('changeChapter', { partyId, add: 'NOWHERE' });
  expect(verdict).toBe('rejected');
  expect(await found(partyId, ({ state }) => state === 'rejected')).toMatchObject({ workflowId, tenant: bench.tenant.name });
});

test('waiting for a lock that another flow holds', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId, times: 0 }, { kind: '403' });
  const lockId = `lock:${bench.tenant.name}:cart:${partyId}`;
  const holder = await bench.client.workflow.start('lock', { workflowId: lockId, taskQueue: bench.taskQueue });
  const { workflowId, ended } = await bench.start('purchaseNonDues', { partyId, items: [{ itemId: 'DONATION', quantity: 1 }], via: 'cart', billMe: true });
  expect(await found(partyId, ({ state }) => state === 'running')).toMatchObject({ workflowId });
  await bench.client.workflow.getHandle(workflowId).cancel();
  expect((await ended).verdict).toBe('cancelled');
  await holder.terminate();
});

describe('started with its attributes, a flow tells its invoice by one event', () => {
  const sale = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash, tenant: bench.tenant.name });
  const begin = async (partyId: string) => await startFlow(bench.client, 'purchaseSubscription', sale(partyId), bench.taskQueue);

  test('as it ends', async () => {
    const partyId = newMember();
    const { workflowId, result } = await begin(partyId);
    const { ids } = await result();
    expect(await found(partyId, ({ state }) => state === 'completed')).toMatchObject({ workflowId, invoiceId: ids['invoiceId'] });
    const { events } = await bench.client.workflow.getHandle(workflowId).fetchHistory();
    expect(events!.map(({ upsertWorkflowSearchAttributesEventAttributes: told }) => told != null).slice(-3)).toEqual([false, true, false]);
    expect(events!.filter(({ upsertWorkflowSearchAttributesEventAttributes: told }) => told)).toHaveLength(1);
  });

  test('as it parks', async () => {
    const partyId = newMember();
    bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: '403' });
    const { workflowId, result } = await begin(partyId);
    const { ids } = await bench.parked(workflowId);
    expect(ids['invoiceId']).toBeDefined();
    expect(await found(partyId, ({ state }) => state === 'parked')).toMatchObject({ workflowId, invoiceId: ids['invoiceId'] });
    await bench.decide(workflowId, 'retry', {});
    expect((await result()).verdict).toBe('completed');
  });
});
