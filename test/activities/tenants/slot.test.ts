import { expect, test } from '@jest/globals';
import { Slot } from '../../../activities/tenants/slot.js';
import { testTenant } from '../../setup/bench.js';

test.each([3000, 4500])('a lease lasts as long as the server waits for an acknowledgement: %s ms, whatever the tenant says', (leaseMs) => {
  let now = 1000;
  const slot = new Slot(testTenant('http://localhost:1', { heartbeatMs: 60_000 }), { now: () => now });
  expect(slot.held).toBe(false);
  slot.taken(true, leaseMs);
  slot.acknowledged(now);
  now += leaseMs;
  expect(slot.held).toBe(true);
  now += 1;
  expect(slot.held).toBe(false);
});

test.each([
  [1000, 333],
  [3000, 1000],
  [4500, 2250],
])('of %s ms, a lease is acknowledged after %s ms: a server may stand still for 2.25 s, where the lease has them', (leaseMs, beatMs) => {
  const slot = new Slot(testTenant('http://localhost:1'), { now: () => 0 });
  slot.taken(true, leaseMs);
  expect(Math.round(slot.beatMs)).toBe(beatMs);
});
