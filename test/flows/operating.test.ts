import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { patienceMs: 1500 } });
});
afterAll(async () => await bench.close());

const newMember = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;
const enrol = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
const payments = (partyId: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === 'payment.applied');

test('many flows at once make one call at a time', async () => {
  await Promise.all(Array.from({ length: 8 }, () => bench.run('enrolMember', enrol(newMember()))));
  expect(bench.sim.maxConcurrent).toMatchObject({ duesflow: 1 });
});

test('a cancel before the pivot undoes and ends as cancelled', async () => {
  const partyId = newMember();
  const started = bench.start('enrolMember', enrol(partyId));
  // The subscription is answered when the cancel is with the server.
  const off = bench.sim.onHit({ method: 'POST', path: '/api/Subscription', contains: partyId }, 'before', async () => {
    await bench.client.workflow.getHandle((await started).workflowId).cancel();
  });
  expect(await (await started).ended.finally(off)).toMatchObject({ verdict: 'cancelled' });
  expect(bench.sim.ledger.some((entry) => entry.partyId === partyId && entry.kind === 'chapter.added')).toBe(true);
  expect(bench.sim.world.chapterOf(partyId, 'EAST')?.isActive ?? false).toBe(false);
  expect(payments(partyId)).toEqual([]);
});

test('a cancel after the pivot goes forward and says so', async () => {
  const partyId = newMember();
  const rule = bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'late', lateMs: 1500 });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  while (!bench.sim.faults.list().some(({ id, hits }) => id === rule && hits > 0)) await new Promise((r) => setTimeout(r, 20));
  await bench.client.workflow.getHandle(workflowId).cancel();
  expect((await ended).verdict).toBe('completed');
  expect(payments(partyId)).toHaveLength(1);
});

test('the API down beyond patience parks; retry goes on; a repeated Update counts once', async () => {
  const partyId = newMember();
  const rule = bench.sim.faults.add({ path: '/api/GroupMember', contains: partyId, times: 0 }, { kind: '500-before' });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'join chapter', verbs: ['retry', 'retryWith', 'skip', 'markDone', 'compensate'] });
  bench.sim.faults.clear(rule);
  const handle = bench.client.workflow.getHandle(workflowId);
  const args = [{ by: 'Kim', why: 'iMIS is up again' }] as [unknown];
  await handle.executeUpdate('retry', { args, updateId: 'u-1' });
  await handle.executeUpdate('retry', { args, updateId: 'u-1' });
  expect(await ended).toMatchObject({ verdict: 'completed', operator: [{ verb: 'retry', by: 'Kim', why: 'iMIS is up again' }] });
});

test('verbs that do not fit are refused with a reason and change nothing', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ path: '/api/GroupMember', contains: partyId, times: 0 }, { kind: '403' });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  const before = await bench.parked(workflowId);
  await expect(bench.decide(workflowId, 'retry', { by: '' })).rejects.toThrow('say who decides');
  await expect(bench.decide(workflowId, 'retry', { step: 'pay invoice' })).rejects.toThrow('parked at "join chapter"');
  await expect(bench.decide(workflowId, 'retryWith', { input: { beginDate: '2026-02-01' } })).rejects.toThrow('corrects chapter');
  await expect(bench.decide(workflowId, 'markDone', {})).rejects.toThrow('needs ref');
  await expect(bench.decide(workflowId, 'markDone', { ref: 'x' })).rejects.toThrow(/the records do not show it/);
  expect(await bench.report(workflowId)).toEqual(before);
  await bench.decide(workflowId, 'compensate', {});
  expect((await ended).verdict).toBe('rejected');
});

test('a step done by hand is believed after a look', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId, times: 0 }, { kind: '501' });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  await bench.parked(workflowId);
  bench.sim.staff.addChapter(partyId, 'EAST');
  await bench.decide(workflowId, 'markDone', { ref: `CHAPT/EAST:${partyId}` });
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed', operator: [{ verb: 'markDone' }] });
  expect(report.steps[0]).toMatchObject({ outcome: 'marked-done', owner: 'other', note: expect.not.stringContaining('501') as unknown });
  expect(report.steps[0]!.note).not.toBe('');
});

test('a skipped step never ends as plainly completed', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId, times: 0 }, { kind: '501' });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'skip', {});
  expect((await ended).verdict).toBe('completed-with-exceptions');
});

test('a correction that is no valid input undoes nothing, and is not kept by the steps that follow', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId, times: 0 }, { kind: '501' });
  const { workflowId, ended } = await bench.start('enrolMember', enrol(partyId));
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'retryWith', { input: { chapter: '' } });
  expect((await bench.parked(workflowId, 2)).parked).toMatchObject({ step: 'join chapter', why: expect.stringContaining('chapter') as unknown });
  await bench.decide(workflowId, 'skip', {});
  expect(await ended).toMatchObject({ verdict: 'completed-with-exceptions', steps: [{ outcome: 'skipped' }, { outcome: 'done' }, { outcome: 'done' }] });
  expect(payments(partyId)).toHaveLength(1);
});

test('search attributes find the flows, and follow them to their end', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
  await bench.run('enrolMember', enrol(partyId));
  // The server's lists follow a moment later; a search that never finds it runs into the time-out of the test.
  const found: string[] = [];
  while (found.length === 0) {
    for await (const one of bench.client.workflow.list({ query: `PartyId = '${partyId}' AND SagaState = 'compensated'` })) found.push(one.type);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(found).toEqual(['enrolMember']);
});

test('an undo whose first half was done by hand ends as compensated, though nothing was left for the second', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
  bench.sim.faults.add({ operation: 'ProcessCashReversal', contains: partyId }, { kind: '501' });
  const { workflowId, ended } = await bench.start('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
  await bench.parked(workflowId);
  bench.sim.staff.reverseInvoice(bench.sim.world.invoicesOf(partyId)[0]!.invoiceId);
  bench.sim.staff.changeSubscription(partyId, 'REG', { status: 1, cancelledAsOf: '2026-01-01' });
  await bench.decide(workflowId, 'markDone', { ref: 'by hand' });
  expect(await ended).toMatchObject({ verdict: 'compensated', steps: [{ compensation: 'marked-done' }, {}] });
});

test('an undo whose first half was done by the flow ends as compensated, though a person did the second', async () => {
  const partyId = newMember();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400', message: 'no' });
  bench.sim.onHit({ operation: 'ProcessCashReversal', contains: partyId }, 'after', () => {
    bench.sim.faults.add({ method: 'GET', path: '/api/Subscription', contains: partyId }, { kind: '403' });
  });
  const { workflowId, ended } = await bench.start('purchaseSubscription', { partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
  await bench.parked(workflowId);
  bench.sim.staff.changeSubscription(partyId, 'REG', { status: 1, cancelledAsOf: '2026-01-01' });
  await bench.decide(workflowId, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'compensated', steps: [{ compensation: 'undone' }, {}] });
});
