/** What goes on beside one attempt: rivals, zombies, a slot that comes and goes. */
import { describe, expect, test } from '@jest/globals';
import { Stale } from '../../../activities/write/attempt.js';
import { FAILS, LOST, NONE, OK, play, quiet, REFUSED, SENDING, SETTLE, surroundings, T0 } from './scripted.js';

const waits = { kind: 'Busy' };

describe('a rival', () => {
  test('waits while an answer of ours is missing, and not when all is known', async () => {
    const around = surroundings();
    await play({ looks: [NONE, NONE], sends: [LOST], around });
    const rival = { marker: 'RIVAL', around };
    expect((await play({ looks: [NONE], ...rival })).error).toMatchObject(waits);
    await play({ looks: ['there'], attempt: { number: 2, details: SENDING }, around });
    expect((await play({ looks: ['there'], ...rival })).reply?.outcome).toBe('already-done');
  });

  test('is let in after a refusal', async () => {
    const around = surroundings();
    await play({ looks: [NONE, NONE], sends: [REFUSED], around });
    expect((await play({ looks: [NONE, 'there'], marker: 'RIVAL', around })).reply?.outcome).toBe('done');
  });

  test('waits when it is not known whether the server took the announcement: our next attempt will believe it', async () => {
    const around = surroundings();
    const acknowledge = () => Promise.reject(new Error('the answer was lost'));
    expect((await play({ looks: [NONE], attempt: { acknowledge }, around })).error?.message).toBe(
      'the answer was lost',
    );
    expect((await play({ looks: [NONE], marker: 'RIVAL', around })).error).toMatchObject(waits);
  });

  test('that waits does not free the claim it waits for', async () => {
    const around = surroundings();
    await play({ looks: [NONE, NONE], sends: [LOST], around });
    for (const marker of ['B', 'C']) expect((await play({ looks: [NONE], marker, around })).error).toMatchObject(waits);
  });

  test('whose patience ends has done nothing, if it never sent; else that is not known', async () => {
    const around = surroundings();
    around.claims.take(['record:1'], 'OURS');
    const late = { number: 9, currentScheduled: T0 + 10_000 };
    const never = { ...late, details: { v: 1, quiet: 8, since: 0, sends: 0 } };
    expect((await play({ looks: [], attempt: never, around })).reply).toMatchObject({
      outcome: 'unavailable',
      maybeSent: false,
    });
    const settled = { ...late, details: quiet(8) };
    expect((await play({ looks: [], attempt: settled, around })).reply).toMatchObject({
      outcome: 'unknown',
      maybeSent: true,
    });
  });
});

describe('a run that was started after its flow was terminated', () => {
  test('waits while a send of the terminated run may be landing, though its own step was never sent', async () => {
    const around = surroundings();
    await play({ looks: [NONE, NONE], sends: [LOST], around });
    const next = { attempt: { run: 'next' }, around };
    expect(await play({ looks: [], ...next })).toMatchObject({ error: waits, steps: [{ quiet: 1, since: 0 }] });
  });

  test('that was reset takes the claim over: it waits for the settle time anyway', async () => {
    const around = surroundings();
    await play({ looks: [NONE, NONE], sends: [LOST], around });
    const call = { reset: true, prior: 'maybeSent' } as const;
    expect((await play({ looks: [NONE], call, attempt: { run: 'reset' }, around })).error).toMatchObject({ kind: 'Unsettled' });
  });
});

describe('an attempt that was given up', () => {
  test('sends nothing when the server refuses its announcement', async () => {
    const acknowledge = () => Promise.reject(new Stale('over'));
    const { error, steps } = await play({ looks: [NONE], attempt: { acknowledge } });
    expect(error).toBeInstanceOf(Stale);
    expect(steps).toEqual(['look']);
  });

  test('does not free the claim under which its successor has sent', async () => {
    const around = surroundings();
    let goOn = (): void => undefined;
    const look = () => new Promise<typeof NONE>((resolve) => (goOn = () => resolve(NONE)));
    const acknowledge = () => Promise.reject(new Stale('over'));
    const zombie = play({ looks: [], write: { look }, attempt: { acknowledge }, around });
    const never = { number: 2, details: { v: 1, quiet: 1, since: 0, sends: 0 } };
    await play({ looks: [NONE, NONE], sends: [LOST], attempt: never, around });
    goOn();
    expect((await zombie).error).toBeInstanceOf(Stale);
    expect((await play({ looks: [NONE], marker: 'RIVAL', around })).error).toMatchObject(waits);
  });

  test('announces anew when too much time has passed since', async () => {
    const ages = [401, 400];
    const { reply, steps } = await play({ looks: [NONE, 'there'], attempt: { acknowledgedAgo: () => ages.shift()! } });
    expect(steps).toEqual(['look', SENDING, SENDING, 'send', 'look']);
    expect(reply?.outcome).toBe('done');
  });
});

