import { expect, test } from '@jest/globals';
import { readOptions, WrongUsage } from './options.js';

const needed = ['--minutes', '1', '--flows-per-second', '0.5'];

test('defaults', () => {
  expect(readOptions(needed)).toEqual({ minutes: 1, flowsPerSecond: 0.5, seed: 1, tenants: 2 });
});

test('help asks for nothing else', () => {
  expect(readOptions(['--help'])).toBeUndefined();
});

test.each([[[]], [['--minutes', '1']], [[...needed, '--tenants', '5']], [[...needed, '--seed', '1.5']], [['--minutes', 'x', '--flows-per-second', '1']], [[...needed, '--what']]])('%j is refused', (args) => {
  expect(() => readOptions(args)).toThrow(WrongUsage);
});
