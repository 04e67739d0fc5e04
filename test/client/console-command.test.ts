/** `duesflow console` as a user types it. */
import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { address } from './support.js';

test('prints its address, refuses other addresses without a token, ends on SIGTERM', async () => {
  const bin = fileURLToPath(new URL('../../client/cli/duesflow.mjs', import.meta.url));
  const { NODE_OPTIONS: _, DUESFLOW_CONSOLE_TOKEN: __, ...env } = process.env;
  const begin = (...parameters: string[]) => spawn(process.execPath, [bin, 'console', ...parameters], { env: { ...env, TEMPORAL_ADDRESS: address() } });
  const refused = begin('--host', '0.0.0.0');
  const served = begin('--port', '0');
  const [[code], [line]] = (await Promise.all([once(refused, 'close'), once(createInterface({ input: served.stdout }), 'line')])) as [[number], [string]];
  expect(code).toBe(2);
  const at = /^Console {3}(http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line)![1]!;
  expect((await fetch(at)).status).toBe(200);
  served.kill('SIGTERM');
  expect(await once(served, 'close')).toEqual([0, null]);
});
