/** The codec server as a command, and as `duesflow dev` runs it. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { devCodec } from '../../client/codec-server/dev.js';
import { serverArguments } from '../../client/temporal/settings.js';
import { newKey, parseKeys } from '../../privacy/keys.js';
import { call, plain, TOKEN, UI, wire } from './codec-world.js';
import { problemOf } from './support.js';

describe('as a user types it', () => {
  const bin = fileURLToPath(new URL('../../client/cli/duesflow.mjs', import.meta.url));
  const begin = (parameters: string[], more: NodeJS.ProcessEnv = {}) => {
    const { NODE_OPTIONS: _, DUESFLOW_CODEC_TOKEN: __, DUESFLOW_ENCRYPTION_KEYS: ___, ...env } = process.env;
    const child = spawn(process.execPath, [bin, 'codec-server', ...parameters], { env: { ...env, ...more } });
    const said = { out: '', err: '' };
    child.stdout.on('data', (data) => (said.out += String(data)));
    child.stderr.on('data', (data) => (said.err += String(data)));
    return { child, said };
  };

  test('it makes a key, serves with it, and ends on SIGTERM; a wrong key is refused and not shown', async () => {
    const made = begin(['--new-key']);
    expect((await once(made.child, 'close'))[0]).toBe(0);
    const key = made.said.out.trim();
    expect(parseKeys(key, 'X')).toHaveLength(1);

    const wrong = begin(['--port', '0'], { DUESFLOW_ENCRYPTION_KEYS: key.slice(0, -3) });
    const served = begin(['--port', '0', '--ui-origin', UI], { DUESFLOW_ENCRYPTION_KEYS: key });
    const [[code], [line]] = (await Promise.all([once(wrong.child, 'close'), once(createInterface({ input: served.child.stdout }), 'line')])) as [[number], [string]];
    expect(code).toBe(2);
    expect(wrong.said.err).toMatch(/DUESFLOW_ENCRYPTION_KEYS: key 1, .* is not 32 bytes in base64/);
    expect(wrong.said.err).not.toContain(key.split(':')[1]!.slice(0, 10));
    const at = /^Codec server {3}(http:\/\/127\.0\.0\.1:\d+\/)$/.exec(line)![1]!;
    const answer = await fetch(`${at}encode`, { method: 'POST', body: JSON.stringify(wire([plain('Jane')])) });
    expect(answer.status).toBe(200);
    served.child.kill('SIGTERM');
    expect(await once(served.child, 'close')).toEqual([0, null]);
    expect(served.said.out + served.said.err).not.toContain(key.split(':')[1]!);
  });
});

describe('of duesflow dev', () => {
  const set = (variables: NodeJS.ProcessEnv) => Object.entries(variables).forEach(([name, value]) => (value === undefined ? delete process.env[name] : (process.env[name] = value)));
  afterAll(() => set({ DUESFLOW_ENCRYPTION_KEYS: undefined, DUESFLOW_CODEC_TOKEN: undefined }));

  test('it runs with a key and without a token, and lets in the Web UI once that is up', async () => {
    const told: string[] = [];
    expect(await devCodec(() => undefined)).toBeUndefined();
    set({ DUESFLOW_ENCRYPTION_KEYS: newKey(), DUESFLOW_CODEC_TOKEN: TOKEN });
    expect(await devCodec((line) => void told.push(line))).toBeUndefined();
    expect(told.join()).toContain('DUESFLOW_CODEC_TOKEN is set');
    set({ DUESFLOW_CODEC_TOKEN: undefined });
    const codec = (await devCodec(() => undefined))!;
    const at = { address: codec.endpoint };
    expect((await call(at, '/decode', { body: wire([]), headers: { origin: UI } })).status).toBe(403);
    codec.allow(UI);
    expect((await call(at, '/decode', { body: wire([]), headers: { origin: UI } })).status).toBe(200);
    await codec.close();
    const parameters = serverArguments({ port: 1, uiPort: 2, httpPort: 3, sync: 'normal', onePartition: true, codecEndpoint: codec.endpoint });
    expect(parameters[parameters.indexOf('--ui-codec-endpoint') + 1]).toBe(codec.endpoint);
    set({ DUESFLOW_ENCRYPTION_KEYS: 'wrong' });
    expect(await problemOf(devCodec(() => undefined))).toMatchObject({ exitCode: 2 });
  });
});
