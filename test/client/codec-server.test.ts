/** The codec server over HTTP: what it answers, and whom it lets in. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCodecServer } from '../../client/codec-server/app.js';
import { listenCodec } from '../../client/codec-server/listen.js';
import type { Serving } from '../../client/serving/serve.js';
import { codecOf } from '../../privacy/codec.js';
import { newKey, parseKeys } from '../../privacy/keys.js';
import { call, plain, TOKEN, UI, wire, type Answer } from './codec-world.js';
import { problemOf } from './support.js';

const keys = parseKeys([newKey(new Date('2027-01-01')), newKey(new Date('2026-01-01'))].join(), 'X');
const logged: string[] = [];
let open: Serving;
let guarded: Serving;
beforeAll(async () => {
  const options = { keys, port: 0, origins: new Set([UI]), log: (line: string) => void logged.push(line) };
  [open, guarded] = await Promise.all([listenCodec({ ...options, host: '127.0.0.1' }), listenCodec({ ...options, host: '127.0.0.1', token: TOKEN })]);
});
afterAll(async () => {
  await Promise.all([open, guarded].map((one) => one.close()));
  expect(logged).toEqual([]);
});

const valuesOf = ({ body }: Answer): unknown[] =>
  (JSON.parse(body) as { payloads: { data: string }[] }).payloads.map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as unknown);

describe('the protocol', () => {
  test('decodes what any of its keys has encrypted, and leaves plain JSON as it is', async () => {
    const [young, old] = await Promise.all(keys.map(async (key, n) => (await codecOf([key]).encode([plain({ n, name: 'Jane Doe' })]))[0]!));
    const answer = await call(open, '/decode', { body: wire([young!, plain('as it is'), old!]) });
    expect(answer.status).toBe(200);
    expect(valuesOf(answer)).toEqual([{ n: 0, name: 'Jane Doe' }, 'as it is', { n: 1, name: 'Jane Doe' }]);
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  });

  test('encodes with the first key, and decodes its own words again', async () => {
    const sealed = await call(open, '/encode', { body: wire([plain({ name: 'Jane Doe' })]) });
    expect(Buffer.from((JSON.parse(sealed.body) as { payloads: [{ data: string }] }).payloads[0].data, 'base64').toString('latin1')).not.toContain('Jane');
    expect(Buffer.from((JSON.parse(sealed.body) as { payloads: [{ metadata: Record<string, string> }] }).payloads[0].metadata['encryption-key-id']!, 'base64').toString()).toBe('k2027-01-01');
    expect(valuesOf(await call(open, '/decode', { body: sealed.body }))).toEqual([{ name: 'Jane Doe' }]);
  });

  test('a missing key and a changed payload are told, without a word of the payload', async () => {
    const [stranger] = await codecOf(parseKeys(newKey(new Date('2020-01-01')), 'X')).encode([plain('Jane')]);
    expect(await call(open, '/decode', { body: wire([stranger!]) })).toMatchObject({ status: 400, body: expect.stringContaining('the key "k2020-01-01", which is not known here') });
    const [changed] = await codecOf(keys).encode([plain('Jane')]);
    changed!.data![20]! ^= 1;
    expect(await call(open, '/decode', { body: wire([changed!]) })).toMatchObject({ status: 400, body: expect.stringContaining('cannot be decrypted') });
  });

  test('what is too long is refused', async () => {
    // Not over a socket: what is still to be sent of it may break the connection before the answer is read.
    const app = createCodecServer({ codec: codecOf(keys), origins: new Set(), host: '127.0.0.1' });
    const body = JSON.stringify({ payloads: [{ data: 'A'.repeat(9 * 1024 * 1024) }] });
    const lengths: Record<string, string>[] = [{}, { 'content-length': String(body.length) }];
    for (const length of lengths) expect((await app.request('/decode', { method: 'POST', body, headers: { host: '127.0.0.1', ...length } })).status).toBe(413);
  });

  test('what is no list of payloads is refused and not repeated', async () => {
    for (const body of ['', 'Jane', '[]', '{"payloads": "Jane"}', '{"payloads": [{"data": 7}]}']) {
      const answer = await call(open, '/decode', { body });
      expect(answer.status).toBe(400);
      expect(answer.body).not.toContain('Jane');
    }
    expect((await call(open, '/decode', { body: '{"payloads": []}' })).body).toBe('{"payloads":[]}');
    expect((await call(open, '/other')).status).toBe(404);
    expect((await call(open, '/decode', { method: 'GET' })).status).toBe(404);
  });
});

describe('access', () => {
  test('a page of the Web UI may call it, and asks first', async () => {
    const asked = await call(open, '/decode', { method: 'OPTIONS', headers: { origin: UI, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-namespace' } });
    expect(asked.status).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe(UI);
    expect(String(asked.headers['access-control-allow-headers']).toLowerCase()).toContain('x-namespace');
    expect(String(asked.headers['access-control-allow-methods'])).toContain('POST');
    const answer = await call(open, '/decode', { body: wire([plain(1)]), headers: { origin: UI } });
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': UI } });
  });

  test('a page of another site may not, not even by a request that asks for no leave', async () => {
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:8234', 'http://localhost:8233'])
      for (const type of ['application/json', 'text/plain']) {
        const answer = await call(open, '/decode', { body: wire([plain('Jane')]), headers: { origin, 'content-type': type } });
        expect(answer.status).toBe(403);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
  });

  test('a foreign name that was pointed at it is refused', async () => {
    for (const host of ['evil.example', `evil.example:${open.port}`, '127.0.0.1.evil.example']) expect((await call(open, '/decode', { body: wire([]), headers: { host } })).status).toBe(421);
    expect((await call(open, '/decode', { body: wire([]), headers: { host: 'localhost:9999' } })).status).toBe(200);
  });

  test('with a token nothing is answered without it; a proxy may call it by its own name', async () => {
    const body = wire([plain('Jane')]);
    expect((await call(guarded, '/decode', { body })).status).toBe(401);
    expect((await call(guarded, '/decode', { body, headers: { origin: UI } })).status).toBe(401);
    expect((await call(guarded, '/encode', { body, headers: { authorization: 'Bearer another-token-of-some-length' } })).status).toBe(401);
    const given = await call(guarded, '/decode', { body, headers: { authorization: `Bearer ${TOKEN}`, host: 'codec.example.org' } });
    expect(valuesOf(given)).toEqual(['Jane']);
    expect((await call(guarded, '/decode', { method: 'OPTIONS', headers: { origin: UI, 'access-control-request-method': 'POST' } })).status).toBe(204);
  });

  test('in a container a port that is published on loopback alone stands in for a token', async () => {
    const inside = await listenCodec({ keys, origins: new Set([UI]), host: '0.0.0.0', port: 0, publishedOnLoopback: true });
    try {
      const at = { address: `http://127.0.0.1:${inside.port}` };
      const body = wire([plain('Jane')]);
      expect(valuesOf(await call(at, '/decode', { body, headers: { origin: UI } }))).toEqual(['Jane']);
      expect((await call(at, '/decode', { body, headers: { origin: 'https://evil.example' } })).status).toBe(403);
      expect((await call(at, '/decode', { body, headers: { host: 'codec-server:8471' } })).status).toBe(421);
    } finally {
      await inside.close();
    }
  });

  test('others can reach it with a token alone; without a key it does not start', async () => {
    const origins = new Set([UI]);
    expect(await problemOf(listenCodec({ keys, origins, host: '0.0.0.0', port: 0 }))).toMatchObject({ exitCode: 2, cure: expect.stringContaining('DUESFLOW_CODEC_TOKEN') });
    expect(await problemOf(listenCodec({ keys, origins, host: '127.0.0.1', port: 0, token: 'short' }))).toMatchObject({ exitCode: 2, message: 'DUESFLOW_CODEC_TOKEN is too short.' });
    expect(await problemOf(listenCodec({ keys, origins, host: '127.0.0.1', port: 0, token: 'a token with spaces' }))).toMatchObject({ exitCode: 2, message: expect.stringContaining('header') });
    expect(await problemOf(listenCodec({ keys, origins, host: '127.0.0.1', port: open.port }))).toMatchObject({ exitCode: 2, message: expect.stringContaining('EADDRINUSE') });
    expect(await problemOf(listenCodec({ keys: [], origins, host: '127.0.0.1', port: 0 }))).toMatchObject({ exitCode: 2, cure: expect.stringContaining('DUESFLOW_ENCRYPTION_KEYS') });
  });
});
