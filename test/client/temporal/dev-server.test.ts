import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@temporalio/client';
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodeArguments } from '../../../client/node-arguments.js';
import { startDevServer, type DevServer } from '../../../client/temporal/dev-server.js';
import { openConnection } from '../../../client/connection.js';
import { ensureTemporal } from '../../../client/temporal/ensure.js';
import { commandLine, isAlive, signal } from '../../../client/temporal/processes.js';
import { serverEnvironment } from '../../../client/temporal/settings.js';
import { SEARCH_ATTRIBUTES } from '../../../workflows/contracts/names.js';

let path: string;
let stateDir: string;
beforeAll(async () => {
  path = await ensureTemporal();
  stateDir = await mkdtemp(join(tmpdir(), 'dev-server-'));
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

async function withClient<T>(server: DevServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await openConnection({ address: server.address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

describe('the embedded server', () => {
  test('keeps closed flows, retention and ports over a restart', async () => {
    const first = await startDevServer({ path, stateDir, ui: false });
    try {
      await withClient(first, async (client) => {
        const options = { taskQueue: 'nobody', workflowId: 'kept' };
        const handle = await client.workflow.start('anything', options);
        await handle.terminate();
        const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
          namespace: 'default',
        });
        expect(Object.keys(customAttributes)).toEqual(expect.arrayContaining([...SEARCH_ATTRIBUTES]));
      });
    } finally {
      await first.stop();
    }
    expect(isAlive(first.pid)).toBe(false);

    const second = await startDevServer({ path, stateDir, ui: false, sync: 'full' });
    try {
      expect(second.address).toBe(first.address);
      await withClient(second, async (client) => {
        expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('TERMINATED');
        const { config } = await client.workflowService.describeNamespace({ namespace: 'default' });
        expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(400 * 86_400);
      });
    } finally {
      await second.stop();
    }
  });

  test('reads one partition of its queues, but all four in a folder of before, where tasks may lie in any', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dev-server-'));
    const readsOne = async (): Promise<boolean> => {
      const server = await startDevServer({ path, stateDir: folder, ui: false });
      const line = await commandLine(server.pid);
      await server.stop();
      expect(line).toContain('matching.numTaskqueueWritePartitions=1');
      for (const queue of ['transfer', 'timer', 'visibility']) expect(line).toContain(`history.${queue}ProcessorUpdateAckInterval="2s"`);
      return line.includes('matching.numTaskqueueReadPartitions=1');
    };
    try {
      expect([await readsOne(), await readsOne()]).toEqual([true, true]);
      await rm(join(folder, 'server.json'));
      expect([await readsOne(), await readsOne()]).toEqual([false, false]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('joins the server of a living process; ends the one that a killed process left, and keeps its flows', async () => {
    const main = fileURLToPath(new URL('./start-server', import.meta.url));
    const parent = spawn(process.execPath, [...nodeArguments(main, import.meta.url), path, stateDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data))));
    const theirs = JSON.parse(started) as DevServer;

    const joined = await startDevServer({ path, stateDir, ui: false });
    expect(joined).toMatchObject({ pid: theirs.pid, owned: false, address: theirs.address });
    await withClient(joined, (client) =>
      client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'left' }),
    );
    await joined.stop();
    expect(isAlive(theirs.pid)).toBe(true);

    // The pipe closes with its only writer: the server does not hold our streams.
    const closed = new Promise((resolve) => parent.once('close', resolve));
    signal(parent.pid!, 'SIGKILL');
    await closed;
    expect(isAlive(theirs.pid)).toBe(true);

    const lines: string[] = [];
    const after = await startDevServer({ path, stateDir, ui: false, log: (line) => lines.push(line) });
    try {
      expect(isAlive(theirs.pid)).toBe(false);
      expect(lines).toEqual([expect.stringContaining(`left over (process ${theirs.pid})`)]);
      await withClient(after, (client) => client.workflow.getHandle('left').terminate());
    } finally {
      await after.stop();
    }
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends with a process that gets %s', async (name) => {
    const main = fileURLToPath(new URL('./start-server', import.meta.url));
    const parent = spawn(process.execPath, [...nodeArguments(main, import.meta.url), path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const started = await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data))));
    const { pid } = JSON.parse(started) as DevServer;
    const ended = new Promise((resolve) => parent.once('exit', (_, by) => resolve(by)));
    signal(parent.pid!, name);
    expect(await ended).toBe(name);
    for (let i = 0; i < 300 && isAlive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isAlive(pid)).toBe(false);
  });

  test('takes other ports when one is taken in the last moment', async () => {
    // Stands before the real one, and loses its first start as to a rival.
    const rival = join(stateDir, 'rival');
    const lost = `echo "bind: address already in use"; exit 1`;
    await writeFile(
      rival,
      `#!/bin/sh\nif [ ! -e "${rival}.tried" ]; then touch "${rival}.tried"; ${lost}; fi\nexec "${path}" "$@"\n`,
    );
    await chmod(rival, 0o755);
    const server = await startDevServer({ path: rival, ui: false });
    expect(isAlive(server.pid)).toBe(true);
    await server.stop();
  });

  test('says why it did not come up', async () => {
    const broken = process.execPath;
    await expect(startDevServer({ path: broken })).rejects.toThrow(/did not start: it ended with code/);
  });
});

describe('Go collects the garbage of the server late', () => {
  test('unless the environment says when', () => {
    expect(serverEnvironment({ PATH: '/bin' })).toEqual({ PATH: '/bin', GOGC: '400' });
    expect(serverEnvironment({ GOGC: '50' })).toEqual({ GOGC: '50' });
  });

  test('in the process that runs', async () => {
    // Stands before the real one, and keeps what it was started with.
    const told = join(stateDir, 'told');
    await writeFile(told, `#!/bin/sh\necho "$GOGC" > "${told}.GOGC"\nexec "${path}" "$@"\n`);
    await chmod(told, 0o755);
    const server = await startDevServer({ path: told, ui: false });
    await server.stop();
    expect((await readFile(`${told}.GOGC`, 'utf8')).trim()).toBe(process.env['GOGC'] ?? '400');
  });
});
