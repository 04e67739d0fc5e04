/** Two versions of the code on one server: open flows go over to the new one, new flows begin there, and the slot follows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isGrpcServiceError } from '@temporalio/client';
import { NativeConnection, type WorkerDeploymentOptions } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { startWorker, type RunningWorker } from '../../worker/run.js';
import { versioningFrom } from '../../worker/versioning.js';
import { checkVersion } from '../../client/doctor/version-checks.js';
import { eventually } from '../client/support.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { allFindings } from '../simulator/index.js';

const deployment = `duesflow-${randomUUID().slice(0, 8)}`;
const version = (buildId: string): WorkerDeploymentOptions => versioningFrom({ DUESFLOW_BUILD_ID: buildId, DUESFLOW_DEPLOYMENT: deployment })!;

let bench: Bench;
let second: RunningWorker | undefined;
let connection: NativeConnection;
beforeAll(async () => {
  bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, versioning: version('1.0.0') });
  connection = await NativeConnection.connect({ address: process.env['TEST_TEMPORAL_ADDRESS']! });
  expect(await checkVersion(bench.client, { DUESFLOW_BUILD_ID: '1.0.0', DUESFLOW_DEPLOYMENT: `${deployment}-none` })).toMatchObject([{ ok: false, message: expect.stringContaining('has been seen') }]);
  await eventually(() => told('1.0.0'), ([check]) => check!.message.includes('flows wait'));
  await makeCurrent('1.0.0');
});
afterAll(async () => {
  await second?.shutdown();
  await bench.close();
  await connection.close();
});

/** What `duesflow doctor` says. */
const told = async (buildId: string) => await checkVersion(bench.client, { DUESFLOW_BUILD_ID: buildId, DUESFLOW_DEPLOYMENT: deployment });

/** What `temporal worker deployment set-current-version` does; the server knows a version once its worker has polled. */
async function makeCurrent(buildId: string): Promise<void> {
  const made = () =>
    bench.client.workflowService.setWorkerDeploymentCurrentVersion({ namespace: 'default', deploymentName: deployment, buildId, identity: 'test' }).then(
      () => true,
      (error: unknown) => {
        if (isGrpcServiceError(error)) return false;
        throw error;
      },
    );
  await eventually(made, Boolean);
}

/** The versions that worked on a flow, in their order. */
async function versionsOf(workflowId: string): Promise<string[]> {
  const { events = [] } = await bench.client.workflow.getHandle(workflowId).fetchHistory();
  const all = events!.flatMap(({ workflowTaskCompletedEventAttributes: task }) => task?.deploymentVersion?.buildId ?? []);
  return all.filter((one, index) => one !== all[index - 1]);
}

test('open flows and the slot go over to the version that is made current; new flows begin on it; the ledger is clean', async () => {
  const sale = () => ({ partyId: bench.sim.world.addParty({ customerType: 'M' }).partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
  const [waits, before, after, last] = [sale(), sale(), sale(), sale()];
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', times: 1 }, { kind: '403' });
  const { workflowId, ended } = await bench.start('purchaseSubscription', waits);
  await bench.parked(workflowId);
  const reports = [await bench.run('purchaseSubscription', before)];
  expect(await versionsOf(reports[0]!.workflowId)).toEqual(['1.0.0']);

  const { tenant, taskQueue, dataDir } = bench;
  second = await startWorker({ connection, namespace: 'default', taskQueue, tenants: [tenant], installation: 'test', bundle: await loadBundle(), dataDir, versioning: version('1.1.0') });
  expect(await told('1.1.0')).toMatchObject([{ warning: true, message: expect.stringContaining('run on 1.0.0'), cure: expect.stringContaining('--build-id 1.1.0') }]);
  await makeCurrent('1.1.0');
  expect(await told('1.1.0')).toMatchObject([{ ok: true, message: expect.stringContaining('is current') }]);
  // The first version still holds the slot, and so makes the calls of flows of both.
  reports.push(await bench.run('purchaseSubscription', after));
  expect(await versionsOf(reports[1]!.workflowId)).toEqual(['1.1.0']);
  expect((await versionsOf(`slot:${tenant.name}`)).at(-1)).toBe('1.0.0');

  await bench.worker.shutdown();
  await bench.decide(workflowId, 'retry', {});
  reports.push(await ended, await bench.run('purchaseSubscription', last));
  expect(reports.map(({ verdict }) => verdict)).toEqual(Array(4).fill('completed'));
  expect(await versionsOf(workflowId)).toEqual(['1.0.0', '1.1.0']);
  expect((await versionsOf(`slot:${tenant.name}`)).at(-1)).toBe('1.1.0');

  const inputs = [before, after, waits, last];
  await bench.sim.idle();
  expect(allFindings(await bench.sim.judge(reports.map((report, index) => ({ report, input: { ...inputs[index]!, tenant: tenant.name } }))))).toEqual([]);
  const paid = bench.sim.ledger.filter(({ kind }) => kind === 'payment.applied').map(({ partyId }) => partyId);
  expect(paid.sort()).toEqual(inputs.map(({ partyId }) => partyId).sort());
}, 120_000);

test('off unless it is asked for; what the server would refuse is named', () => {
  expect(versioningFrom({})).toBeUndefined();
  expect(versioningFrom({ DUESFLOW_BUILD_ID: '1.4.0' })).toMatchObject({ version: { deploymentName: 'duesflow', buildId: '1.4.0' }, defaultVersioningBehavior: 'AUTO_UPGRADE' });
  expect(() => versioningFrom({ DUESFLOW_BUILD_ID: 'a b' })).toThrow(/DUESFLOW_BUILD_ID: must be/);
  expect(() => versioningFrom({ DUESFLOW_BUILD_ID: '1', DUESFLOW_DEPLOYMENT: 'a.b' })).toThrow(/DUESFLOW_DEPLOYMENT: must be/);
});
