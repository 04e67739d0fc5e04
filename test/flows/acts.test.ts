import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ApplicationFailure } from '@temporalio/common';
import { WorkflowFailedError } from '@temporalio/client';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { patienceMs: 1500 } });
});
afterAll(async () => await bench.close());

const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const enrol = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
const payments = (partyId: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied');

/** Starts by type name alone, as any service may, and answers with the failure. */
async function failureOf(flow: string, input: unknown, workflowId: string = randomUUID()): Promise<ApplicationFailure> {
  const result = bench.client.workflow.execute(flow, { workflowId, taskQueue: bench.taskQueue, args: [input] });
  const error = await result.then(() => undefined, (failure: unknown) => failure);
  expect(error).toBeInstanceOf(WorkflowFailedError);
  return (error as WorkflowFailedError).cause as ApplicationFailure;
}

test.each([
  ['no party', { itemId: 'REG', beginDate: '2026-01-01' }, 'partyId'],
  ['no object at all', 'REG', 'input'],
  ['a bad date', { partyId: '1', itemId: 'REG', beginDate: '01.01.2026' }, 'beginDate'],
  ['a card number', { partyId: '1', itemId: 'REG', beginDate: '2026-01-01', payment: { ...cash, token: '4111 1111 1111 1111' } }, 'payment.token'],
  ['an unknown member', { partyId: '1', itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST' }, 'chapter: is not known'],
  ['a payment of nothing', { partyId: '1', itemId: 'REG', beginDate: '2026-01-01', bill: false, payment: cash }, 'payment'],
])('wrong input fails at once and names the member: %s', async (_what, input, member) => {
  const calls = bench.sim.calls.length;
  const asked = typeof input === 'string' ? input : { ...input, tenant: bench.tenant.name };
  const failure = await failureOf('purchaseSubscription', asked);
  expect(failure.type).toBe('InvalidInput');
  expect(failure.message).toContain(member);
  expect(failure.message).not.toContain('4111');
  expect(bench.sim.calls.length).toBe(calls);
});

test('an unknown tenant is refused in the first task', async () => {
  const failure = await failureOf('changeChapter', { tenant: 'nobody', partyId: '1', add: 'EAST' }, 'changeChapter:nobody:1:add:EAST');
  expect([failure.type, failure.message]).toEqual(['InvalidInput', expect.stringContaining('nobody')]);
});

test('a run under another id joins the flow of the key, and another input is a conflict', async () => {
  const partyId = newMember();
  const input = { ...enrol(partyId), tenant: bench.tenant.name };
  const start = (id: string, given: object) => bench.client.workflow.execute('enrolMember', { workflowId: id, taskQueue: bench.taskQueue, args: [given] });
  const reports = await Promise.all([start(randomUUID(), input), start(randomUUID(), input)]);
  expect(new Set(reports.map((report) => (report as { workflowId: string }).workflowId)).size).toBe(1);
  expect(payments(partyId)).toHaveLength(1);
  const conflict = await failureOf('enrolMember', { ...input, billToPartyId: newMember() });
  expect([conflict.type, conflict.message]).toEqual(['InputConflict', expect.stringContaining('billToPartyId')]);
});

test('a forgotten key: the looks alone carry the act', async () => {
  const partyId = newMember();
  const { workflowId } = await bench.run('enrolMember', enrol(partyId));
  // As after the retention: the server knows nothing of the first run.
  await bench.client.workflowService.deleteWorkflowExecution({ namespace: 'default', workflowExecution: { workflowId } });
  while (await bench.client.workflow.getHandle(workflowId).describe().then(() => true, () => false)) await new Promise((r) => setTimeout(r, 50));
  const again = await bench.run('enrolMember', enrol(partyId));
  expect(again).toMatchObject({ workflowId, verdict: 'completed' });
  expect(again.steps.map((step) => step.outcome)).toEqual(['done', 'already-done', 'already-done']);
  expect(payments(partyId)).toHaveLength(1);
});

test('the same act by another flow waits for the end of the first, and does not call its undone effect done', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'slow', delayMs: 700 });
  const first = await bench.start('enrolMember', enrol(partyId));
  while (!bench.sim.ledger.some((entry) => entry.partyId === partyId && entry.kind === 'invoice.created')) await new Promise((r) => setTimeout(r, 10));
  const second = await bench.start('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01' });
  const [enrolled, bought] = await Promise.all([first.ended, second.ended]);
  expect(enrolled.verdict).toBe('completed');
  expect(bought).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  expect(Date.parse(bought.steps[0]!.endedAt!)).toBeGreaterThanOrEqual(Date.parse(enrolled.steps.at(-1)!.endedAt!));
  expect(payments(partyId)).toHaveLength(1);
});

test('after a terminated run the same key knows its own mark, and parks at what bears none', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: '403' });
  const { workflowId } = await bench.start('enrolMember', enrol(partyId));
  await bench.parked(workflowId);
  await bench.client.workflow.getHandle(workflowId).terminate('by hand');
  while ((await bench.client.workflow.getHandle(workflowId).describe()).status.name !== 'TERMINATED') await new Promise((r) => setTimeout(r, 50));
  await bench.start('enrolMember', enrol(partyId));
  const parked = await bench.parked(workflowId);
  expect(parked.steps[0]).toMatchObject({ outcome: 'done', owner: 'us' });
  expect(parked.parked).toMatchObject({ step: 'create subscription', why: expect.stringContaining('terminated') as unknown });
});
