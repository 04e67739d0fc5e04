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
