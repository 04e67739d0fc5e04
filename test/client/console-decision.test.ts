import { expect, test } from '@jest/globals';
import { decisionOf, typedOf } from '../../client/console/decision.js';

test('a decision lacks nothing before it is sent', () => {
  const form = { verb: 'markDone', updateId: '0b3d9c1e-0000-4000-8000-000000000000', step: 'pay invoice', since: 'now', by: ' Kim ', why: 'seen', ref: '' };
  const read = (changes: object) => decisionOf(typedOf({ ...form, ...changes })!);
  expect(read({})).toEqual({ faults: { ref: expect.any(String) } });
  expect(read({ by: '', why: ' ', ref: 'x' })).toEqual({ faults: { by: expect.any(String), why: expect.any(String) } });
  expect(read({ ref: '8158', input: 'ignored' })).toEqual({ decision: { by: 'Kim', why: 'seen', step: 'pay invoice', updateId: form.updateId, ref: '8158' } });
  expect(read({ verb: 'retryWith' })).toEqual({ faults: { input: expect.any(String) } });
  expect(read({ verb: 'retryWith', input: '[1]' })).toEqual({ faults: { input: expect.stringContaining('one JSON object') } });
  expect(read({ verb: 'skip', input: '{"invoiceId":"1"}' })).toMatchObject({ decision: { input: { invoiceId: '1' } } });
  expect(typedOf({ ...form, verb: 'terminate' })).toBeUndefined();
  expect(typedOf({ ...form, updateId: 'x' })).toBeUndefined();
});
