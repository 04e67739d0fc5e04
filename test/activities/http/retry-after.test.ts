import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CAP_MS, FLOOR_MS, retryAfter } from '../../../activities/http/retry-after.js';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['seconds', '30', 30_000],
  ['seconds with white space', ' 7 ', 7_000],
  ['a fraction', '2.5', 2_500],
  ['a date', 'Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
  ['a date that has passed', 'Sun, 01 Mar 2026 11:00:00 GMT', FLOOR_MS],
  ['zero', '0', FLOOR_MS],
  ['a day', '86400', CAP_MS],
  ['nothing', undefined, 10_000],
  ['an empty header', '', 10_000],
  ['nonsense', 'soon', 10_000],
  ['a negative number', '-5', 10_000],
])('%s', (_what, header, expected) => {
  expect(retryAfter(header, NOW, 0)).toBe(expected);
});

test('adds up to 20 %', () => {
  expect(retryAfter('10', NOW, 0.5)).toBe(11_000);
  expect(retryAfter('10', NOW, 1)).toBe(12_000);
});

test('never returns before the floor or after cap and jitter, whatever the header', () => {
  fc.assert(
    fc.property(fc.string(), fc.double({ min: 0, max: 1, noNaN: true }), (header, random) => {
      const wait = retryAfter(header, NOW, random);
      return wait >= FLOOR_MS && wait <= CAP_MS * 1.2;
    }),
  );
});
