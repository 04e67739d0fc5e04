import { expect, test } from '@jest/globals';
import { type Column } from '../../../activities/imports/columns.js';
import { checkRow } from '../../../activities/imports/row.js';
import { row } from './support.js';

const problemsOf = (change: Partial<Record<Column, string>>, without: Column[] = []) => {
  const values: Partial<Record<Column, string>> = { ...row(), ...change };
  for (const column of without) delete values[column];
  const checked = checkRow(values);
  return 'problems' in checked ? checked.problems : [];
};

test('a good row gets amounts with two places and a number of copies', () => {
  const checked = checkRow({
    ...row(),
    billedAmount: '95',
    paidAmount: '0095.0',
    paymentAmount: '95.00',
    copies: '2',
    paidThru: '2026-12-31',
  });
  expect(checked).toEqual({
    row: {
      ...row(),
      billedAmount: '95.00',
      paidAmount: '95.00',
      paymentAmount: '95.00',
      copies: 2,
      paidThru: '2026-12-31',
    },
  });
});

test.each<[Column, string, RegExp]>([
  ['partyId', 'x'.repeat(101), /at most 100/],
  ['partyId', 'a\u0000b', /control/],
  ['productCode', 'a\nb', /line breaks/],
  ['externalId', 'a\u2028b', /line breaks/],
  ['billToPartyId', '4111111111111111', /card number/],
  ['paymentReference', '4111 1111 1111 1111', /card number/],
  ['paymentReference', 'Visa 4111-1111-1111-1111 ok', /card number/],
  ['batchId', '4111111111111111', /card number/],
  ['paymentMethodId', '4111111111111111', /card number/],
  ['transactionDate', '01/02/2026', /YYYY-MM-DD/],
  ['billBegin', '2026-02-30', /YYYY-MM-DD/],
  ['billThrough', '2026-12-31T00:00:00', /YYYY-MM-DD/],
  ['paidThru', '2026-1-1', /YYYY-MM-DD/],
  ['billedAmount', '1,000.00', /such as 95.00/],
  ['billedAmount', '$95', /such as 95.00/],
  ['paidAmount', '-5', /such as 95.00/],
  ['paidAmount', '1e2', /such as 95.00/],
  ['paymentAmount', '95.001', /such as 95.00/],
  ['copies', '0', /whole number/],
  ['copies', '1.5', /whole number/],
])('%s is refused: %s', (column, value, message) => {
  const problems = problemsOf({ [column]: value });
  expect(problems).toEqual([{ column, message: expect.stringMatching(message) }]);
  expect(problems[0]?.message).not.toContain(value);
});

test.each<Column>([
  'partyId',
  'productCode',
  'transactionDate',
  'billBegin',
  'billThrough',
  'billedAmount',
  'paidAmount',
])('%s must be there', (column) => {
  expect(problemsOf({}, [column])).toEqual([{ column, message: expect.stringMatching(/is missing/) }]);
});

test.each<[string, Partial<Record<Column, string>>, Column]>([
  ['a term that ends before it begins', { billThrough: '2025-12-31' }, 'billThrough'],
  ['paid beyond the term', { paidThru: '2027-01-01' }, 'paidThru'],
  ['more paid than billed', { paidAmount: '95.01' }, 'paidAmount'],
  ['a payment that is not what was paid', { paymentAmount: '94.99' }, 'paymentAmount'],
])('%s is refused', (_what, change, column) => {
  expect(problemsOf(change).map((problem) => problem.column)).toEqual([column]);
});

test('a payment needs its method, and no payment needs none', () => {
  expect(problemsOf({}, ['paymentMethodId']).map((problem) => problem.column)).toEqual(['paymentMethodId']);
  expect(problemsOf({ paidAmount: '0' }, ['paymentMethodId'])).toEqual([]);
});

test('a term of one day, paid through before it began, is good', () => {
  expect(problemsOf({ billThrough: '2026-01-01', paidThru: '2025-06-30' })).toEqual([]);
});

test('every column at fault is named', () => {
  expect(
    problemsOf({ billBegin: 'x', paidAmount: 'y', copies: 'z' })
      .map(({ column }) => column)
      .sort(),
  ).toEqual(['billBegin', 'copies', 'paidAmount']);
});

test('long numbers that are no card numbers are let through', () => {
  expect(problemsOf({ paymentReference: '4111111111111112', externalId: '1234567890123' })).toEqual([]);
});
