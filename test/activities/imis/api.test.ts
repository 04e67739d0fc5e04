import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ReadFailed } from '../../../activities/http/answer.js';
import { createImis, type Imis, type ImisOptions } from '../../../activities/imis/api.js';
import { drop, json, page, type Script, startTinyServer, type TinyServer } from '../http/tiny-server.js';
import { paged, tenant } from './fixtures.js';

let server: TinyServer;
let imis: Imis;
let logins: Script;
let answers: Script[];
let clock: number;

const token = (value: string, more: object = {}) =>
  json({ access_token: value, token_type: 'bearer', expires_in: 100, ...more });
const api = () => server.seen.filter((one) => !one.url.startsWith('/token'));

function open(options: ImisOptions = {}): Imis {
  imis = createImis(tenant(server.base), { now: () => clock, ...options });
  return imis;
}

beforeEach(async () => {
  clock = 1_000_000;
  server = await startTinyServer();
  logins = token('T1');
  answers = [json({ PartyId: '1' })];
  server.play((response, request, socket) => {
    const script = request.url === '/token' ? logins : answers.length > 1 ? answers.shift() : answers[0];
    script?.(response, request, socket);
  });
  open();
});
afterEach(async () => {
  imis.close();
  await server.close();
});

/** Refuses every token but the given one. */
const only =
  (good: string): Script =>
  (response, request, socket) => {
    const fits = request.headers.authorization === `Bearer ${good}`;
    const refusal = { Message: 'Authorization has been denied for this request.' };
    (fits ? json({ PartyId: '1' }) : json(refusal, 401))(response, request, socket);
  };

describe('log-in', () => {
  test('is the password grant, once, before the first call', async () => {
    await imis.read('Party/1');
    await imis.read('Party/1');
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      url: '/token',
      body: 'grant_type=password&username=api&password=wrong+horse',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(imis.logins).toBe(1);
    expect(imis.calls).toBe(2);
    expect(api()[0]?.headers.authorization).toBe('Bearer T1');
  });

  test('is shared by callers that come at once', async () => {
    await Promise.all([imis.read('Party/1'), imis.read('Party/2'), imis.write('POST', 'Party', { body: {} })]);
    expect(imis.logins).toBe(1);
  });

  test('is renewed 10 s before the token expires', async () => {
    await imis.read('Party/1');
    clock += 89_000;
    await imis.read('Party/1');
    expect(imis.logins).toBe(1);
    clock += 2_000;
    await imis.read('Party/1');
    expect(imis.logins).toBe(2);
  });

  test('lasts an hour when the answer says nothing', async () => {
    logins = json({ access_token: 'T1' });
    await imis.read('Party/1');
    clock += 3_589_000;
    await imis.read('Party/1');
    expect(imis.logins).toBe(1);
  });

  test('that is rejected is not tried again for 10 minutes, unless forgotten', async () => {
    logins = json({ error: 'invalid_grant', error_description: 'The user name or password is incorrect.' }, 400);
    const answer = await imis.write('POST', 'Party', { body: {} });
    expect(answer).toMatchObject({ kind: 'forbidden', sent: false, status: 400 });
    expect((answer as { message: string }).message).toContain('The user name or password is incorrect.');
    expect((answer as { message: string }).message).toContain('IMIS_PASSWORD');
    clock += 599_000;
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('forbidden');
    await expect(imis.read('Party/1')).rejects.toMatchObject({ answer: { kind: 'forbidden' } });
    expect(imis.logins).toBe(1);

    logins = token('T1');
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('forbidden');
    imis.forgetLogin();
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');

    logins = json({ error: 'invalid_grant' }, 400);
    imis.forgetLogin();
    await imis.write('POST', 'Party', { body: {} });
    clock += 601_000;
    await imis.write('POST', 'Party', { body: {} });
    expect(imis.logins).toBe(4);
    expect(api()).toHaveLength(1);
  });

  test.each([
    ['dropped', drop],
    ['503', page(503)],
    ['a page', page(200)],
    ['no token', json({})],
    ['500', json({}, 500)],
  ])('that fails (%s) means that the call was not sent', async (_what, script) => {
    logins = script;
    expect(await imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'not-sent', sent: false });
    logins = token('T1');
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');
  });

  test('that is throttled says when to come back', async () => {
    logins = json({}, 429, { 'retry-after': '20' });
    expect(await imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'throttled' });
  });

  test('at a wrong address is a matter for a person', async () => {
    logins = json({}, 404);
    expect(await imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'forbidden', sent: false });
  });
});

