/** Claims of payments: of one invoice, and of all that a payer owes. */
import { expect, test } from '@jest/globals';
import { allOfPayer, payerTargets } from '../../../activities/steps/payments/pay-targets.js';
import { Claims } from '../../../activities/write/claims.js';

const held = (first: string[], second: string[]): boolean => {
  const claims = new Claims({ now: () => 0 });
  expect(claims.take(first, 'first').held).toBe(true);
  return claims.take(second, 'second').held;
};

test('who pays all that a payer owes, and who pays one of these invoices, wait for each other', () => {
  expect(held(payerTargets('123', '8158'), [allOfPayer('123')])).toBe(false);
  expect(held([allOfPayer('123')], payerTargets('123', '8158'))).toBe(false);
  expect(held([allOfPayer('123')], [allOfPayer('123')])).toBe(false);
});

test('two invoices of one payer, and two payers, do not wait for each other', () => {
  expect(held(payerTargets('123', '8158'), payerTargets('123', '8159'))).toBe(true);
  expect(held([allOfPayer('123')], payerTargets('1234', '8158'))).toBe(true);
  expect(held([allOfPayer('123')], [allOfPayer('1234')])).toBe(true);
});
