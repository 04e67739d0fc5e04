/** Each time-out leaves room for what is within it: call, attempt, grace of the worker, and of whoever ends the worker. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { msToNumber } from '@temporalio/common/lib/time.js';
import { parse } from 'yaml';
import { GRACE_MS } from '../../client/cli/child.js';
import { limits } from '../../workflows/contracts/schemas/tenants.js';
import { START_TO_CLOSE } from '../../workflows/saga/ask.js';
import { apiWorkerOptions, flowWorkerOptions, GRACE } from '../../worker/options.js';

const attempt = msToNumber(START_TO_CLOSE);
const grace = msToNumber(GRACE);
const text = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test.each<[string, object]>([
  ['the defaults', {}],
  ['the longest that are taken', { timeoutSeconds: 100, readTimeoutSeconds: 25 }],
])('a write with its looks ends within an attempt: %s', (_, given) => {
  const { timeoutSeconds, readTimeoutSeconds } = limits.parse(given);
  expect((timeoutSeconds + 2 * readTimeoutSeconds) * 1000).toBeLessThanOrEqual(attempt);
});

test.each([{ timeoutSeconds: 101 }, { timeoutSeconds: 100, readTimeoutSeconds: 26 }, { readTimeoutSeconds: 46 }])('%j is refused', (given) => {
  expect(limits.safeParse(given).success).toBe(false);
});

test('an attempt < the grace of a worker < that of Compose and of the command', () => {
  const compose = parse(text('docker-compose.yml')) as { services: { worker: { stop_grace_period: string; init: boolean } } };
  const stop = msToNumber(compose.services.worker.stop_grace_period as '170s');
  expect([attempt, grace, stop, GRACE_MS]).toEqual([...[attempt, grace, stop, GRACE_MS]].sort((a, b) => a - b));
  expect(attempt).toBeLessThan(grace);
  expect(grace).toBeLessThan(Math.min(stop, GRACE_MS));
  // Both of its workers have it, and the docs say what Compose does.
  expect(flowWorkerOptions([]).shutdownGraceTime).toBe(GRACE);
  expect(apiWorkerOptions({ concurrency: 1 } as never).shutdownGraceTime).toBe(GRACE);
  expect(text('docs/operations.md')).toContain(`give it ${stop / 1000} s`);
  expect(text('Dockerfile')).toContain(`give it ${stop / 1000} s`);
});
