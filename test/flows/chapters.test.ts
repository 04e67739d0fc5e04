import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Report } from '../../workflows/contracts/report.js';
import { cash, endOf, openBench, type Bench } from '../setup/bench.js';
import { parkedSoon } from './import-rows.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
});
afterAll(async () => await bench.close());

const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const holds = (partyId: string, code: string) => bench.sim.world.chapterOf(partyId, code)?.isActive ?? false;
const refusePayment = (partyId: string) =>
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });

/** Back to the last workflow task: what runs is forgotten, and asked for anew. */
async function resetFlow({ client }: Bench, workflowId: string): Promise<void> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const task = (events ?? []).findLast((event) => event.workflowTaskCompletedEventAttributes);
  await client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId },
    reason: 'test',
    workflowTaskFinishEventId: task!.eventId!,
    requestId: `reset-${workflowId}`,
  });
}

test('adds, removes and transfers', async () => {
  const partyId = newMember();
  expect(await bench.run('changeChapter', { partyId, add: 'EAST' })).toMatchObject({ verdict: 'completed', result: { partyChapter: 'EAST' } });
  expect(await bench.run('changeChapter', { partyId, from: 'EAST', to: 'WEST' })).toMatchObject({ verdict: 'completed', result: { partyChapter: 'WEST' } });
  expect([holds(partyId, 'EAST'), holds(partyId, 'WEST')]).toEqual([false, true]);
  expect(await bench.run('changeChapter', { partyId, remove: 'CHAPT/WEST' })).toMatchObject({ verdict: 'completed', result: { partyChapter: null } });
  expect(holds(partyId, 'WEST')).toBe(false);
});

test('refuses a transfer from a chapter that is not held, and to one that does not exist', async () => {
  const partyId = newMember();
  bench.sim.world.addGroupMember(partyId, 'CHAPT/NORTH', '2019-03-01');
  expect((await bench.run('changeChapter', { partyId, from: 'EAST', to: 'WEST' })).verdict).toBe('rejected');
  expect((await bench.run('changeChapter', { partyId, from: 'NORTH', to: 'NOWHERE' })).verdict).toBe('rejected');
  expect(holds(partyId, 'NORTH')).toBe(true);
});

test('a transfer whose second half is refused puts the old chapter back with its JoinDate', async () => {
  const partyId = newMember();
  bench.sim.world.addGroupMember(partyId, 'CHAPT/EAST', '2019-03-01');
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: 'validation-400', message: 'closed' });
  const report = await bench.run('changeChapter', { partyId, from: 'EAST', to: 'WEST' });
  expect(report.verdict).toBe('compensated');
  expect(bench.sim.world.chapterOf(partyId, 'EAST')).toMatchObject({ isActive: true, joinDate: expect.stringContaining('2019-03-01') as unknown });
  expect(holds(partyId, 'WEST')).toBe(false);
});

test('a transfer whose run was reset in the middle: a person vouches for the half that was done', async () => {
  const partyId = newMember();
  bench.sim.world.addGroupMember(partyId, 'CHAPT/EAST', '2019-03-01');
  const { workflowId, ended } = await bench.start('changeChapter', { partyId, from: 'EAST', to: 'WEST' });
  ended.catch(() => undefined);
  bench.sim.onHit({ method: 'DELETE', path: '/api/GroupMember', contains: partyId }, 'after', () => resetFlow(bench, workflowId));
  expect((await parkedSoon(bench, workflowId)).parked).toMatchObject({ step: 'leave chapter', why: expect.stringContaining('then mark done') as unknown });
  await bench.decide(workflowId, 'markDone', { ref: 'DESK' });
  expect(await endOf(bench.client.workflow.getHandle(workflowId).result() as Promise<Report>)).toMatchObject({ verdict: 'completed' });
  expect([holds(partyId, 'EAST'), holds(partyId, 'WEST')]).toEqual([false, true]);
});

test('enrolMember: chapter, subscription and payment', async () => {
  const partyId = newMember();
  const report = await bench.run('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  expect(report).toMatchObject({ verdict: 'completed', result: { partyChapter: 'EAST', paidThru: '2026-12-31' } });
});

test('enrolMember takes chapter, chapter subscription and subscription back when the payment is refused', async () => {
  const partyId = newMember();
  refusePayment(partyId);
  const report = await bench.run('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  expect(report.verdict).toBe('compensated');
  expect(report.steps.map((step) => step.compensation)).toEqual(['undone', 'undone', 'none']);
  expect(holds(partyId, 'EAST')).toBe(false);
  expect(bench.sim.world.party(partyId)!.chapter ?? '').toBe('');
  expect(bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ status: 1 });
});

test('enrolMember leaves a chapter that was held for years', async () => {
  const partyId = newMember();
  bench.sim.world.addGroupMember(partyId, 'CHAPT/EAST', '2011-01-01');
  refusePayment(partyId);
  const report = await bench.run('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  expect(report.verdict).toBe('compensated');
  expect(report.steps[0]).toMatchObject({ outcome: 'already-done', owner: 'other', compensation: 'left' });
  expect(bench.sim.world.chapterOf(partyId, 'EAST')).toMatchObject({ isActive: true, joinDate: expect.stringContaining('2011-01-01') as unknown });
});

test('an undo that the API refuses parks after the others were undone, keeps the cause, and takes a repair', async () => {
  const partyId = newMember();
  refusePayment(partyId);
  bench.sim.faults.add({ method: 'DELETE', path: '/api/GroupMember', contains: partyId }, { kind: '501' });
  const { workflowId, ended } = await bench.start('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  const parked = await bench.parked(workflowId);
  expect(parked).toMatchObject({ cause: { step: 'pay invoice' }, parked: { step: 'join chapter', phase: 'compensating', verbs: ['retry', 'skip', 'markDone'] } });
  expect(bench.sim.world.subscription(partyId, 'REG')).toMatchObject({ status: 1 });
  await bench.decide(workflowId, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'compensated', cause: { step: 'pay invoice' } });
  expect(holds(partyId, 'EAST')).toBe(false);
});
