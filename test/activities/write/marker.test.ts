import { expect, test } from '@jest/globals';
import { markerOf } from '../../../activities/write/marker.js';

test('is the same for ever: what was sent last year is found again', () => {
  expect(markerOf('duesflow', 'purchaseSubscription/default/7/JOUR/2026-01-01', 'pay')).toBe('DFKQ7YY2HNW2');
});

test('is short enough for a payment reference, and easily read aloud', () => {
  const markers = Array.from({ length: 500 }, (_, i) => markerOf('duesflow', `key/${i}`, 'pay'));
  for (const marker of markers) expect(marker).toMatch(/^DF[A-HJ-NP-Z2-9]{10}$/);
  expect(new Set(markers).size).toBe(500);
});

test('tells installations, keys and steps apart', () => {
  const ours = markerOf('duesflow', 'key', 'pay');
  expect(markerOf('second', 'key', 'pay')).not.toBe(ours);
  expect(markerOf('duesflow', 'key/2', 'pay')).not.toBe(ours);
  expect(markerOf('duesflow', 'key', 'join chapter')).not.toBe(ours);
});