describe('reads', () => {
  test('give the body, or undefined for 404', async () => {
    expect(await imis.read('Party/1')).toEqual({ PartyId: '1' });
    answers = [json({ Message: 'not found' }, 404)];
    expect(await imis.read('Party/1')).toBeUndefined();
  });

  test('log in once more when the token is refused', async () => {
    await imis.read('Party/1');
    logins = token('T2');
    answers = [only('T2')];
    expect(await imis.read('Party/1')).toEqual({ PartyId: '1' });
    expect(imis.logins).toBe(2);
  });

  test('give up when the new token is refused as well', async () => {
    answers = [only('T9')];
    await expect(imis.read('Party/1')).rejects.toMatchObject({ answer: { kind: 'unauthenticated' } });
    expect(api()).toHaveLength(2);
  });

  test.each([
    ['a page', page(200), 'unknown'],
    ['a page with 404', page(404), 'unknown'],
    ['truncated JSON', json('{"PartyId":'), 'unknown'],
    ['nothing', json(''), 'unknown'],
    ['403', json({}, 403), 'forbidden'],
    ['500', json({}, 500), 'unknown'],
    ['400', json({ Message: 'no' }, 400), 'rejected'],
  ])('fail on %s', async (_what, script, kind) => {
    answers = [script];
    const failure = await imis.read('Party/1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReadFailed);
    expect(failure).toMatchObject({ answer: { kind } });
  });
});

describe('writes', () => {
  test('send JSON once and give the answer as it came', async () => {
    answers = [json({ PartyId: '1' }, 201)];
    const body = { $type: 'x', PartyId: '1' };
    expect(await imis.write('POST', 'Party', { body })).toMatchObject({ kind: 'ok', status: 201 });
    expect(api()[0]).toMatchObject({ method: 'POST', url: '/api/Party', body: '{"$type":"x","PartyId":"1"}' });
    expect(api()[0]?.headers['content-type']).toBe('application/json');
  });

  test('are not repeated on 401: the caller does that, after relogin', async () => {
    await imis.read('Party/1');
    logins = token('T2');
    answers = [only('T2')];
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('unauthenticated');
    expect(api()).toHaveLength(2);
    await imis.relogin();
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');
    expect(imis.logins).toBe(2);
  });

  test('a relogin keeps the token that another caller has fetched in the meantime', async () => {
    await imis.read('Party/1');
    logins = token('T2');
    answers = [only('T2')];
    await imis.write('POST', 'Party', { body: {} });
    await imis.read('Party/1');
    await imis.relogin();
    await imis.read('Party/1');
    expect(imis.logins).toBe(2);
  });

  test('check the moment of sending after the log-in, and let the error through', async () => {
    const late = new Error('late');
    const beforeSend = () => {
      expect(imis.logins).toBe(1);
      throw late;
    };
    await expect(imis.write('POST', 'Party', { body: {}, beforeSend })).rejects.toBe(late);
    expect(api()).toHaveLength(0);
  });

  test('DELETE may be answered with nothing, POST may not', async () => {
    answers = [json('')];
    expect((await imis.write('DELETE', 'GroupMember', { query: { EntityId: 'CHAPT/EAST:1' } })).kind).toBe('ok');
    expect(api()[0]?.url).toBe('/api/GroupMember?EntityId=CHAPT%2FEAST%3A1');
    expect((await imis.write('POST', 'Party', { body: {} })).kind).toBe('unknown');
    expect((await imis.write('POST', 'BatchSummary/_execute', { body: {}, emptyOk: true })).kind).toBe('ok');
  });
});

describe('lists', () => {
  test('follow the pages', async () => {
    answers = [
      json(paged([{ n: 1 }, { n: 2 }], { HasNext: true, NextOffset: 2 })),
      json({ ...paged([]), Items: [{ n: 3 }], Offset: 2 }),
    ];
    expect(await imis.list('Payment', { PaymentReference: 'df-1' })).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(api().map((one) => one.url)).toEqual([
      '/api/Payment?PaymentReference=df-1&Limit=500',
      '/api/Payment?PaymentReference=df-1&Limit=500&Offset=2',
    ]);
  });

  test('stop when the pages never end', async () => {
    let offset = 0;
    answers = [
      (response, request, socket) =>
        json(paged([{}], { HasNext: true, NextOffset: (offset += 1) }))(response, request, socket),
    ];
    await expect(imis.list('Payment')).rejects.toThrow('is longer than');
    expect(api()).toHaveLength(200);
  });

  test('stop when the check does not like a page', async () => {
    answers = [json(paged([{}], { HasNext: true, NextOffset: 1 }))];
    const check = () => {
      throw new Error('ignored the filter');
    };
    await expect(imis.list('Payment', {}, check)).rejects.toThrow('ignored the filter');
    expect(api()).toHaveLength(1);
  });

  test('404 is no empty list', async () => {
    answers = [json({}, 404)];
    await expect(imis.list('Payment')).rejects.toBeInstanceOf(ReadFailed);
  });
});
