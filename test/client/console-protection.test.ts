/** Whom the console lets in, and what it lets a page do: over HTTP, on a real Temporal server and the simulator. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen } from '../../client/console/listen.js';
import { formOf, openConsoles, TOKEN, visitor, type Consoles, type Parked, type Visitor } from './console-world.js';
import { problemOf } from './support.js';
let consoles: Consoles;
beforeAll(async () => (consoles = await openConsoles()));
afterAll(async () => await consoles.close());

const decision: Record<string, string> = { by: 'Kim Doe', why: 'the right was given' };

describe('protection', () => {
  let flow: Parked;
  let kim: Visitor;
  beforeAll(async () => {
    flow = await consoles.parked();
    kim = visitor(consoles.open.address);
  });
  const operator = async () => (await consoles.bench.report(flow.workflowId)).operator;

  test('pages run no script, are kept by nobody, and escape what others have typed', async () => {
    const { headers, body } = await kim.get(flow.path);
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' });
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/);
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).not.toMatch(/<script|style="| on\w+=/);
  });

  test('a foreign name that was pointed at us is refused', async () => {
    const { port } = consoles.open;
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1.evil.example', 'a b']) {
      const { status, body } = await kim.get(flow.path, { host });
      expect([400, 421]).toContain(status);
      expect(body).not.toContain(flow.workflowId);
    }
    expect((await kim.get('/', { host: 'localhost:9999' })).status).toBe(200);
  });

  test('what does not come from a page of ours changes nothing', async () => {
    const form = { ...formOf((await kim.get(flow.path)).body, 'retry'), ...decision };
    const foreign: Record<string, string | undefined>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${consoles.open.port + 1}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: undefined, 'sec-fetch-site': undefined },
    ];
    for (const headers of foreign) expect((await kim.post(flow.path, form, headers)).status).toBe(403);
    expect((await kim.post(flow.path, form, { 'content-type': 'text/plain' })).status).toBe(400);
    expect(await operator()).toEqual([]);
  });

  test('without the form token of the session nothing is decided, and what was typed is shown again', async () => {
    const { form: token, ...form } = { ...formOf((await kim.get(flow.path)).body, 'retry'), by: 'Kim', why: 'x"><img src=y>' } as Record<string, string>;
    const stranger = visitor(consoles.open.address);
    const answers = [await kim.post(flow.path, form), await kim.post(flow.path, { ...form, form: 'made up' }), await stranger.post(flow.path, { ...form, form: token! })];
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).toContain('x&quot;&gt;&lt;img src=y&gt;');
      expect(body).not.toContain('<img src=y>');
    }
    expect(await operator()).toEqual([]);
  });

  test('others can reach it with a token alone, which nobody guesses', async () => {
    const { client } = consoles.bench;
    expect(await problemOf(listen({ client, host: '0.0.0.0', port: 0 }))).toMatchObject({ exitCode: 2, cure: expect.stringContaining('DUESFLOW_CONSOLE_TOKEN') });
    expect(await problemOf(listen({ client, host: '192.0.2.7', port: 0 }))).toMatchObject({ exitCode: 2 });
    expect(await problemOf(listen({ client, host: '0.0.0.0', port: 0, token: 'short' }))).toMatchObject({ exitCode: 2 });
    expect(await problemOf(listen({ client, host: '127.0.0.1', port: consoles.open.port }))).toMatchObject({ exitCode: 2, message: expect.stringContaining('EADDRINUSE') });
  });

  test('with a token nobody sees anything before they have given it', async () => {
    const guest = visitor(consoles.guarded.address);
    const shut = await guest.get('/recent?state=parked');
    expect(shut.status).toBe(403);
    expect(shut.body).toContain('name="to" value="/recent?state=parked"');
    expect((await guest.post(flow.path, { ...decision, verb: 'retry' })).status).toBe(403);
    const form = /name="form" value="([^"]+)"/.exec(shut.body)![1]!;
    const give = (token: string, to = '/recent?state=parked') => guest.post('/sign-in', { form, token, to });
    expect((await give('another token of some length')).body).toContain('This is not the token.');
    expect((await guest.get('/')).status).toBe(403);
    expect(await give(TOKEN)).toMatchObject({ status: 303, headers: { location: '/recent?state=parked' } });
    const inside = await guest.get('/');
    expect(inside.status).toBe(200);
    // It shows another tenant alone: this flow is not there for it.
    expect(inside.body).not.toContain(flow.workflowId);
    expect((await guest.get(flow.path)).status).toBe(404);
    const out = /action="\/sign-out"><input type="hidden" name="form" value="([^"]+)"/.exec(inside.body)![1]!;
    expect((await guest.post('/sign-out', { form: out })).status).toBe(303);
    expect((await guest.get('/')).status).toBe(403);
  });

  test('a sign-in leads to a page of the console only, and guessing ends soon', async () => {
    const guest = visitor(consoles.guarded.address);
    const form = /name="form" value="([^"]+)"/.exec((await guest.get('/')).body)![1]!;
    for (const to of ['//evil.example/', '/\\evil.example', 'https://evil.example/', '/./%2e%2e//evil.example']) {
      const again = /name="form" value="([^"]+)"/.exec((await guest.get('/sign-in')).body)![1]!;
      const { headers } = await guest.post('/sign-in', { form: again, token: TOKEN, to });
      expect(new URL(headers.location!, consoles.guarded.address).origin).toBe(new URL(consoles.guarded.address).origin);
    }
    const tries = [];
    for (let n = 0; n < 12; n++) tries.push((await visitor(consoles.guarded.address).post('/sign-in', { form, token: `guess number ${n} of many` })).status);
    // Without a form of their session they are not even looked at.
    expect(new Set(tries)).toEqual(new Set([403]));
    const statuses = [];
    for (let n = 0; n < 12; n++) {
      const fresh = /name="form" value="([^"]+)"/.exec((await guest.get('/sign-in')).body)![1]!;
      statuses.push((await guest.post('/sign-in', { form: fresh, token: `guess number ${n} of many` })).status);
    }
    expect(statuses.at(-1)).toBe(429);
  });
});
