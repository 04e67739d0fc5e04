import { describe, expect, test } from '@jest/globals';
import {
  BUSY,
  FAILS,
  LOST,
  NO_TOKEN,
  NONE,
  OK,
  play,
  quiet,
  REFUSED,
  SENDING,
  SETTLE,
  SETTLED,
  T0,
  type Look,
} from './scripted.js';

describe('look, act, look again', () => {
  test('what is not there is announced with its image, sent once, and believed when it is seen', async () => {
    const { reply, steps } = await play({ looks: [NONE, 'there'] });
    expect(steps).toEqual(['look', SENDING, 'send', 'look']);
    expect(reply).toMatchObject({ outcome: 'done', owner: 'us', before: 'image', maybeSent: false });
  });

  test('what is there before anything was sent is another’s, and nothing is sent', async () => {
    const { reply, steps } = await play({ looks: ['there'] });
    expect(steps).toEqual(['look']);
    expect(reply).toMatchObject({ outcome: 'already-done', owner: 'other', maybeSent: false });
  });

  test('a success that the record does not show is not believed', async () => {
    const { error } = await play({ looks: [NONE, NONE], sends: [OK] });
    expect(error).toMatchObject({ kind: 'Unsettled' });
    expect(error?.delayMs).toBeUndefined();
  });

  test('a failure that the record belies is a success', async () => {
    expect((await play({ looks: [NONE, 'there'], sends: [LOST] })).reply).toMatchObject({
      outcome: 'done',
      owner: 'us',
    });
  });

  test('no change after a lost answer proves nothing: the next attempt waits for the rest of the settle time', async () => {
    const { error, steps } = await play({
      looks: [NONE],
      attempt: { number: 2, currentScheduled: T0 + 500, details: SENDING },
    });
    expect(steps).toEqual(['look', { v: 1, quiet: 2, since: T0 + 500, before: 'image', sends: 1 }]);
    expect(error).toMatchObject({ kind: 'Unsettled', delayMs: SETTLE + 50 });
  });

  test('a long settle time is waited for by 50 ms longer, and what the attempt took is part of it', async () => {
    const { error } = await play({
      looks: [NONE],
      attempt: { number: 2, currentScheduled: T0 + 500, details: SENDING, ranFor: () => 400 },
      around: { settleMs: 300_000 },
    });
    expect(error).toMatchObject({ kind: 'Unsettled', delayMs: 299_650 });
  });

  test('when it has settled it is sent again', async () => {
    const { reply, steps } = await play({ looks: [NONE, 'there'], attempt: SETTLED });
    expect(steps).toEqual(['look', { ...SENDING, sends: 2 }, 'send', 'look']);
    expect(reply?.outcome).toBe('done');
  });

  test('three sends without effect are enough', async () => {
    const { reply } = await play({ looks: [NONE], attempt: { ...SETTLED, details: { ...quiet(2), sends: 3 } } });
    expect(reply).toMatchObject({ outcome: 'unavailable', maybeSent: false });
  });

  test('a look that only checks sends nothing', async () => {
    const { reply, steps } = await play({ looks: [NONE], call: { lookOnly: true } });
    expect(steps).toEqual(['look']);
    expect(reply?.outcome).toBe('unknown');
  });
});

describe('an answer that says nothing was done', () => {
  test('401: logs in once, announces and sends again', async () => {
    const { reply, steps } = await play({ looks: [NONE, 'there'], sends: [NO_TOKEN, OK] });
    expect(steps).toEqual(['look', SENDING, 'send', 'relogin', SENDING, 'send', 'look']);
    expect(reply?.outcome).toBe('done');
  });

  test('401 twice is for a person, and nothing was sent', async () => {
    const { reply } = await play({ looks: [NONE], sends: [NO_TOKEN, NO_TOKEN] });
    expect(reply).toMatchObject({ outcome: 'unauthorized', maybeSent: false });
  });

  test('429: the record says quiet again, and the wait is the API’s', async () => {
    const { error, steps } = await play({ looks: [NONE], sends: [BUSY] });
    expect(steps.at(-1)).toEqual({ v: 1, quiet: 1, since: 0, before: 'image', sends: 0 });
    expect(error).toMatchObject({ kind: 'Transient', delayMs: 900 });
  });

  test('4xx and no change is a refusal; its announcement is taken back, since the answer may be lost', async () => {
    const { reply, steps } = await play({ looks: [NONE, NONE], sends: [REFUSED] });
    expect(steps.at(-1)).toEqual({ v: 1, since: 0, before: 'image', sends: 0 });
    expect(reply).toMatchObject({ outcome: 'rejected', maybeSent: false });
  });
});

describe('a record that cannot be read', () => {
  const forbidden: Look = { kind: 'forbidden', sent: false, status: 403, message: 'no rights' };
  const gone: Look = { kind: 'absent', sent: true, status: 404, message: 'gone' };
  const patient = { ...SETTLED, number: 9, currentScheduled: T0 + 10_000, details: quiet(8) };

  test.each([
    ['for good', SETTLED, gone, 'unknown'],
    ['without rights', SETTLED, forbidden, 'unknown'],
    ['for longer than patience lasts', patient, FAILS, 'unknown'],
  ])('%s, after a send that has settled: it may have landed unseen', async (_name, attempt, look, outcome) => {
    expect((await play({ looks: [look], attempt })).reply).toMatchObject({ outcome, maybeSent: true });
  });

  test.each([
    ['for good', gone, 'unavailable'],
    ['without rights', forbidden, 'unauthorized'],
  ])('%s, before anything was sent: nothing was done', async (_name, look, outcome) => {
    expect((await play({ looks: [look] })).reply).toMatchObject({ outcome, maybeSent: false });
  });

  test('is tried again, and what was never sent stays known as that', async () => {
    const { error, steps } = await play({ looks: [FAILS] });
    expect(error).toMatchObject({ kind: 'Transient' });
    expect(steps.at(-1)).toMatchObject({ quiet: 1, since: 0, sends: 0 });
  });

  test('a cancel is heard only when nothing of ours can be there', async () => {
    const cancelRequested = () => Promise.resolve(true);
    const never = { number: 2, details: { v: 1, quiet: 1, since: 0, sends: 0 }, cancelRequested };
    expect((await play({ looks: [FAILS], attempt: never })).reply).toMatchObject({
      outcome: 'unavailable',
      maybeSent: false,
    });
    expect((await play({ looks: [FAILS], attempt: { ...SETTLED, cancelRequested } })).error).toMatchObject({
      kind: 'Transient',
    });
  });
});
