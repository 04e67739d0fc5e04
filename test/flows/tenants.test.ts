/** Several tenants in one worker: what one of them does or fails to do is nothing to the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { WorkflowFailedError } from '@temporalio/client';
import type { Tenant } from '../../activities/tenants/tenant.js';
import { checkTenants } from '../../client/doctor/tenant-checks.js';
import type { Report } from '../../workflows/contracts/report.js';
import { ymMemberships, ymNamed, type Simulator } from '../simulator/index.js';
import { cash, endOf } from '../setup/bench.js';
import { openTenants, type TenantsWorld } from './tenants-world.js';

let world: TenantsWorld;
let sims: TenantsWorld['sims'];
let tenants: TenantsWorld['tenants'];
beforeAll(async () => {
  world = await openTenants();
  ({ sims, tenants } = world);
});
afterAll(async () => await world.close());

const joins = (tenant: Tenant, partyId: string) => world.start('changeChapter', tenant, { partyId, add: 'EAST' });
const newParty = (sim: Simulator): string => sim.world.addParty({ customerType: 'M' }).partyId;
const newcomers = (sim: Simulator, count: number): string[] => Array.from({ length: count }, () => newParty(sim));
const effects = (sim: Simulator): number => sim.ledger.filter(({ kind }) => kind === 'chapter.added').length;

/** Flows of each of the bad tenants: at a second a call the slow one has its hands full. */
const BESIDE = 15;
let waiting: string[];

test('twenty flows end as if alone, beside a slow tenant and one that is away', async () => {
  const { good, slow } = sims;
  await (await joins(tenants.good, newParty(good))).ended; // logs in
  const before = good.calls.length;
  await (await joins(tenants.good, newParty(good))).ended;
  const callsAlone = good.calls.length - before;

  slow.switches.latencyMs = 1000;
  const beside = await Promise.all([
    ...newcomers(slow, BESIDE).map((partyId) => joins(tenants.slow, partyId)),
    ...newcomers(slow, BESIDE).map((partyId) => joins(tenants.away, partyId)),
  ]);
  const [held, lost] = [beside.slice(0, BESIDE), beside.slice(BESIDE)];
  while (slow.calls.length === 0) await sleep(20);
  const from = good.calls.length;
  const flows = await Promise.all(newcomers(good, 20).map((partyId) => joins(tenants.good, partyId)));
  const dues = await world.start('ymCreateDues', tenants.ym, { memberId: ymNamed.newMember, membershipId: ymMemberships.regular });
  const reports = await Promise.all(flows.map(({ ended }) => ended));

  expect(reports.map(({ verdict }) => verdict)).toEqual(Array(20).fill('completed'));
  const calls = good.calls.length - from;
  expect(calls).toBeGreaterThanOrEqual(20 * callsAlone);
  // Room for a worker that had no processor for seconds, and begins two attempts anew.
  expect(calls).toBeLessThanOrEqual(22 * callsAlone);
  expect(effects(good)).toBe(22);
  expect((await dues.ended).verdict).toBe('completed');
  // The slow one needs some seconds for each flow, and has most of its way before it.
  waiting = held.map(({ workflowId }) => workflowId);
  const states = await Promise.all(waiting.map(world.report));
  expect(states.filter(({ state }) => state === 'running').length).toBeGreaterThan(0);
  while ((await world.report(lost[0]!.workflowId)).state !== 'parked') await sleep(50);
  expect((await world.report(lost[0]!.workflowId)).steps[0]).toMatchObject({ outcome: 'unavailable' });
}, 90_000);

test('what the rights or the release of a tenant forbid is refused before any call', async () => {
  const before = sims.good.calls.length;
  const partyId = newParty(sims.good);
  const refusedWith = (message: RegExp) => ({ cause: { type: 'InvalidInput', message: expect.stringMatching(message) } });
  const cancelled = await world.start('modifySubscription', tenants.good, { partyId, itemId: 'REG', set: { cancelledAsOf: '2026-05-01' }, openBalance: 'writeOff' });
  await expect(cancelled.ended).rejects.toMatchObject(refusedWith(/tenant: "north-.*" has an API user without the right "adjustments".*staff grant it/));
  const inParts = await world.start('payInvoice', tenants.good, { partyId, invoiceId: '1', lines: [{ lineId: '1', amount: '5.00' }], payment: cash });
  await expect(inParts.ended).rejects.toMatchObject(refusedWith(/has release 20\.3\.130, and payment of single lines exists from 20\.3\.131 on/));
  expect(sims.good.calls.length).toBe(before);
});

/** Who called, log-ins left out, and how many calls at a time. */
const callers = ({ maxConcurrent: { anonymous: _logins, ...users } }: Simulator) => users;
const toYm = ({ calls }: Simulator) => calls.map(({ path }) => path.startsWith('/Ams/'));

test('each is called by its own user alone, one call at a time', () => {
  expect(callers(sims.good)).toEqual({ north: 1 });
  expect(callers(sims.slow)).toEqual({ south: 1 });
  expect(callers(sims.ym)).toEqual({ west: 1 });
  expect(new Set(toYm(sims.ym))).toEqual(new Set([true]));
  expect(new Set([...toYm(sims.good), ...toYm(sims.slow)])).toEqual(new Set([false]));
});

test('flows of a tenant that is taken from the configuration wait, and go on when it is back', async () => {
  const { slow, ...others } = tenants;
  await world.serve(Object.values(others));
  sims.slow.switches.latencyMs = 0;
  const calls = sims.slow.calls.length;
  await (await joins(tenants.good, newParty(sims.good))).ended;
  expect(sims.slow.calls.length).toBe(calls);
  const one = waiting.at(-1)!;
  expect((await world.report(one)).state).toBe('running');
  const refused = world.client.workflow.execute('changeChapter', { workflowId: `refused-${world.run}`, taskQueue: world.taskQueue, args: [{ partyId: '1', add: 'EAST', tenant: slow.name }] });
  await expect(refused).rejects.toThrow(WorkflowFailedError);
  await expect(refused).rejects.toMatchObject({ cause: { type: 'InvalidInput', message: expect.stringMatching(`"${slow.name}" is not configured here .*${tenants.good.name}`) } });

  await world.serve(Object.values(tenants));
  const ended = await Promise.all(waiting.map(async (id) => await endOf(world.client.workflow.getHandle(id).result() as Promise<Report>)));
  expect(ended.map(({ verdict }) => verdict)).toEqual(Array(BESIDE).fill('completed'));
  expect(effects(sims.slow)).toBe(BESIDE);
}, 90_000);

test('doctor tells of a tenant whose calls nobody makes, and how many flows wait', async () => {
  const gone = `gone-${world.run}`;
  await world.client.workflow.start('slot', { workflowId: `slot:${gone}`, taskQueue: world.taskQueue, args: [{ tenant: gone, afterClosedRun: false }] });
  world.open.push(`slot:${gone}`);
  const about = async (name: string) => (await checkTenants(world.client)).find(({ check }) => check === `API calls of ${name}`);
  while (!(await about(gone))) await sleep(100);
  expect(await about(gone)).toMatchObject({ ok: false, message: expect.stringContaining('0 open flows'), cure: expect.stringContaining('DUESFLOW_CONFIG') });
  expect(await about(tenants.good.name)).toMatchObject({ ok: true });
});
