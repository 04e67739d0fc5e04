import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings, check, type Fault, type FlowCase, type Snapshot } from '../simulator/index.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { EffectKind } from '../simulator/index.js';

let bench: Bench;
let before: Snapshot;
const free: string[] = [];
const cases: FlowCase[] = [];
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } } });
  const { world, staff } = bench.sim;
  for (let i = 0; i < 22; i += 1) {
    const { partyId } = world.addParty({ customerType: 'M', firstName: 'Ada', lastName: 'Abel' });
    world.addSubscription({ partyId, itemId: 'REG', beginDate: '2026-01-01', billToPartyId: partyId, billDate: '2025-12-02' });
    staff.payInvoice(world.invoicesOf(partyId)[0]!.invoiceId, `CHK-${i}`);
    free.push(partyId);
  }
  before = bench.sim.snapshot();
});
afterAll(async () => await bench.close());

type Flow = 'modifySubscription' | 'updateMember';
const made = (partyId: string, kind: EffectKind) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.user === 'duesflow' && entry.kind === kind);
const row = (partyId: string) => bench.sim.world.subscription(partyId, 'REG')!;
const party = (partyId: string) => bench.sim.world.party(partyId)!;
const changing = (partyId: string): InputOf<'modifySubscription'> => ({ partyId, itemId: 'REG', set: { sourceCode: 'WEB' } });
const renaming = (partyId: string): InputOf<'updateMember'> => ({ partyId, set: { lastName: 'Zorn' } });

async function run<F extends Flow>(flow: F, input: InputOf<F>) {
  const report = await bench.run(flow, input);
  cases.push({ report, input });
  return report;
}

/** Runs `act` once, when the answer to the flow's first look has been made: before its change is sent. */
function between(path: string, partyId: string, act: () => void): void {
  let done = false;
  bench.sim.onHit({ method: 'GET', path, contains: partyId }, 'after', () => {
    if (!done) act();
    done = true;
  });
}

test.each<Fault>([{ kind: '500-after' }, { kind: 'drop-after' }, { kind: 'false-200' }, { kind: 'late', lateMs: 1500 }, { kind: 'stale-read', staleMs: 1500 }, { kind: '500-before' }])(
  'one change, whatever is said of it: $kind',
  async (fault) => {
    const [one, other] = [free.pop()!, free.pop()!];
    bench.sim.faults.add({ method: 'PUT', path: '/api/Subscription', contains: one }, fault);
    bench.sim.faults.add({ method: 'PUT', path: '/api/Party', contains: other }, fault);
    const [modified, updated] = await Promise.all([run('modifySubscription', changing(one)), run('updateMember', renaming(other))]);
    for (const report of [modified, updated]) expect(report).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'done', owner: 'us' }] });
    expect([row(one).sourceCode, party(other).lastName]).toEqual(['WEB', 'Zorn']);
    expect([made(one, 'subscription.changed').length, made(other, 'party.changed').length]).toEqual([1, 1]);
  },
);

test('what another changes between look and send is not overwritten: parked, by names alone; retry begins from there', async () => {
  const partyId = free.pop()!;
  between('/api/Subscription', partyId, () => bench.sim.staff.changeSubscription(partyId, 'REG', { sourceCode: 'DESK' }));
  const { workflowId, ended } = await bench.start('modifySubscription', changing(partyId));
  const { parked } = await bench.parked(workflowId);
  expect(parked).toMatchObject({ step: 'modify subscription', why: expect.stringContaining('(sourceCode)') as unknown });
  expect(parked!.why).not.toContain('DESK');
  expect([row(partyId).sourceCode, made(partyId, 'subscription.changed')]).toEqual(['DESK', []]);
  await bench.decide(workflowId, 'retry', {});
  const report = await ended;
  cases.push({ report, input: changing(partyId) });
  expect(report).toMatchObject({ verdict: 'completed', result: { changed: { sourceCode: 'WEB' } } });
  expect(row(partyId).sourceCode).toBe('WEB');
});

