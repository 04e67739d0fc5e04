import { expect, test } from '@jest/globals';
import { ServiceError } from '@temporalio/client';
import { isAway } from './temporal.js';

test('a server that is away is told apart from one that refuses, also behind the errors of the client', () => {
  const away = new ServiceError('Failed to start Workflow', { cause: new Error('14 UNAVAILABLE: Connection dropped') });
  expect(isAway(away)).toBe(true);
  expect(isAway(new Error('retry was refused: the flow is not parked'))).toBe(false);
  expect(isAway('UNAVAILABLE')).toBe(false);
});
