import { describe, expect, test } from '@jest/globals';
import { readDetails } from '../../../activities/write/details.js';
import { VERSION } from '../../../workflows/contracts/reply.js';

describe('heartbeat details', () => {
  test.each([undefined, null])('%s: none', (raw) => {
    expect(readDetails(raw)).toBeUndefined();
  });

  test('of this version are taken as they are', () => {
    const details = { v: VERSION, quiet: 3, since: 5, sends: 2, before: { row: null } };
    expect(readDetails(details)).toEqual(details);
  });

  test.each([
    ['another version', { v: VERSION + 1, quiet: 3, since: 0, sends: 0, before: 'image' }],
    ['no version', { quiet: 3, since: 0, sends: 0 }],
    ['no since', { v: VERSION, quiet: 3, sends: 0 }],
    ['no sends', { v: VERSION, quiet: 3, since: 0 }],
    ['a since of another kind', { v: VERSION, quiet: 3, since: '0', sends: 0 }],
    ['an empty object', {}],
    ['a text', 'sent'],
    ['a number', 7],
  ])('%s: it may have been sent, and nothing else is believed', (_name, raw) => {
    expect(readDetails(raw)).toEqual({ v: VERSION, since: 0, sends: 1 });
  });
});