test('another field that somebody changes meanwhile is seen by LastUpdated, and stands in the end', async () => {
  const partyId = free.pop()!;
  between('/api/Subscription', partyId, () => bench.sim.staff.changeSubscription(partyId, 'REG', { adjustmentReason: 'desk' }));
  const { workflowId, ended } = await bench.start('modifySubscription', changing(partyId));
  expect((await bench.parked(workflowId)).parked!.why).toContain('(LastUpdated)');
  await bench.decide(workflowId, 'retry', {});
  const report = await ended;
  cases.push({ report, input: changing(partyId) });
  expect(report.verdict).toBe('completed');
  expect(row(partyId)).toMatchObject({ sourceCode: 'WEB', adjustmentReason: 'desk' });
});

test('parked by another writer, turned back: nothing was done', async () => {
  const partyId = free.pop()!;
  between('/api/Subscription', partyId, () => bench.sim.staff.changeSubscription(partyId, 'REG', { sourceCode: 'DESK' }));
  const { workflowId, ended } = await bench.start('modifySubscription', changing(partyId));
  await bench.parked(workflowId);
  await bench.decide(workflowId, 'compensate', {});
  expect((await ended).verdict).toBe('rejected');
  expect(row(partyId).sourceCode).toBe('DESK');
});

test('a cancel before the pivot takes the ordinary properties back', async () => {
  const partyId = free.pop()!;
  bench.sim.faults.add({ method: 'GET', path: '/api/Group', contains: 'NORTH' }, { kind: 'slow', delayMs: 1200 });
  const input = { partyId, set: { lastName: 'Zorn', chapter: 'NORTH' } };
  const { workflowId, ended } = await bench.start('updateMember', input);
  while (made(partyId, 'party.changed').length === 0) await sleep(20);
  await bench.client.workflow.getHandle(workflowId).cancel();
  const report = await ended;
  cases.push({ report, input });
  expect(report.verdict).toBe('cancelled');
  expect([party(partyId).lastName, bench.sim.world.chapterOf(partyId, 'NORTH')]).toEqual(['Abel', undefined]);
});

test('an undo does not overwrite what somebody has changed since', async () => {
  const partyId = free.pop()!;
  bench.sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId }, { kind: 'validation-400', message: 'closed' });
  bench.sim.onHit({ method: 'POST', path: '/api/GroupMember', contains: partyId }, 'before', () => void bench.sim.staff.changeParty(partyId, { lastName: 'Desk' }));
  const input = { partyId, set: { lastName: 'Zorn', chapter: 'WEST' } };
  const { workflowId, ended } = await bench.start('updateMember', input);
  const { parked } = await bench.parked(workflowId);
  expect(parked).toMatchObject({ step: 'change member', phase: 'compensating', why: expect.stringContaining('lastName') as unknown });
  expect(parked!.why).not.toMatch(/Desk|Zorn|Abel/);
  await bench.decide(workflowId, 'skip', {});
  const report = await ended;
  cases.push({ report, input });
  expect([report.verdict, party(partyId).lastName]).toEqual(['partly-compensated', 'Desk']);
});

test('under a key that says nothing of the first run the fields alone say that it is done', async () => {
  const [one, other] = [free.pop()!, free.pop()!];
  for (const [flow, input] of [['modifySubscription', changing(one)], ['updateMember', renaming(other)]] as const) {
    await run(flow, input);
    expect(await run(flow, { ...input, occasion: 'again' })).toMatchObject({ verdict: 'completed', steps: [{ outcome: 'already-done', owner: 'other' }] });
  }
  expect([made(one, 'subscription.changed').length, made(other, 'party.changed').length]).toEqual([1, 1]);
});

test('the records agree with every report', async () => {
  await bench.sim.idle();
  expect(allFindings(check({ before, after: bench.sim.snapshot(), ledger: bench.sim.ledger, reports: cases }))).toEqual([]);
});
