import { describe, expect, test } from '@jest/globals';
import { ReadFailed } from '../../../activities/http/answer.js';
import { json, page } from '../http/tiny-server.js';
import { paged } from './fixtures.js';
import { bench, only, token } from './support.js';

const one = bench();

describe('reads', () => {
  test('give the body, or undefined for 404', async () => {
    expect(await one.imis.read('Party/1')).toEqual({ PartyId: '1' });
    one.answer = json({ Message: 'not found' }, 404);
    expect(await one.imis.read('Party/1')).toBeUndefined();
  });

  test('log in once more when the token is refused', async () => {
    await one.imis.read('Party/1');
    one.login = token('T2');
    one.answer = only('T2');
    expect(await one.imis.read('Party/1')).toEqual({ PartyId: '1' });
    expect(one.imis.logins).toBe(2);
  });

  test('give up when the new token is refused as well', async () => {
    one.answer = only('T9');
    await expect(one.imis.read('Party/1')).rejects.toMatchObject({ answer: { kind: 'unauthenticated' } });
    expect(one.calls()).toHaveLength(2);
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
    one.answer = script;
    const failure = await one.imis.read('Party/1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ReadFailed);
    expect(failure).toMatchObject({ answer: { kind } });
  });
});

describe('writes', () => {
  test('send JSON once and give the answer as it came', async () => {
    one.answer = json({ PartyId: '1' }, 201);
    const body = { $type: 'x', PartyId: '1' };
    expect(await one.imis.write('POST', 'Party', { body })).toMatchObject({ kind: 'ok', status: 201 });
    expect(one.calls()[0]).toMatchObject({ method: 'POST', url: '/api/Party', body: '{"$type":"x","PartyId":"1"}' });
    expect(one.calls()[0]?.headers['content-type']).toBe('application/json');
  });

  test('are not repeated on 401: the caller does that, after relogin', async () => {
    await one.imis.read('Party/1');
    one.login = token('T2');
    one.answer = only('T2');
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('unauthenticated');
    expect(one.calls()).toHaveLength(2);
    await one.imis.relogin();
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('ok');
    expect(one.imis.logins).toBe(2);
  });

  test('a relogin keeps the token that another caller has fetched in the meantime', async () => {
    await one.imis.read('Party/1');
    one.login = token('T2');
    one.answer = only('T2');
    await one.imis.write('POST', 'Party', { body: {} });
    await one.imis.read('Party/1');
    await one.imis.relogin();
    await one.imis.read('Party/1');
    expect(one.imis.logins).toBe(2);
  });

  test('check the moment of sending after the log-in, and let the error through', async () => {
    const late = new Error('late');
    const beforeSend = () => {
      expect(one.imis.logins).toBe(1);
      throw late;
    };
    await expect(one.imis.write('POST', 'Party', { body: {}, beforeSend })).rejects.toBe(late);
    expect(one.calls()).toHaveLength(0);
  });

  test('DELETE may be answered with nothing, POST may not', async () => {
    one.answer = json('');
    expect((await one.imis.write('DELETE', 'GroupMember', { query: { EntityId: 'CHAPT/EAST:1' } })).kind).toBe('ok');
    expect(one.calls()[0]?.url).toBe('/api/GroupMember?EntityId=CHAPT%2FEAST%3A1');
    expect((await one.imis.write('POST', 'Party', { body: {} })).kind).toBe('unknown');
    expect((await one.imis.write('POST', 'BatchSummary/_execute', { body: {}, emptyOk: true })).kind).toBe('ok');
  });
});

describe('lists', () => {
  test('follow the pages', async () => {
    one.next = [
      json(paged([{ n: 1 }, { n: 2 }], { HasNext: true, NextOffset: 2 })),
      json({ ...paged([]), Items: [{ n: 3 }], Offset: 2 }),
    ];
    expect(await one.imis.list('Payment', { PaymentReference: 'df-1' })).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    expect(one.calls().map((one) => one.url)).toEqual([
      '/api/Payment?PaymentReference=df-1&Limit=500',
      '/api/Payment?PaymentReference=df-1&Limit=500&Offset=2',
    ]);
  });

  test('stop when the pages never end', async () => {
    let offset = 0;
    one.answer = (...args) => json(paged([{}], { HasNext: true, NextOffset: (offset += 1) }))(...args);
    await expect(one.imis.list('Payment')).rejects.toThrow('is longer than');
    expect(one.calls()).toHaveLength(200);
  });

  test('stop when the check does not like a page', async () => {
    one.answer = json(paged([{}], { HasNext: true, NextOffset: 1 }));
    const check = () => {
      throw new Error('ignored the filter');
    };
    await expect(one.imis.list('Payment', {}, check)).rejects.toThrow('ignored the filter');
    expect(one.calls()).toHaveLength(1);
  });

  test('404 is no empty list', async () => {
    one.answer = json({}, 404);
    await expect(one.imis.list('Payment')).rejects.toBeInstanceOf(ReadFailed);
  });
});
