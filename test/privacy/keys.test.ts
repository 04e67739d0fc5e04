/** The keys of the environment: what is taken, what is refused, and that no word of it shows a key. */
import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyFault, keysFrom, newKey, parseKeys } from '../../privacy/keys.js';

const A = Buffer.alloc(32, 'a').toString('base64');
const B = Buffer.alloc(32, 'b').toString('base64');

test('without a variable there is no key; with one the order is kept', () => {
  expect(keysFrom({})).toEqual([]);
  expect(keysFrom({ DUESFLOW_ENCRYPTION_KEYS: '' })).toEqual([]);
  expect(keysFrom({ DUESFLOW_ENCRYPTION_KEYS: ` new:${B} , old.1:${A},` }).map(({ id }) => id)).toEqual(['new', 'old.1']);
});

test('a new key is one that is taken, and no two are the same', () => {
  const [one, two] = [newKey(new Date('2026-03-01')), newKey(new Date('2026-03-01'))];
  expect(one).toMatch(/^k2026-03-01:/);
  expect(one).not.toBe(two);
  expect(parseKeys(one, 'X')[0]!.secret).toHaveLength(32);
});

test('a file has a key a line, and words behind #', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const file = join(folder, 'keys');
  writeFileSync(file, `# of 2027, made by Kim\nnew:${B}\r\n\nold:${A}\n`);
  expect(keysFrom({ DUESFLOW_ENCRYPTION_KEYS_FILE: file }).map(({ id }) => id)).toEqual(['new', 'old']);
  expect(() => keysFrom({ DUESFLOW_ENCRYPTION_KEYS_FILE: file, DUESFLOW_ENCRYPTION_KEYS: `a:${A}` })).toThrow(/both set/);
  expect(() => keysFrom({ DUESFLOW_ENCRYPTION_KEYS_FILE: join(folder, 'gone') })).toThrow(/DUESFLOW_ENCRYPTION_KEYS_FILE: .*gone cannot be read \(ENOENT\)/);
  writeFileSync(file, '# nothing yet\n');
  expect(() => keysFrom({ DUESFLOW_ENCRYPTION_KEYS_FILE: file })).toThrow(/holds no key/);
  rmSync(folder, { recursive: true });
});

const SHORT = Buffer.alloc(24, 'c').toString('base64');
const wrong: [string, RegExp][] = [
  [A, /key 1 has no id/],
  [`good:${B},${A}`, /key 2 has no id/],
  [`:${A}`, /has no id/],
  [`a b:${A}`, /has no id/],
  [`${A}:${A}`, /has no id/],
  [`short:${SHORT}`, /"short", is not 32 bytes in base64/],
  [`hex:${Buffer.alloc(32, 'a').toString('hex')}`, /"hex", is not 32 bytes/],
  [`cut:${A.slice(0, -1)}`, /"cut", is not 32 bytes/],
  [`same:${A},same:${B}`, /the key id "same" is there twice/],
  [`one:${A},two:${A}`, /"one" and "two" are the same key/],
  [' , ', /holds no key/],
];
test.each(wrong)('wrong keys are refused with the variable and a cure, and are not shown: case %#', (value, fault) => {
  const error = (() => {
    try {
      return keysFrom({ DUESFLOW_ENCRYPTION_KEYS: value });
    } catch (thrown) {
      return thrown as KeyFault;
    }
  })();
  expect(error).toBeInstanceOf(KeyFault);
  const { message, cure } = error as KeyFault;
  expect(message).toMatch(fault);
  expect(message).toContain('DUESFLOW_ENCRYPTION_KEYS');
  expect(cure).not.toBe('');
  for (const secret of [A, B, SHORT]) expect(`${message} ${JSON.stringify(error)}`).not.toContain(secret.slice(0, 12));
});
