import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Call, type CallInfo, createHttp, type Http } from '../../../activities/http/http.js';
import { cut, drop, json, page, silence, startTinyServer, type TinyServer } from './tiny-server.js';

let server: TinyServer;
let http: Http;
let calls: CallInfo[];

beforeEach(async () => {
  calls = [];
  server = await startTinyServer();
  http = createHttp({
    timeoutMs: 700,
    readTimeoutMs: 600,
    idleMs: 400,
    connectMs: 500,
    onCall: (one) => calls.push(one),
  });
});
afterEach(async () => {
  http.close();
  await server.close();
});

const get = (more: Partial<Call> = {}) =>
  http.send({ method: 'GET', url: new URL(`${server.base}/api/Party/1`), entity: 'Party', ...more });
const post = (more: Partial<Call> = {}) =>
  http.send({ method: 'POST', url: new URL(`${server.base}/api/Party`), entity: 'Party', body: '{"a":1}', ...more });

describe('writes', () => {
  test('are sent once, with a name', async () => {
    server.play(json({ PartyId: '1' }, 201));
    expect(await post()).toEqual({ kind: 'ok', sent: true, status: 201, body: { PartyId: '1' } });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({ body: '{"a":1}', headers: { 'user-agent': 'duesflow' } });
  });

  test.each([
    ['a dropped answer', drop],
    ['a cut answer', cut],
    ['HTML', page(200)],
    ['truncated JSON', json('{"PartyId":"1')],
    ['an empty body', json('')],
    ['502', page(502)],
    ['503', json({}, 503)],
    ['a redirect', json('', 302, { location: '/elsewhere' })],
  ])('%s is unknown and not repeated', async (_what, script) => {
    server.play(script);
    expect((await post()).kind).toBe('unknown');
    await sleep(30);
    expect(server.seen).toHaveLength(1);
    expect(http.requests).toBe(1);
  });

  test('time out after the request has left: unknown', async () => {
    server.play(silence);
    const begun = Date.now();
    expect(await post()).toMatchObject({ kind: 'unknown', message: 'no complete answer (ETIMEDOUT, request)' });
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect(server.seen).toHaveLength(1);
  });

  test('a stale connection of the pool is not used: it is dropped when idle', async () => {
    server.play(json({}));
    await post();
    await post();
    expect(server.connections).toBe(1);
    await sleep(700);
    await post();
    expect(server.connections).toBe(2);
  });

  test('nothing listens: not sent', async () => {
    await server.close();
    let let_out = 0;
    expect(await post({ beforeSend: () => (let_out += 1) })).toMatchObject({ kind: 'not-sent', sent: false });
    expect(let_out).toBe(0);
  });

  test('a connection that never gets through TLS: not sent', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://127.0.0.1:${(mute.address() as AddressInfo).port}/`);
    expect(await post({ url })).toMatchObject({
      kind: 'not-sent',
      message: 'no connection (ETIMEDOUT, secureConnect)',
    });
    mute.close();
  });

  test('are broken off by a signal: unknown once they have left', async () => {
    server.play(silence);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    expect((await post({ signal: controller.signal })).kind).toBe('unknown');
  });

  test('a signal given before: not sent', async () => {
    const controller = new AbortController();
    controller.abort();
    expect((await post({ signal: controller.signal })).kind).toBe('not-sent');
    expect(server.seen).toHaveLength(0);
  });
});

describe('beforeSend', () => {
  class Stale extends Error {}

  test('runs once, when the connection stands and before anything is sent', async () => {
    const order: string[] = [];
    server.play((response, request, socket) => {
      order.push('received');
      json({ ok: true })(response, request, socket);
    });
    const beforeSend = () => {
      order.push('let out');
    };
    await post({ beforeSend });
    await post({ beforeSend });
    expect(order).toEqual(['let out', 'received', 'let out', 'received']);
  });

  test.each(['a new connection', 'a connection of the pool'])(
    'what it throws comes through, nothing is sent: %s',
    async (which) => {
      server.play(json({}));
      if (which !== 'a new connection') await post();
      const before = server.seen.length;
      const stale = new Stale('too late');
      await expect(
        post({
          beforeSend: () => {
            throw stale;
          },
        }),
      ).rejects.toBe(stale);
      await sleep(50);
      expect(server.seen).toHaveLength(before);
      // The next call finds a client in good order.
      expect((await post()).kind).toBe('ok');
      expect(server.seen).toHaveLength(before + 1);
    },
  );
});

describe('reads', () => {
  test.each([
    ['a dropped answer', drop],
    ['502', page(502)],
    ['503', json({}, 503)],
    ['504', page(504)],
  ])('are tried twice: %s', async (_what, script) => {
    server.play(script, json({ PartyId: '1' }));
    expect((await get()).kind).toBe('ok');
    expect(server.seen).toHaveLength(2);
    expect(http.requests).toBe(2);
  });

  test('are not tried a third time', async () => {
    server.play(page(503));
    expect(await get()).toMatchObject({ kind: 'unknown', status: 503 });
    expect(server.seen).toHaveLength(2);
  });

  test('leave a long Retry-After to the caller', async () => {
    server.play(json({}, 503, { 'retry-after': '30' }));
    expect(await get()).toMatchObject({ kind: 'unknown', retryAfterMs: expect.any(Number) });
    expect(server.seen).toHaveLength(1);
  });

  test.each([400, 401, 404, 429, 500])('are not repeated on %i', async (status) => {
    server.play(json({}, status));
    await get();
    expect(server.seen).toHaveLength(1);
  });

  test('time out', async () => {
    server.play(silence);
    expect(await get()).toMatchObject({ kind: 'unknown', message: 'no complete answer (ETIMEDOUT, request)' });
  });
});

test('tells what was called, for metrics, and nothing of its content', async () => {
  server.play(json({ PartyId: '1' }), json({}, 400));
  await get();
  await post();
  await server.close();
  await post();
  expect(calls).toEqual([
    { method: 'GET', entity: 'Party', kind: 'ok', status: 200, ms: expect.any(Number) },
    { method: 'POST', entity: 'Party', kind: 'rejected', status: 400, ms: expect.any(Number) },
    { method: 'POST', entity: 'Party', kind: expect.any(String), status: undefined, ms: expect.any(Number) },
  ]);
});
