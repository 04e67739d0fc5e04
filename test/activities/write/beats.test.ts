import { beforeEach, describe, expect, test } from '@jest/globals';
import { Stale } from '../../../activities/write/attempt.js';
import { beats, type Beats } from '../../../activities/write/beats.js';
import type { Details } from '../../../activities/write/details.js';

const FORMER = { v: 1, quiet: 1, since: 0, sends: 0 };
const INTENT: Details = { v: 1, sending: true, since: 0, sends: 1, before: 'image' };

/** Requests that the server has not answered yet. */
let asked: { details: unknown; accept: () => void; refuse: (error: Error) => void }[];
let now: number;
let one: Beats;
beforeEach(() => {
  asked = [];
  now = 100;
  const ask = (details: unknown) => new Promise<void>((accept, refuse) => void asked.push({ details, accept, refuse }));
  one = beats(ask, () => now, FORMER);
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('acknowledged heartbeats', () => {
  test('resolve only when the server has answered', async () => {
    let done = false;
    const acknowledged = one.acknowledge(INTENT).then(() => (done = true));
    await settled();
    expect(asked.map(({ details }) => details)).toEqual([INTENT]);
    expect(done).toBe(false);
    asked[0]!.accept();
    await acknowledged;
    expect(done).toBe(true);
  });

  test('go out one after another', async () => {
    one.tick();
    const acknowledged = one.acknowledge(INTENT);
    await settled();
    expect(asked).toHaveLength(1);
    asked[0]!.accept();
    await settled();
    expect(asked.map(({ details }) => details)).toEqual([FORMER, INTENT]);
    asked[1]!.accept();
    await acknowledged;
  });

  test('a tick that waited behind an acknowledgement does not bring older details back', async () => {
    const acknowledged = one.acknowledge(INTENT);
    one.tick();
    await settled();
    asked[0]!.accept();
    await acknowledged;
    await settled();
    expect(asked.map(({ details }) => details)).toEqual([INTENT, INTENT]);
  });

  test('what was refused is not ticked on, and the next one goes out all the same', async () => {
    const refused = one.acknowledge(INTENT);
    await settled();
    asked[0]!.refuse(new Stale('over'));
    await expect(refused).rejects.toThrow(Stale);
    one.tick();
    await settled();
    expect(asked[1]!.details).toEqual(FORMER);
  });

  test('a tick that fails harms nobody', async () => {
    one.tick();
    await settled();
    asked[0]!.refuse(new Error('no connection'));
    await settled();
    expect(one.acknowledgedAgo()).toBe(Infinity);
  });
});

describe('the age of an acknowledgement', () => {
  test('is endless before the first', () => {
    expect(one.acknowledgedAgo()).toBe(Infinity);
  });

  test('counts from when it was asked for, not from when the answer came', async () => {
    const acknowledged = one.acknowledge(INTENT);
    await settled();
    now = 700;
    asked[0]!.accept();
    await acknowledged;
    expect(one.acknowledgedAgo()).toBe(600);
  });

  test('counts from the turn of one that had to wait', async () => {
    one.tick();
    const acknowledged = one.acknowledge(INTENT);
    await settled();
    now = 700;
    asked[0]!.accept();
    await settled();
    asked[1]!.accept();
    await acknowledged;
    expect(one.acknowledgedAgo()).toBe(0);
  });
});
