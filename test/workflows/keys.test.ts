import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { businessKey, keyPolicy, type KeyPolicy } from '../../workflows/contracts/keys.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { FLOWS, type FlowName } from '../../workflows/contracts/names.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';

interface Vector {
  flow: FlowName;
  input: InputOf<FlowName>;
  key: string;
  policy: KeyPolicy;
}
/** Read by the Go example's test as well: a key is made by one rule in every language. */
const vectors = JSON.parse(readFileSync(new URL('../../examples/keys.json', import.meta.url), 'utf8')) as Vector[];

test.each(vectors)('$flow $input is $key', ({ flow, input, key, policy }) => {
  expect(inputProblems(flow, input)).toEqual([]);
  expect([businessKey(flow, input as never), keyPolicy(flow, input as never)]).toEqual([key, policy]);
});

test('there are vectors of every flow whose key is not made of what a file or a list holds', () => {
  expect(new Set(vectors.map(({ flow }) => flow))).toEqual(new Set(FLOWS.filter((flow) => flow !== 'importDues')));
});

test('the id of an import whose address was not read yet holds no signature and no log-in', () => {
  const key = (file: string) => businessKey('importDues', { file });
  const plain = 'importDues:default:unread:https://files.example.org/a/dues.csv';
  expect(key('https://files.example.org/a/dues.csv')).toBe(plain);
  expect(key('https://files.example.org/a/dues.csv?sig=s3cret&x=/y@z#part')).toBe(plain);
  expect(key('https://files.example.org/a/dues.csv#part?x')).toBe(plain);
  expect(key('https://kim:s3cret@files.example.org/a/dues.csv')).toBe(plain);
  // A path may hold either sign.
  expect(key('/data/dues #2?.csv')).toBe('importDues:default:unread:/data/dues%20%232%3F.csv');
});
