import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { Court, effectiveDate, ledgerOf, linesOf, ownCycle, type OwnCycle } from './renewals-world.js';

let bench: Bench;
let court: Court;
beforeAll(async () => {
  bench = await openBench({ simulator: { parties: 0, switches: { invoices: 'persisted', postSingleRenewals: 'required' } }, tenant: { patienceMs: 1500 } });
  court = new Court(bench);
});
afterAll(async () => await bench.close());

const each = ({ billingCycleId }: OwnCycle) => ({ billingCycleId, effectiveDate, mode: 'individual' }) as const;
const billed = (cycle: OwnCycle) => ledgerOf(bench, cycle, 'renewal.billed').map((entry) => entry.partyId);
const stranger = () => bench.sim.world.addParty({ customerType: 'M' }).partyId;
/** No right to bill this one, once: a person must see to it. */
const forbid = (partyId: string) => bench.sim.faults.add({ operation: 'RunIndividual', contains: partyId }, { kind: '403' });
const statuses = async (file: unknown) => Object.fromEntries((await linesOf(file)).map((line) => [line['partyId'], line['status']]));

test('renews all whom the plan would bill, each paid under a reference of its own', async () => {
  const cycle = ownCycle(bench, 12);
  const report = await court.run({ ...each(cycle), payment: cash, requestedBy: 'Kim', reference: 'R-1' });
  expect(report).toMatchObject({ verdict: 'completed', result: { members: 12, renewed: 12, alreadyDone: 0, exceptions: 0 } });
  expect(report.steps.map((step) => step.name)).toEqual(['hold billing cycle', 'plan renewals', 'begin results', 'renew members']);
  expect(report.steps.at(-1)!.note).toMatch(/^12 of 12 \(100 %\), \d+ a minute: 12 renewed$/);
  expect([...billed(cycle)].sort()).toEqual([...cycle.members].sort());
  const lines = await linesOf(report.result['resultsFile']);
  expect(lines).toHaveLength(12);
  expect(lines[0]).toMatchObject({ status: 'renewed', billThrough: '2026-12-31', billedAmount: '95.00', paidAmount: '95.00', invoiceId: expect.stringMatching(/^\d+$/) as unknown });
  const payments = bench.sim.ledger.filter((entry) => entry.kind === 'payment.applied' && cycle.members.includes(entry.partyId!));
  expect(new Set(payments.map((entry) => entry.reference)).size).toBe(12);
  const child = await bench.report(lines[0]!['workflowId']!);
  expect(child).toMatchObject({ requestedBy: 'Kim', reference: 'R-1' });
  await court.judge();
});

test('members who cannot be renewed have their line and hold up nobody', async () => {
  const cycle = ownCycle(bench, 4);
  const [poor, ...others] = cycle.members as [string, ...string[]];
  const unknown = stranger();
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: poor }, { kind: 'validation-400', message: 'Declined' });
  const report = await court.run({ ...each(cycle), partyIds: [unknown, ...cycle.members], payment: cash });
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { members: 5, renewed: 3, exceptions: 1, rejected: 1 } });
  expect(await statuses(report.result['resultsFile'])).toEqual({
    [unknown]: 'rejected',
    [poor]: 'exceptions',
    ...Object.fromEntries(others.map((partyId) => [partyId, 'renewed'])),
  });
  const [line] = (await linesOf(report.result['resultsFile'])).filter(({ partyId }) => partyId === unknown);
  expect(line!['message']).toContain('no active subscription');
  await court.judge();
});

test('too many failures stop the run, and its report says how many were not begun', async () => {
  const cycle = ownCycle(bench, 4);
  const strangers = Array.from({ length: 6 }, stranger);
  const report = await court.run({ ...each(cycle), partyIds: [...strangers, ...cycle.members], maxFailures: 2, window: 1 });
  expect(report).toMatchObject({
    verdict: 'completed-with-exceptions',
    cause: { step: 'renew members', type: 'stopped', message: 'more than 2 failures: 7 of 10 were not begun' },
    result: { renewed: 0, rejected: 3, notBegun: 7 },
  });
  const all = Object.values(await statuses(report.result['resultsFile']));
  expect([all.length, all.filter((status) => status === 'not-begun').length]).toEqual([10, 7]);
  expect(billed(cycle)).toEqual([]);
  await court.judge();
});

