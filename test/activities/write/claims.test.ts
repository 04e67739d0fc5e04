import { beforeEach, describe, expect, test } from '@jest/globals';
import { Claims, type Claimed } from '../../../activities/write/claims.js';

let now = 0;
let claims: Claims;
beforeEach(() => {
  now = 0;
  claims = new Claims({ now: () => now });
});
const take = (marker: string, ...targets: string[]): Claimed => claims.take(targets, marker);

describe('a claim', () => {
  test('is one step’s; another waits and asks again after a second', () => {
    expect(take('A', 'x')).toEqual({ held: true, turn: 1, continuous: false });
    expect(take('B', 'x')).toEqual({ held: false, turn: 0, waitMs: 1000 });
    expect(take('B', 'y').held).toBe(true);
  });

  test('is taken for all targets or for none', () => {
    take('A', 'x');
    expect(take('B', 'y', 'x').held).toBe(false);
    expect(take('C', 'y').held).toBe(true);
  });

  test('of all of a kind meets each of them, and no others', () => {
    const { turn } = take('A', 'bills:1');
    take('A', 'cycle:1');
    expect(take('B', 'bills:*').held).toBe(false);
    claims.free(['bills:1'], turn);
    expect(take('B', 'bills:*').held).toBe(true);
    expect(take('C', 'bills:2')).toMatchObject({ held: false });
    expect(take('C', 'invoice:2').held).toBe(true);
    expect(take('B', 'bills:2').held).toBe(true);
  });

  test('of no target at all is always held', () => {
    expect(take('A')).toMatchObject({ held: true });
    expect(take('B')).toMatchObject({ held: true });
  });

  test('that is freed is anybody’s', () => {
    const { turn } = take('A', 'x');
    claims.free(['x'], turn);
    expect(take('B', 'x').held).toBe(true);
  });

  test('outlives a lost answer for as long as it was told, to the millisecond', () => {
    const { turn } = take('A', 'x');
    claims.keep(['x'], turn, 2640);
    now = 40;
    expect(take('B', 'x')).toEqual({ held: false, turn: 0, waitMs: 2600 });
    now = 2640;
    expect(take('B', 'x').held).toBe(true);
  });

  test('waits for the last of several foreign claims', () => {
    claims.keep(['x'], take('A', 'x').turn, 500);
    claims.keep(['y'], take('B', 'y').turn, 900);
    expect(take('C', 'x', 'y')).toMatchObject({ held: false, waitMs: 900 });
  });

  test('is taken over by the step’s next attempt, and then an earlier attempt neither frees nor shortens it', () => {
    const first = take('A', 'x');
    const second = take('A', 'x');
    claims.free(['x'], first.turn);
    claims.keep(['x'], first.turn, 1);
    now = 10;
    expect(take('B', 'x').held).toBe(false);
    claims.free(['x'], second.turn);
    expect(take('B', 'x').held).toBe(true);
  });

  test('that was refused frees nothing', () => {
    take('A', 'x');
    const { turn } = take('B', 'x');
    claims.free(['x'], turn);
    claims.keep(['x'], turn, 0);
    claims.sent(['x'], turn);
    expect(take('B', 'x').held).toBe(false);
  });
});

describe('a claim is continuous', () => {
  test('from a send on, over attempts', () => {
    const { turn } = take('A', 'x');
    claims.sent(['x'], turn);
    claims.keep(['x'], turn, 5000);
    now = 4999;
    expect(take('A', 'x')).toMatchObject({ continuous: true });
    expect(take('A', 'x')).toMatchObject({ continuous: true });
  });

  test('not without a send: what stands there may have stood there before', () => {
    claims.keep(['x'], take('A', 'x').turn, 5000);
    expect(take('A', 'x')).toMatchObject({ held: true, continuous: false });
  });

  test('not after it ran out, or was freed', () => {
    const { turn } = take('A', 'x');
    claims.sent(['x'], turn);
    claims.keep(['x'], turn, 100);
    now = 100;
    const again = take('A', 'x');
    expect(again).toMatchObject({ continuous: false });
    claims.sent(['x'], again.turn);
    claims.free(['x'], again.turn);
    expect(take('A', 'x')).toMatchObject({ continuous: false });
  });

  test('not after the slot was elsewhere; it is held all the same', () => {
    claims.sent(['x'], take('A', 'x').turn);
    claims.interrupted();
    expect(take('B', 'x').held).toBe(false);
    expect(take('A', 'x')).toMatchObject({ held: true, continuous: false });
  });
});

test('a process is dirty as long as a claim stands', () => {
  expect(claims.dirty).toBe(false);
  const { turn } = take('A', 'x');
  expect(claims.dirty).toBe(true);
  claims.keep(['x'], turn, 10);
  expect(claims.dirty).toBe(true);
  now = 10;
  expect(claims.dirty).toBe(false);
});
