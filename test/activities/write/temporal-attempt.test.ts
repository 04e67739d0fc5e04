import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Info } from '@temporalio/activity';
import {
  ActivityCancelledError,
  ActivityNotFoundError,
  ActivityPausedError,
  ActivityResetError,
  type Client,
} from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { Stale } from '../../../activities/write/attempt.js';
import { temporalAttempt, type RunningAttempt } from '../../../activities/write/temporal-attempt.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const INTENT = { v: 1, sending: true, since: 0, sends: 1 };
const heartbeat = jest.fn<(token: Uint8Array, details: unknown) => Promise<void>>();
const describeRun = jest.fn<() => Promise<object>>();
let attempt: RunningAttempt;

const client = {
  withAbortSignal: <T>(_signal: AbortSignal, run: () => Promise<T>) => run(),
  activity: { heartbeat },
  workflow: { getHandle: () => ({ describe: describeRun }) },
} as unknown as Client;

async function begin(info: Partial<Info> = {}): Promise<void> {
  const environment = new MockActivityEnvironment(info, { client });
  attempt = await environment.run(() => Promise.resolve(temporalAttempt(50)));
}

beforeEach(async () => {
  heartbeat.mockReset().mockResolvedValue();
  await begin();
});
afterEach(() => attempt.stop());

describe('an attempt of a real activity', () => {
  test('is told what the server knows of it', async () => {
    attempt.stop();
    const details = { v: 1, quiet: 2, since: 7, sends: 0 };
    await begin({
      attempt: 3,
      scheduledTimestampMs: 10,
      currentAttemptScheduledTimestampMs: 20,
      heartbeatDetails: details,
    });
    expect(attempt).toMatchObject({ number: 3, scheduled: 10, currentScheduled: 20, details });
  });

  test('that begins before its time is not older than now: the wait before it is not over', async () => {
    attempt.stop();
    const planned = Date.now() + 60_000;
    await begin({ attempt: 3, scheduledTimestampMs: 10, currentAttemptScheduledTimestampMs: planned });
    expect(attempt.currentScheduled).toBeLessThanOrEqual(Date.now());
    attempt.stop();
    // A first attempt has no wait before it: a clock of ours that is late must not make it look like another.
    await begin({ attempt: 1, scheduledTimestampMs: planned, currentAttemptScheduledTimestampMs: planned });
    expect(attempt.currentScheduled).toBe(planned);
  });

  test('asks the server, and is younger than the answer', async () => {
    expect(attempt.acknowledgedAgo()).toBe(Infinity);
    await attempt.acknowledge(INTENT);
    expect(heartbeat).toHaveBeenCalledWith(expect.any(Uint8Array), INTENT);
    expect(attempt.acknowledgedAgo()).toBeLessThan(1000);
  });

  test.each([
    new ActivityNotFoundError('gone'),
    new ActivityCancelledError('cancelled'),
    new ActivityPausedError('paused'),
    new ActivityResetError('reset'),
  ])('is over for the server: $name', async (error) => {
    heartbeat.mockRejectedValue(error);
    await expect(attempt.acknowledge(INTENT)).rejects.toThrow(Stale);
  });

  test('a server that cannot be reached says nothing of the kind', async () => {
    heartbeat.mockRejectedValue(new Error('no connection'));
    await expect(attempt.acknowledge(INTENT)).rejects.toThrow('no connection');
    await expect(attempt.acknowledge(INTENT)).rejects.not.toThrow(Stale);
  });

  test('ticks with the last details, until it is stopped', async () => {
    await attempt.acknowledge(INTENT);
    const { calls } = heartbeat.mock;
    while (calls.length < 4) await pause(10);
    for (const [, details] of calls) expect(details).toEqual(INTENT);
    attempt.stop();
    // One that is under way is let go.
    await pause(30);
    const before = calls.length;
    await pause(50);
    expect(calls).toHaveLength(before);
  });

  test('asks the server whether a cancel waits', async () => {
    describeRun.mockResolvedValue({ raw: { workflowExtendedInfo: { cancelRequested: true } } });
    expect(await attempt.cancelRequested()).toBe(true);
    describeRun.mockResolvedValue({ raw: {} });
    expect(await attempt.cancelRequested()).toBe(false);
  });
});
