import { describe, expect, test } from '@jest/globals';
import { judgeLeft } from '../../../activities/steps/imports/package-judge.js';
import { countToSend, isToSend, placesOf, placesText } from '../../../activities/steps/imports/package-places.js';
import { replaced } from '../../../activities/steps/imports/package-rows.js';
import { now, row, standing } from './package-row.js';

describe('a later term', () => {
  test.each([
    ['begins later', now({ billBegin: '2026-01-02' }), true],
    ['no: the same term, though longer', now({ billThrough: '2027-12-31' }), false],
    ['no: the same term, of another amount', now({ billedAmount: '90.00', paidThru: '2027-12-31' }), false],
    ['no: an earlier one that ends later', now({ billBegin: '2025-07-01', billThrough: '2027-06-30' }), false],
    ['no: nothing was ever billed', now({ billBegin: undefined, billThrough: undefined }), false],
    ['no: absent', undefined, false],
  ])('%s', (_, seen, expected) => expect(replaced(row, seen)).toBe(expected));

  test('has its own place beside rows that stand and rows to send', () => {
    const seen = [standing, undefined, now({ billBegin: '2027-01-01' })];
    const places = placesOf([row, row, row], seen);
    expect(places).toBe('102');
    expect([0, 1, 2].map((index) => isToSend(places, index))).toEqual([false, true, false]);
    expect(placesText(places, 3)).toBe('rows to send: 1, standing already: 1, with a later term: 1');
    expect([countToSend('', 3), countToSend('000', 3), countToSend('12', 2)]).toEqual([3, 3, 0]);
  });

  test('that has gone again since is not said to stand', () => {
    expect(judgeLeft({ row, now: now({ billBegin: '2027-01-01' }) }, true)).toEqual({
      status: 'not-sent',
      message: 'a later term stands there (from 2027-01-01): not sent, since an import would set the dates back',
    });
    expect(judgeLeft({ row, now: standing }, true)).toMatchObject({
      status: 'not-sent',
      message: expect.stringMatching(/^a later term stood there: not sent/),
    });
    expect(judgeLeft({ row }, false).status).toBe('already-done');
  });
});
