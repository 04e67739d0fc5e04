import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, type Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../client/connection.js';
import { checkApi } from '../../client/doctor/api-checks.js';
import { checkDataFolder, checkNode } from '../../client/doctor/machine-checks.js';
import { checkTemporal } from '../../client/doctor/temporal-checks.js';
import { address } from './support.js';

const namespace = `doctor-${randomUUID()}`;
let connection: Connection;
beforeAll(async () => {
  connection = await openConnection({ address: address() });
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') });
  // The server's parts read namespaces again every two seconds.
  await eventually(() =>
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name: 'any' }, taskQueueType: 1 }),
  );
});
afterAll(() => connection.close());

test('names what a namespace lacks, each with its cure, and mends it when asked', async () => {
  const client = new Client({ connection, namespace });
  const faults = (await checkTemporal(client, { fix: false })).filter(({ ok }) => !ok);
  expect(faults.map(({ check }) => check)).toEqual(['retention', 'search attributes', 'worker', 'API calls']);
  expect(faults.every(({ cure }) => cure)).toBe(true);

  await checkTemporal(client, { fix: true });
  await eventually(async () => {
    const left = (await checkTemporal(client, { fix: false })).filter(({ ok }) => !ok);
    expect(left.map(({ check }) => check)).toEqual(['worker', 'API calls']);
  });
});

test('a namespace that is not there is the only thing told', async () => {
  const checks = await checkTemporal(new Client({ connection, namespace: 'nowhere' }), { fix: true });
  expect(checks).toEqual([
    expect.objectContaining({ check: 'namespace', ok: false, cure: expect.stringContaining('nowhere') }),
  ]);
});

test.each([
  ['20.19.0', true],
  ['20.18.9', false],
  ['22.13.1', true],
  ['22.12.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
  ['18.20.0', false],
  ['23.11.0', false],
])('Node %s: %s', (version, ok) => expect(checkNode(version).ok).toBe(ok));

test('takes the checks of the API as its process tells them, whatever its exit code', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  const fake = join(folder, 'check.mjs');
  const lines = [{ check: 'login', ok: false, message: 'refused', cure: 'Correct IMIS_PASSWORD.' }, 'a line of a log'];
  await writeFile(
    fake,
    `${lines.map((line) => `console.log(${JSON.stringify(JSON.stringify(line))})`).join(';')}; process.exitCode = 5`,
  );
  expect(await checkApi([fake])).toEqual([lines[0]]);
  await writeFile(fake, 'throw new Error("no")');
  expect(await checkApi([fake])).toEqual([expect.objectContaining({ check: 'configuration', ok: false })]);
  await rm(folder, { recursive: true });
});

async function eventually(holds: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return void (await holds());
    } catch (error) {
      if (attempt === 400) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

test('the data folder: made below a folder that can be written; a file in its way is a fault with its cure', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'doctor-'));
  await writeFile(join(folder, 'file'), '');
  const check = (path: string) => checkDataFolder({ DUESFLOW_DATA: join(folder, path) });
  expect(await check('not/there/yet')).toMatchObject({ check: 'data folder', ok: true });
  expect(await check('file')).toMatchObject({ ok: false, message: expect.stringContaining('is no folder') });
  expect(await check('file/below')).toMatchObject({ ok: false, cure: expect.stringContaining('DUESFLOW_DATA') });
  expect((await checkDataFolder({ DUESFLOW_STATE: folder })).message).toContain(join(folder, 'data'));
  await rm(folder, { recursive: true });
});