test('a member who waits for a person frees the slot; the run waits, and ends without them on a word', async () => {
  const cycle = ownCycle(bench, 3);
  const [stuck, ...others] = cycle.members as [string, string, string];
  forbid(stuck);
  const { workflowId, ended } = await court.start({ ...each(cycle), window: 1 });
  const parked = await bench.parked(workflowId);
  expect(parked.parked).toMatchObject({ step: 'renew members', verbs: ['skip'], why: expect.stringContaining('1 wait for a person') as unknown });
  expect([...billed(cycle)].sort()).toEqual([...others].sort());
  await bench.decide(workflowId, 'skip', {});
  const report = await ended;
  expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { renewed: 2, parked: 1 } });
  const lines = await linesOf(report.result['resultsFile']);
  const left = lines.find((line) => line['partyId'] === stuck)!;
  expect(left['status']).toBe('parked');
  // It lives on, and is put right later.
  await bench.parked(left['workflowId']!);
  await bench.decide(left['workflowId']!, 'retry', {});
  expect(await bench.client.workflow.getHandle(left['workflowId']!).result()).toMatchObject({ verdict: 'completed' });
  expect(billed(cycle)).toHaveLength(3);
  await court.judge();
});

test('a member who waited and was put right counts as renewed', async () => {
  const cycle = ownCycle(bench, 2);
  const [stuck] = cycle.members as [string];
  forbid(stuck);
  const { workflowId, ended } = await court.start(each(cycle));
  await bench.parked(workflowId);
  const child = `renewMember:${bench.tenant.name}:${stuck}:${encodeURIComponent(cycle.billingCycleId.toUpperCase())}:${effectiveDate}`;
  await bench.decide(child, 'retry', {});
  expect(await ended).toMatchObject({ verdict: 'completed', result: { renewed: 2 } });
  await court.judge();
});

test('a list with duplicates is each party once; the same parties in another form are the same run', async () => {
  const cycle = ownCycle(bench, 3);
  const partyFile = join(bench.dataDir, 'list.txt');
  await writeFile(partyFile, [...cycle.members, ...cycle.members].join('\n'));
  const first = await court.run({ ...each(cycle), partyFile });
  expect(first).toMatchObject({ verdict: 'completed', result: { members: 3, renewed: 3 } });
  const again = await court.run({ ...each(cycle), partyIds: [...cycle.members].reverse() });
  expect(again).toEqual(first);
  expect(billed(cycle)).toHaveLength(3);
  // The deliberate second act bills nobody again: the members' own renewals stand.
  const late = await court.run({ ...each(cycle), partyFile, occasion: 'late joiners' });
  expect(late).toMatchObject({ verdict: 'completed', result: { members: 3, renewed: 0, alreadyDone: 3 } });
  expect(billed(cycle)).toHaveLength(3);
  await court.judge();
  // Another input for the same renewals is told, not taken for done: nobody of them has paid.
  const paying = await court.run({ ...each(cycle), partyFile, occasion: 'now with payment', payment: cash });
  expect(paying).toMatchObject({ verdict: 'completed-with-exceptions', result: { members: 3, renewed: 0, conflict: 3 } });
  const [line] = await linesOf(paying.result['resultsFile']);
  expect(line).toMatchObject({ status: 'conflict', message: expect.stringContaining('payment.methodId') as unknown });
});

test('a party file that cannot be used ends the run at once, naming the line', async () => {
  const cycle = ownCycle(bench, 1);
  const partyFile = join(bench.dataDir, 'bad.csv');
  await writeFile(partyFile, 'PartyId,Name\n1,a\n,b\n');
  const result = court.run({ ...each(cycle), partyFile });
  await expect(result).rejects.toMatchObject({ cause: { type: 'InvalidInput', message: expect.stringContaining('line 3') as unknown } });
});
