/** What the client makes of each fault that the simulator knows. */
import { describe, expect, test } from '@jest/globals';
import { readParty } from '../../../activities/imis/party.js';
import { readSubscription } from '../../../activities/imis/subscription.js';
import { named } from '../../simulator/index.js';
import { simulated } from './simulated.js';

const one = simulated();

describe('faults', () => {
  test.each([
    ['500-before', 'unknown'],
    ['500-after', 'unknown'],
    ['drop-before', 'unknown'],
    ['drop-after', 'unknown'],
    ['401', 'unauthenticated'],
    ['403', 'forbidden'],
    ['409', 'rejected'],
    ['429', 'throttled'],
    ['501', 'not-available'],
    ['html-502', 'unknown'],
    ['html-502-after', 'unknown'],
    ['truncated-json', 'unknown'],
    ['truncated-json-before', 'unknown'],
    // StatusCode ServiceError, the word behind HTTP 500: it may have been saved.
    ['service-failure', 'unknown'],
    ['validation-400', 'rejected'],
    ['false-200', 'ok'],
  ] as const)('%s on a write is %s, after one request', async (kind, expected) => {
    one.sim.faults.add({ method: 'POST', path: '/api/Subscription' }, { kind });
    expect((await one.purchase()).kind).toBe(expected);
    expect(one.sim.calls.filter((call) => call.method === 'POST' && call.path.startsWith('/api/'))).toHaveLength(1);
  });

  test('a write that hangs times out', async () => {
    one.open({ username: 'duesflow', password: 'simulator', timeoutMs: 200 });
    one.sim.faults.add({ method: 'POST', path: '/api/Subscription' }, { kind: 'timeout-after' });
    expect((await one.purchase()).kind).toBe('unknown');
    expect(await readSubscription(one.imis, named.newMember, 'REG')).toMatchObject({ balance: '95.00' });
  });

  test('a read gets over a dropped answer and a refused token', async () => {
    one.sim.faults.add({ method: 'GET' }, { kind: 'drop-before' });
    expect(await readParty(one.imis, named.longMember)).toMatchObject({ chapter: 'EAST' });
    one.sim.faults.add({ method: 'GET' }, { kind: '401' });
    expect(await readParty(one.imis, named.longMember)).toMatchObject({ chapter: 'EAST' });
    expect(one.imis.logins).toBe(2);
  });

  test('wrong credentials are tried once', async () => {
    one.open({ username: 'duesflow', password: 'wrong' });
    for (let i = 0; i < 8; i += 1) {
      await expect(readParty(one.imis, '1')).rejects.toMatchObject({ answer: { kind: 'forbidden' } });
    }
    expect(one.imis.logins).toBe(1);
  });

  test('a user without rights', async () => {
    one.open({ username: 'guest', password: 'simulator' });
    expect((await one.purchase()).kind).toBe('forbidden');
  });
});
