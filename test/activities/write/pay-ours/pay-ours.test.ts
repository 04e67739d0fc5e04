import { describe, expect, test } from '@jest/globals';
import { CASES, tell } from './cases.js';

describe('a payment that was found', () => {
  test.each(CASES)('$name: $state', async (one) => {
    expect(await tell(one)).toBe(one.state);
  });
});
