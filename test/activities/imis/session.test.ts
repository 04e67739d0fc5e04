import { describe, expect, test } from '@jest/globals';
import { drop, json, page } from '../http/tiny-server.js';
import { bench, token } from './support.js';

const one = bench();

describe('log-in', () => {
  test('is the password grant, once, before the first call', async () => {
    await one.imis.read('Party/1');
    await one.imis.read('Party/1');
    expect(one.seen[0]).toMatchObject({
      method: 'POST',
      url: '/token',
      body: 'grant_type=password&username=api&password=wrong+horse',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(one.imis.logins).toBe(1);
    expect(one.imis.calls).toBe(2);
    expect(one.calls()[0]?.headers.authorization).toBe('Bearer T1');
  });

  test('is shared by callers that come at once', async () => {
    await Promise.all([
      one.imis.read('Party/1'),
      one.imis.read('Party/2'),
      one.imis.write('POST', 'Party', { body: {} }),
    ]);
    expect(one.imis.logins).toBe(1);
  });

  test('is renewed 10 s before the token expires', async () => {
    await one.imis.read('Party/1');
    one.clock += 89_000;
    await one.imis.read('Party/1');
    expect(one.imis.logins).toBe(1);
    one.clock += 2_000;
    await one.imis.read('Party/1');
    expect(one.imis.logins).toBe(2);
  });

  test('lasts an hour when the answer says nothing', async () => {
    one.login = json({ access_token: 'T1' });
    await one.imis.read('Party/1');
    one.clock += 3_589_000;
    await one.imis.read('Party/1');
    expect(one.imis.logins).toBe(1);
  });

  test('that is rejected is not tried again for 10 minutes, unless forgotten', async () => {
    one.login = json({ error: 'invalid_grant', error_description: 'The user name or password is incorrect.' }, 400);
    const answer = await one.imis.write('POST', 'Party', { body: {} });
    expect(answer).toMatchObject({ kind: 'forbidden', sent: false, status: 400 });
    expect((answer as { message: string }).message).toContain('The user name or password is incorrect.');
    expect((answer as { message: string }).message).toContain('IMIS_PASSWORD');
    one.clock += 599_000;
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('forbidden');
    await expect(one.imis.read('Party/1')).rejects.toMatchObject({ answer: { kind: 'forbidden' } });
    expect(one.imis.logins).toBe(1);

    one.login = token('T1');
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('forbidden');
    one.imis.forgetLogin();
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');

    one.login = json({ error: 'invalid_grant' }, 400);
    one.imis.forgetLogin();
    await one.imis.write('POST', 'Party', { body: {} });
    one.clock += 601_000;
    await one.imis.write('POST', 'Party', { body: {} });
    expect(one.imis.logins).toBe(4);
    expect(one.calls()).toHaveLength(1);
  });

  test.each([
    ['dropped', drop],
    ['503', page(503)],
    ['a page', page(200)],
    ['no token', json({})],
    ['500', json({}, 500)],
  ])('that fails (%s) means that the call was not sent', async (_what, script) => {
    one.login = script;
    expect(await one.imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'not-sent', sent: false });
    one.login = token('T1');
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');
  });

  test('that is throttled says when to come back', async () => {
    one.login = json({}, 429, { 'retry-after': '20' });
    expect(await one.imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'throttled' });
  });

  test('at a wrong address is a matter for a person', async () => {
    one.login = json({}, 404);
    expect(await one.imis.write('POST', 'Party', { body: {} })).toMatchObject({ kind: 'forbidden', sent: false });
  });
});
