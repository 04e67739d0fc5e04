/** POSTs that only read, and lists read page by page. */
import { describe, expect, test } from '@jest/globals';
import { createImis } from '../../../activities/imis/api.js';
import { drop, json, silence } from '../http/tiny-server.js';
import { paged, tenant } from './fixtures.js';
import { bench, only, token } from './support.js';

const one = bench();
const path = 'DuesImportPackage/_execute';

describe('a POST that only reads', () => {
  test.each([
    ['an overloaded server', json({}, 503)],
    ['a dropped answer', drop],
  ])('is tried twice after %s', async (_what, script) => {
    one.next = [script];
    one.answer = json({ Result: 3 });
    expect(await one.imis.ask(path, { a: 1 })).toEqual({ Result: 3 });
    expect(one.calls().map((call) => [call.method, call.body])).toEqual([
      ['POST', '{"a":1}'],
      ['POST', '{"a":1}'],
    ]);
  });

  test('has the time-out of a read', async () => {
    const base = String(one.imis.tenant.baseUrl);
    const hurried = createImis(tenant(base, { readTimeoutMs: 100, timeoutMs: 60_000 }));
    one.answer = silence;
    await expect(hurried.ask(path, {})).rejects.toMatchObject({ answer: { kind: 'unknown' } });
    hurried.close();
  });

  test('logs in once more when the token is refused', async () => {
    await one.imis.ask(path, {});
    one.login = token('T2');
    one.answer = only('T2');
    expect(await one.imis.ask(path, {})).toEqual({ PartyId: '1' });
    expect(one.imis.logins).toBe(2);
  });

  test.each([
    ['404', json({ Message: 'none' }, 404), 'absent'],
    ['a failure inside 200', json({ IsSuccessStatusCode: false, StatusCode: 10 }), 'unknown'],
    ['a refusal inside 200', json({ IsSuccessStatusCode: false, StatusCode: 9, Message: 'no' }), 'rejected'],
  ])('fails on %s', async (_what, script, kind) => {
    one.answer = script;
    await expect(one.imis.ask(path, {})).rejects.toMatchObject({ name: 'ReadFailed', answer: { kind } });
  });

  test('leaves writes as they are: sent once', async () => {
    one.answer = json({}, 503);
    expect((await one.imis.write('POST', path, { body: {} })).kind).toBe('unknown');
    expect(one.calls()).toHaveLength(1);
  });
});

describe('a list by pages', () => {
  test('asks for the next page when the one before is dealt with', async () => {
    one.next = [json(paged([{ n: 1 }], { HasNext: true, NextOffset: 1 })), json(paged([{ n: 2 }]))];
    const steps: string[] = [];
    await one.imis.pages('Subscription', { PartyId: '1' }, async (rows) => {
      steps.push(`begun ${one.calls().length}`);
      await new Promise((resolve) => setImmediate(resolve));
      steps.push(`ended ${JSON.stringify(rows)}`);
    });
    expect(steps).toEqual(['begun 1', 'ended [{"n":1}]', 'begun 2', 'ended [{"n":2}]']);
    expect(one.last()?.url).toBe('/api/Subscription?PartyId=1&Limit=500&Offset=1');
  });

  test('ends with what the caller throws', async () => {
    one.answer = json(paged([{ n: 1 }], { HasNext: true, NextOffset: 1 }));
    const full = () => Promise.reject(new Error('disk full'));
    await expect(one.imis.pages('Subscription', {}, full)).rejects.toThrow('disk full');
    expect(one.calls()).toHaveLength(1);
  });
});
