import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '../../client/cli/child.js';
import { nodeArguments } from '../../client/node-arguments.js';
import { isAlive, signal, waitForEnd } from '../../client/temporal/processes.js';
import { problemOf } from './support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'child-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const simulator = (parameters: string[]) => ({
  name: 'simulator',
  module: 'test/simulator/main',
  parameters,
  logFile: join(folder, 'simulator.log'),
  ready: /(https?:\/\/\S+)/,
  readyWithinMs: 30_000,
});

test('a child ends when its parent was killed', async () => {
  const main = fileURLToPath(new URL('./start-child', import.meta.url));
  const parent = spawn(process.execPath, [...nodeArguments(main, import.meta.url), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(
    await new Promise<string>((resolve) => parent.stdout.once('data', (data) => resolve(String(data)))),
  );
  expect(isAlive(pid)).toBe(true);
  signal(parent.pid!, 'SIGKILL');
  expect(await waitForEnd(pid, 30_000)).toBe(true);
});

test('one that does not start is told with its own last words', async () => {
  const problem = await problemOf(startChild(simulator(['--invoices', 'odd'])));
  expect(problem.message).toMatch(/^The simulator did not start \(exit code 2\): /);
  expect(problem.cure).toContain('simulator.log');
});
