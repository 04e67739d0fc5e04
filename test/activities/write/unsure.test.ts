/** Looks that prove less than they seem to. */
import { describe, expect, test } from '@jest/globals';
import { LOST, NONE, OK, play, REFUSED, SENDING, SETTLE, SETTLED, SHUT, T0 } from './scripted.js';

describe('a record that must not be written any more', () => {
  test('is refused before anything was sent', async () => {
    expect((await play({ looks: [SHUT] })).reply).toMatchObject({ outcome: 'rejected', maybeSent: false });
  });

  test('says nothing of our own write while that may be landing', async () => {
    expect((await play({ looks: [NONE, SHUT], sends: [LOST] })).error).toMatchObject({ kind: 'Unsettled' });
    expect((await play({ looks: [NONE, SHUT], sends: [OK] })).error).toMatchObject({ kind: 'Unsettled' });
  });

  test('and was refused: rejected', async () => {
    expect((await play({ looks: [NONE, SHUT], sends: [REFUSED] })).reply).toMatchObject({
      outcome: 'rejected',
      maybeSent: false,
    });
  });

  test('and when it has settled: rejected', async () => {
    expect((await play({ looks: [SHUT], attempt: SETTLED })).reply).toMatchObject({
      outcome: 'rejected',
      maybeSent: false,
    });
  });

  test('for a reason that is not known stays ours to remember', async () => {
    const odd = { ...SHUT, outcome: 'unknown' } as const;
    expect((await play({ looks: [odd], attempt: SETTLED })).reply).toMatchObject({
      outcome: 'unknown',
      maybeSent: true,
    });
    expect((await play({ looks: [NONE, odd], sends: [REFUSED] })).reply).toMatchObject({
      outcome: 'unknown',
      maybeSent: true,
    });
  });
});

describe('a write whose effect no look can rule out', () => {
  const write = { oneShot: () => true };

  test('is sent once', async () => {
    expect((await play({ looks: [NONE, 'there'], write })).reply?.outcome).toBe('done');
    const { reply, steps } = await play({ looks: [NONE], write, attempt: SETTLED });
    expect(steps).toEqual(['look']);
    expect(reply).toMatchObject({ outcome: 'unknown', maybeSent: true });
  });

  test('is not called rejected because the record is shut by now', async () => {
    expect((await play({ looks: [SHUT], write, attempt: SETTLED })).reply).toMatchObject({
      outcome: 'unknown',
      maybeSent: true,
    });
  });

  test('a repair does not forget it', async () => {
    const { error, steps } = await play({ looks: [NONE], write, call: { prior: 'maybeSent', before: 'image' } });
    expect(error).toMatchObject({ kind: 'Unsettled' });
    expect(steps).not.toContain('send');
  });
});

describe('an effect that is proven, but not confirmed', () => {
  const there = { change: 'there', owner: 'us', result: null, evidence: 'paid', unconfirmed: true } as const;

  test('is waited for', async () => {
    expect((await play({ looks: [NONE, there] })).error).toMatchObject({ kind: 'Unsettled' });
  });

  test('and is then unknown, but ours for ever', async () => {
    const attempt = { number: 4, currentScheduled: T0 + SETTLE * 1.1, details: SENDING };
    expect((await play({ looks: [there], attempt })).reply).toMatchObject({
      outcome: 'unknown',
      owner: 'us',
      maybeSent: true,
    });
  });
});
