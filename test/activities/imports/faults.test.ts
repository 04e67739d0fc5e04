import { describe, expect, test } from '@jest/globals';
import { checkImport, type ImportSource } from '../../../activities/imports/stage.js';
import { csv, jsonl, problemOf, row, source, useFolder } from './support.js';

const place = useFolder();
const check = (change: Partial<ImportSource>) => checkImport(source(change));
const checkText = (name: string, content: string | Uint8Array) => check({ file: place.write(name, content) });

describe('bad rows', () => {
  test('are named by line and by the column as the file calls it, never by value', async () => {
    const text = csv([row(), row({ partyId: '102', billBegin: 'secret', copies: 'none' })])
      .replace('billBegin', 'BillBeginDate')
      .replace('copies', 'COPIES');
    const { problems, bad, good } = await checkText('a.csv', text);
    expect({ bad, good }).toEqual({ bad: 1, good: 1 });
    expect(problems).toEqual([
      { line: 3, column: 'BillBeginDate', message: expect.stringMatching(/YYYY-MM-DD.*; COPIES: must/) },
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });

  test.each(['\n', '\r\n'])('have the right line behind cells of several lines (%j)', async (end) => {
    const text = csv(
      [row({ externalId: `a${end}b${end}c` }), row({ partyId: '102' }), row({ partyId: '103', copies: 'x' })],
      end,
    );
    const { problems } = await checkText('a.csv', text);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, 'externalId'],
      [6, 'copies'],
    ]);
  });

  test('with too few or too many cells', async () => {
    const { problems } = await checkText('a.csv', `${csv([row()])}1,2\n`);
    expect(problems).toEqual([{ line: 3, message: expect.stringMatching(/has 2 cells where the header has 8/) }]);
  });

  test('that are no JSON objects, or hold what is no text', async () => {
    const objects = jsonl([{ ...row(), copies: true }, { ...row(), partyId: 1e20 }, {}, row()]);
    const text = `{"partyId":\n[1]\n"x"\n${objects}`;
    const { problems, good } = await checkText('a.jsonl', text);
    expect(good).toBe(1);
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, undefined],
      [4, 'copies'],
      [5, 'partyId'],
      [6, 'partyId'],
    ]);
  });

  test('only the first twenty are shown', async () => {
    const { problems, bad } = await check({ rows: Array.from({ length: 70 }, () => row({ copies: 'x' })) });
    expect(bad).toBe(70);
    expect(problems.map(({ line }) => line)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('a JSON string may hold a line separator', async () => {
    const { problems } = await checkText('a.jsonl', JSON.stringify(row({ externalId: 'a\u2028b' })));
    expect(problems.map(({ line, column }) => [line, column])).toEqual([[1, 'externalId']]);
  });
});

describe('a fault of the file', () => {
  const good = csv([row()]);
  test.each<[string, string | Uint8Array, object]>([
    ['nothing in it', '', { code: 'empty' }],
    ['a header alone', good.split('\n')[0]!, { code: 'empty' }],
    ['no header', '101,REG,Smith\n102,REG,Jones\n', { code: 'no-header', line: 1 }],
    ['semicolons', good.replaceAll(',', ';'), { code: 'separator', line: 1 }],
    [
      'a column that nobody knows',
      good.replace('billBegin', 'Our Start'),
      { code: 'unknown-column', line: 1, column: 'Our Start' },
    ],
    [
      'a column without a name',
      `x,${good}`.replace('x,', ',').replace('\n101', '\n9,101'),
      { code: 'unknown-column', column: 'number 1 (without a name)' },
    ],
    [
      'two columns of one meaning',
      csv([{ ...row(), Amount: '95', paymentAmount: '95' }]),
      { code: 'repeated-column', column: 'Amount and paymentAmount' },
    ],
    [
      'mandatory columns missing',
      good.replace('productCode', 'error').replace('transactionDate', 'line'),
      { code: 'missing-column', column: 'productCode, transactionDate' },
    ],
    ['a quote that never closes', `${good}"x,y\n${good}`, { code: 'quotes', line: 3 }],
    ['a quote in a cell', `${good}"\r\n",\n\na"b,c\n`, { code: 'quotes', line: 6 }],
    ['another encoding', Buffer.from(good.replace('101', 'J\u00fcrgen'), 'latin1'), { code: 'encoding' }],
    ['a cut character at its end', Buffer.from(`${good}\u00fc`).subarray(0, -1), { code: 'encoding' }],
    ['a row without end', `${good}"${'x'.repeat(1_100_000)}`, { code: 'too-long', line: 3 }],
  ])('%s', async (_what, text, expected) => {
    const problem = await problemOf(checkText('a.csv', text));
    expect(problem).toMatchObject(expected);
    expect(problem.message).toContain(problem.cure);
    expect(problem.message).not.toMatch(/Smith|101/);
  });

  test('names the line of a JSON row with an unknown member', async () => {
    expect(await problemOf(checkText('a.jsonl', jsonl([row(), { ...row(), shoe: 1 }])))).toMatchObject({
      code: 'unknown-column',
      line: 2,
      column: 'shoe',
    });
  });

  test('an endless line of JSON', async () => {
    expect(await problemOf(checkText('a.jsonl', `${jsonl([row()])}{"x":"${'y'.repeat(1_100_000)}"}`))).toMatchObject({
      code: 'too-long',
      line: 2,
    });
  });

  test('no rows, no file, another scheme', async () => {
    expect(await problemOf(check({ rows: [] }))).toMatchObject({ code: 'empty' });
    expect(await problemOf(check({ file: place.path('none.csv') }))).toMatchObject({ code: 'unreadable' });
    expect(await problemOf(check({ file: place.path('.') }))).toMatchObject({ code: 'unreadable' });
    expect(await problemOf(check({ file: 'ftp://example.org/a.csv' }))).toMatchObject({ code: 'unreadable' });
    expect(await problemOf(check({}))).toMatchObject({ code: 'unreadable' });
  });
});
