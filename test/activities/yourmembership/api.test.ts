import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createYm, type Ym } from '../../../activities/yourmembership/api.js';
import { drop, json, startTinyServer, type Script, type TinyServer } from '../http/tiny-server.js';
import { testYm } from '../../setup/bench.js';
import { tenant } from '../imis/fixtures.js';

let server: TinyServer;
let ym: Ym;
let clock: number;
let logIn: Script;
let answers: Script[];

const loggedIn = (SessionId: string): Script => json({ ClientID: 25363, FailedLoginReason: 'None', SessionId, ResponseStatus: {} });
const denied = json({ FailedLoginReason: 'None', ResponseStatus: { ErrorCode: 'None', Message: 'Invalid username/password combination.' } }, 401);

beforeEach(async () => {
  server = await startTinyServer();
  [clock, logIn, answers] = [1_000_000, loggedIn('S1'), []];
  server.play((response, request, socket) => (request.url === '/Ams/Authenticate' ? logIn : (answers.shift() ?? json({})))(response, request, socket));
  ym = createYm(tenant(server.base, { ym: testYm(server.base) }), { now: () => clock });
});
afterEach(async () => {
  ym.close();
  await server.close();
});
const calls = () => server.seen.filter(({ url }) => url !== '/Ams/Authenticate');

describe('the session', () => {
  test('is made with key and password, kept 14 minutes, and sent as X-SS-ID past the cache', async () => {
    await ym.read('Members/1');
    clock += 839_000;
    await ym.read('Members/1');
    expect(ym.logins).toBe(1);
    expect(JSON.parse(server.seen[0]!.body)).toEqual({ provider: 'credentials', UserName: 'duesflow', Password: 'simulator', UserType: 'Admin', ClientID: 25363 });
    expect(calls()[0]).toMatchObject({ url: '/Ams/25363/Members/1?BypassCache=true', headers: { 'x-ss-id': 'S1' } });
    clock += 2_000;
    await ym.read('Members/1');
    expect(ym.logins).toBe(2);
  });

  test('takes the password first where the tenant says so', async () => {
    ym = createYm(tenant(server.base, { ym: testYm(server.base, { loginOrder: 'passwordFirst' }) }));
    await ym.read('Members/1');
    expect(JSON.parse(server.seen[0]!.body)).toMatchObject({ UserName: 'simulator', Password: 'duesflow' });
  });

  test.each<[string, Script]>([
    ['401', denied],
    ['a reason inside 200', json({ FailedLoginReason: 'AccountLockedOut', SessionId: 'S' })],
  ])('that is rejected (%s) is not tried again for 10 minutes', async (_what, script) => {
    logIn = script;
    expect(await ym.write('Dues', {})).toMatchObject({ kind: 'forbidden', sent: false, message: expect.stringContaining('YM_API_KEY') });
    await ym.write('Dues', {});
    expect(ym.logins).toBe(1);
    clock += 601_000;
    await ym.write('Dues', {});
    expect(ym.logins).toBe(2);
    expect(calls()).toEqual([]);
  });

  test('is renewed once when a read is refused; a write is left to the protocol', async () => {
    answers = [json({}, 401), json({ id: 1 })];
    expect(await ym.read('Members/1')).toEqual({ id: 1 });
    expect(ym.logins).toBe(2);
    answers = [json({}, 401)];
    expect(await ym.write('Dues', {})).toMatchObject({ kind: 'unauthenticated', sent: false });
    await ym.relogin();
    await ym.write('Dues', {});
    expect(ym.logins).toBe(3);
  });
});

describe('an answer', () => {
  const inside = json({ ResponseStatus: { ErrorCode: 'ArgumentException', Message: 'The member jo@example.org is odd.' } });

  test('of 200 with an error proves nothing of a write, and fails a read', async () => {
    answers = [inside, inside];
    expect(await ym.write('Dues', {})).toEqual({ kind: 'unknown', sent: true, status: 200, message: 'ArgumentException inside HTTP 200: The member [e-mail] is odd.' });
    await expect(ym.read('Members/1')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });

  test.each(['', 'None'])('of ErrorCode "%s" is good', async (ErrorCode) => {
    answers = [json({ invoiceGuid: 'G', ResponseStatus: { ErrorCode } })];
    expect((await ym.write('Dues', {})).kind).toBe('ok');
  });

  test('names the reason of its ResponseStatus', async () => {
    answers = [json({ ResponseStatus: { ErrorCode: 'X', Message: 'Not today.' } }, 400)];
    expect(await ym.write('Dues', {})).toMatchObject({ kind: 'rejected', message: 'HTTP 400: Not today.' });
  });

  test('that was lost is unknown, and the write is sent once', async () => {
    answers = [drop, json({})];
    expect((await ym.write('Dues', {})).kind).toBe('unknown');
    expect(calls()).toHaveLength(1);
  });

  test('of 429 says when to come back', async () => {
    answers = [json({}, 429, { 'retry-after': '20' })];
    expect(await ym.write('Dues', {})).toMatchObject({ kind: 'throttled', sent: false, retryAfterMs: expect.any(Number) });
  });
});

describe('a list', () => {
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ id: from + i }));

  test('is read until a page is not full, whatever its member is called', async () => {
    answers = [json({ AnyList: rows(0, 100), ResponseStatus: {} }), json(rows(100, 3))];
    expect(await ym.list('DuesTransactions', { DateFrom: '2026-01-01' })).toHaveLength(103);
    expect(calls().map(({ url }) => url)).toEqual([1, 2].map((page) => `/Ams/25363/DuesTransactions?DateFrom=2026-01-01&PageSize=100&PageNumber=${page}&BypassCache=true`));
  });

  test.each<[string, Script[]]>([
    ['no list', [json({ ListCount: 0 })]],
    ['two lists', [json({ a: [], b: [] })]],
    ['a page that is given again', [json(rows(0, 100)), json(rows(0, 100))]],
    ['404', [json({}, 404)]],
  ])('proves nothing with %s', async (_what, scripts) => {
    answers = scripts;
    await expect(ym.list('DuesTransactions')).rejects.toMatchObject({ name: 'ReadFailed' });
  });
});

test('without an account every call fails, and nothing is sent', async () => {
  const none = createYm(tenant(server.base));
  await expect(none.read('Members/1')).rejects.toMatchObject({ answer: { kind: 'forbidden', message: expect.stringContaining('"test" has no YourMembership') } });
  expect(server.seen).toEqual([]);
});
