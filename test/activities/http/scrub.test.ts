import { expect, test } from '@jest/globals';
import { scrub } from '../../../activities/http/scrub.js';

test.each([
  ['e-mail addresses', 'no user ada.lovelace@example.org here', 'no user [e-mail] here'],
  ['card numbers', 'card 4111 1111 1111 1111 declined', 'card [number] declined'],
  ['card numbers without gaps', 'card 4111111111111111', 'card [number]'],
  ['telephone numbers', 'call (555) 123-4567 or 555.123.4567', 'call [number] or [number]'],
  ['social security numbers', 'id 123-45-6789', 'id [number]'],
  ['long runs of digits', 'transaction 9876543210', 'transaction [number]'],
  ['tokens', 'sent Bearer abc.def-ghi', 'sent [token]'],
  ['web tokens', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.x', 'got [token]'],
  [
    'secrets in forms',
    'grant_type=password&username=u&password=hunter2&x=1',
    'grant_type=password&username=u&password=[secret]&x=1',
  ],
  ['secrets in JSON', '{"access_token":"abc","expires_in":1}', '{"access_token":[secret],"expires_in":1}'],
  ['white space', 'a\r\n  b\tc ', 'a b c'],
])('takes out %s', (_what, text, expected) => {
  expect(scrub(text)).toBe(expected);
});

test.each([
  'CASH:23215:20201110-0',
  'party 12345, item REG',
  'BeginDate 2026-01-01 10:30:00',
  'batch 260101-1',
  'amount 1234567.89',
])('leaves what operators need: %s', (text) => {
  expect(scrub(text)).toBe(text);
});

test('caps at 300 characters', () => {
  const long = scrub('word '.repeat(1000));
  expect(long).toHaveLength(300);
  expect(long.endsWith('...')).toBe(true);
});

test('stays quick on hostile text', () => {
  const begun = Date.now();
  scrub('@'.repeat(100_000));
  scrub('1 '.repeat(50_000));
  scrub(`${'a'.repeat(50_000)}@`);
  expect(Date.now() - begun).toBeLessThan(1_000);
});