describe('the slot', () => {
  test('in quarantine nothing is written, and the attempt stays quiet', async () => {
    const { error, steps } = await play({ looks: [NONE], around: { quarantineMs: () => 1000 } });
    expect(steps).toEqual(['look', { v: 1, quiet: 1, since: 0, before: 'image', sends: 0 }]);
    expect(error).toMatchObject({ kind: 'Unsettled', delayMs: 1050 });
  });

  test('a look that was begun in quarantine is not acted on when it is over', async () => {
    const left = [10, 0, 0, 0];
    const { error, steps } = await play({ looks: [NONE], around: { quarantineMs: () => left.shift() ?? 0 } });
    expect(steps).not.toContain('send');
    expect(error).toMatchObject({ kind: 'Unsettled' });
  });

  test('that is lost after the announcement lets nothing out', async () => {
    const left = [0, 0, 1000];
    const { error, steps } = await play({ looks: [NONE], around: { quarantineMs: () => left.shift() ?? 1000 } });
    expect(steps).toEqual(['look', SENDING, { v: 1, quiet: 1, since: 0, before: 'image', sends: 0 }]);
    expect(error).toMatchObject({ kind: 'Unsettled' });
  });

  test('that was lost while the answer was missing leaves open whose effect is seen', async () => {
    let held = true;
    const send = (_context: unknown, { beforeSend }: { beforeSend: () => void }) => {
      beforeSend();
      held = false;
      return Promise.resolve(LOST);
    };
    const around = { quarantineMs: () => (held ? 0 : 1000) };
    expect((await play({ looks: [NONE, 'there'], write: { send }, around })).reply).toMatchObject({ owner: 'unknown' });
  });
});

describe('after a takeover, whose effect it is', () => {
  const around = { inQuarantine: () => true };

  test('ours, if the last thing on record is our send', async () => {
    const attempt = { number: 2, currentScheduled: T0 + 2000, details: SENDING };
    expect((await play({ looks: ['there'], attempt, around })).reply).toMatchObject({ outcome: 'done', owner: 'us' });
  });

  test.each([
    ['it died at its first look', undefined],
    ['it had looked, and not sent', { v: 1, quiet: 1, since: 0, sends: 0, before: 'image' }],
    ['its send took no effect', { v: 1, since: 0, sends: 0, before: 'image' }],
    ['its send was followed by another takeover', { ...quiet(1), sends: 1 }],
  ])('not ours: %s', async (_name, details) => {
    const attempt = { number: 2, currentScheduled: T0 + 2000, details };
    const { reply } = await play({ looks: ['there'], attempt, around });
    expect(reply?.outcome).toBe('already-done');
    expect(reply?.owner).not.toBe('us');
  });

  test('in the same process: ours under the claim of our send, and not under one that was only looked under', async () => {
    const sent = surroundings();
    await play({ looks: [NONE, FAILS], sends: [OK], around: sent });
    const next = { number: 2, currentScheduled: T0 + 500, details: SENDING };
    expect((await play({ looks: ['there'], attempt: next, around: sent })).reply?.owner).toBe('us');
    const looked = surroundings();
    await play({ looks: [NONE], attempt: { number: 2, currentScheduled: T0 + 500 }, around: looked });
    const third = { number: 3, currentScheduled: T0 + 500 + SETTLE, details: quiet(2, T0 + 500) };
    expect((await play({ looks: ['there'], attempt: third, around: looked })).reply?.owner).toBe('unknown');
  });
});
