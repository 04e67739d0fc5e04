/** What `duesflow doctor` tells of tenants, by the process that it asks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { moduleArguments } from '../../client/cli/child.js';
import { checkApi } from '../../client/doctor/api-checks.js';
import { startSimulator, type Simulator } from '../simulator/index.js';

let sim: Simulator;
const folder = mkdtempSync(join(tmpdir(), 'check-'));
beforeAll(async () => {
  sim = await startSimulator();
});
afterAll(async () => {
  await sim.close();
  rmSync(folder, { recursive: true });
});

const secrets = { API_USER: 'duesflow', API_PASSWORD: 'simulator', WRONG_PASSWORD: 'guessed' };
const imis = (more: object = {}) => ({ baseUrl: sim.url, usernameVariable: 'API_USER', passwordVariable: 'API_PASSWORD', ...more });

async function told(tenants: object[]) {
  const file = join(folder, 'tenants.json');
  writeFileSync(file, JSON.stringify({ tenants }));
  const checks = await checkApi(moduleArguments('worker/check'), { DUESFLOW_CONFIG: file, ...secrets });
  return { checks, of: (check: string) => checks.find((one) => one.check === check) };
}

test('a block for each tenant: log-in, what may be read, what its settings say', async () => {
  const limits = { timeoutSeconds: 2, readTimeoutSeconds: 2, settleSeconds: 10 };
  const { of } = await told([
    { name: 'north', limits, imis: imis({ release: '20.3.120', rights: ['billing'] }) },
    { name: 'south', limits, imis: imis({ baseUrl: sim.url.replace('127.0.0.1', 'localhost'), passwordVariable: 'WRONG_PASSWORD' }) },
    { name: 'west', limits, yourMembership: { baseUrl: sim.url, clientId: 25363, paceSeconds: 0, apiKeyVariable: 'API_USER', apiPasswordVariable: 'API_PASSWORD' } },
    { name: 'east', limits, imis: imis() },
  ]);
  expect(of('configuration')).toMatchObject({ ok: true, message: 'tenants: north, south, west, east' });
  expect(of('north: login')).toMatchObject({ ok: true });
  expect(of('north: read InvoiceSummary')).toMatchObject({ ok: true });
  expect(of('north: release')?.message).toMatch(/told to be 20\.3\.120.*taken to be missing/);
  expect(of('north: rights')?.message).toMatch(/flows that need adjustments or chapters or members are refused/);
  expect(of('south: login')).toMatchObject({ ok: false, cure: expect.stringContaining('DUESFLOW_CONFIG') });
  expect(of('south: read Party')).toBeUndefined();
  expect(of('west: YourMembership DuesTransactions')).toMatchObject({ ok: true });
  expect(of('west: login')).toBeUndefined();
  expect(of('east: login')).toMatchObject({ ok: true });
  expect(of('east: account')).toMatchObject({ ok: true, warning: true, message: expect.stringContaining('tenant north') });
}, 60_000);

test('each fault of the file on its own, and nothing is called', async () => {
  const before = sim.calls.length;
  const { checks } = await told([{ name: 'north', imis: imis({ invoices: 'paper' }) }, { name: 'south', imis: imis({ passwordVariable: 'NO_SUCH_ONE' }) }]);
  expect(checks.map(({ ok, message }) => [ok, message])).toEqual([
    [false, expect.stringContaining('"north": imis.invoices')],
    [false, expect.stringContaining('NO_SUCH_ONE is not set')],
  ]);
  expect(sim.calls.length).toBe(before);
}, 60_000);
