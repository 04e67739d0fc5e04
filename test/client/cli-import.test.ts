/** `duesflow import` as a user types it. */
import { describe, expect, test } from '@jest/globals';
import { devPlace, forbid } from './command.js';

const { type, file: write, text, simulator } = devPlace();

const HEAD = 'PartyId,ProductCode,TransactionDate,BillBeginDate,BillThruDate,BilledAmount,PaidAmount';
const row = (partyId: string, billed = '95.00') => `${partyId},REG,2027-01-01,2027-01-01,2027-12-31,${billed},0`;
const csv = (...rows: string[]): string => [HEAD, ...rows].join('\n');

describe('import', () => {
  test('checks first: bad rows are named with line and column, and nothing is started', async () => {
    const file = await write('bad.csv', csv(row('12345'), row('23216', 'much')));
    const [started, checked, skipping] = await Promise.all([
      type(`import ${file}`),
      type(`import ${file} --dry-run --json`),
      type(`import ${file} --dry-run --on-bad-row skip-row`),
    ]);
    expect(started).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/1 of 2 rows are bad[^]*line 3, BilledAmount: /) });
    expect(checked.code).toBe(2);
    expect(JSON.parse(checked.out)).toMatchObject({ rows: 2, bad: 1, refused: true, problems: [{ line: 3, column: 'BilledAmount' }] });
    expect(skipping).toMatchObject({ code: 0, out: expect.stringMatching(/^1 of 2 rows would be imported\./) });
    expect((await type('list --flow importDues --json')).out).toBe('[]\n');
  });

  test('follows the packages, sums up, and makes a file of what failed', async () => {
    const file = await write('dues.csv', csv(row('12345'), row('999999'), row('23216')));
    const imported = await type(`import ${file}`);
    expect(imported.code).toBe(3);
    expect(imported.err).toMatch(/1 of 1 packages \(100 %\).*2 imported, 1 error/);
    expect(imported.out).toMatch(/Rows:\n {2}2 {2}imported\n[^]*\n {2}1 {2}refused by iMIS\n/);
    expect(await text('dues.csv.results.csv')).toMatch(/^line,status[^]*\n3,error,999999/);

    expect(await type(`import ${file} --resend-failed`)).toMatchObject({ code: 0, out: expect.stringMatching(/dues\.failed\.csv\n$/) });
    const failed = await text('dues.failed.csv');
    expect(failed.split('\n')[1]).toMatch(/^999999,REG,.*does not exist/);
    // The same rows under another name are the same import; the corrected ones are another.
    const [again, corrected] = await Promise.all([
      type(`import ${await write('copy.csv', await text(file))} --timeout 60`),
      type(`import ${await write('corrected.csv', failed.replace('999999', '12345').replaceAll('2027', '2029'))} --json`),
    ]);
    expect(again).toMatchObject({ code: 3, err: expect.stringMatching(/started before, on \d{4}/) });
    expect(corrected.code).toBe(0);
    expect(JSON.parse(corrected.out)).toMatchObject({ flow: 'importDues', verdict: 'completed', result: { imported: 1 } });
  });

  test('a package that waits for a person is named, with exit code 4; the import goes on when it is decided', async () => {
    await forbid(simulator(), '/api/DuesImportPackage/_execute');
    const file = await write('parked.csv', csv(row('12345').replaceAll('2027', '2030')));
    const parked = await type(`import ${file}`);
    const [id] = /importPackage:default:df-[0-9a-f]{20}:1/.exec(parked.out) ?? [];
    expect(parked).toMatchObject({ code: 4, out: expect.stringMatching(/Wait for a person:\n {2}importPackage:.* at "import package"\n/) });
    const key = /importDues:default:[0-9a-f]{20}/.exec(parked.err)![0];
    expect((await type(`report ${key}`)).out).toMatch(/Progress: 0 of 1 packages[^]*Wait for a person:\n {2}importPackage:/);
    expect(JSON.parse((await type('list --state parked --json')).out)).toEqual([expect.objectContaining({ workflowId: id })]);
    expect((await type(`repair ${id} retry --by me --why rights`)).code).toBe(0);
    expect(await type(`import ${file}`)).toMatchObject({ code: 0, out: expect.stringMatching(/^Completed: /) });
  });

  test('a file that is not there is told at once', async () => {
    expect(await type('import nowhere.csv')).toMatchObject({ code: 2, err: expect.stringContaining('is not there') });
    expect(await type('import nowhere.csv --resend-failed')).toMatchObject({ code: 2, err: expect.stringContaining('nowhere.csv.results.csv') });
  });
});
