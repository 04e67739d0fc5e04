import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadRows, InvalidInput, keyOf, readKey } from '../../client/index.js';
import { resolveHere } from '../../client/resolve.js';
import { periodOf } from '../../client/schedules/period.js';
import type { ImportDues, RunRenewals } from '../../workflows/contracts/inputs.js';
import { problemOf } from './support.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-resolve-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = async (name: string, text: string): Promise<string> => {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
};

const HEAD = 'PartyId,ProductCode,TransactionDate,BillBeginDate,BillThruDate,BilledAmount,PaidAmount';
const row = (partyId: number, billed = '95.00') => `${partyId},REG,2027-01-01,2027-01-01,2027-12-31,${billed},0`;
const csv = (rows: string[]): string => [HEAD, ...rows].join('\n');

describe('an import', () => {
  test('has its key from the rows, whatever file they stand in', async () => {
    const file = await write('dues.csv', csv([row(1), row(2)]));
    const rows = [1, 2].map((partyId) => ({
      ...{ partyId, productCode: 'REG', transactionDate: '2027-01-01', billBegin: '2027-01-01', billThrough: '2027-12-31' },
      ...{ billedAmount: '95', paidAmount: 0 },
    }));
    const key = await readKey('importDues', { file });
    expect(key).toMatch(/^importDues:default:[0-9a-f]{20}$/);
    expect(await readKey('importDues', { rows })).toBe(key);
    expect(await readKey('importDues', { file, occasion: 'again' })).toBe(`${key}:again`);
    const other = await write('other.csv', csv([row(1), row(3)]));
    expect(await readKey('importDues', { file: other })).not.toBe(key);
  });

  test('with bad rows is refused before anything is started: twenty are named, the others counted', async () => {
    const bad = Array.from({ length: 23 }, (_, index) => row(100 + index, 'secret'));
    const file = await write('bad.csv', csv([row(1), ...bad]));
    const problem = await problemOf(resolveHere('importDues', { file }));
    expect(problem).toBeInstanceOf(BadRows);
    expect(problem).toMatchObject({ exitCode: 2, rows: 24, bad: 23, cure: expect.stringContaining('skip-row') });
    expect((problem as BadRows).problems).toHaveLength(20);
    expect((problem as BadRows).problems[0]!.member).toBe('line 3, BilledAmount');
    expect(problem.message).toMatch(/^23 of 24 rows are bad.*\n {2}line 3, BilledAmount: .*\n[^]*\n {2}and 3 more$/);
    expect(problem.message).not.toContain('secret');
    expect(await resolveHere('importDues', { file, onBadRow: 'skip-row' })).toHaveProperty('contentHash');
  });

  test('whose file as a whole cannot be used is refused with the place and the cure', async () => {
    const file = await write('columns.csv', `${HEAD},Shoe size\n${row(1)},44`);
    const problem = await problemOf(resolveHere('importDues', { file }));
    expect(problem).toBeInstanceOf(InvalidInput);
    expect(problem.message).toMatch(/file: line 1, column Shoe size: nobody knows this column/);
    expect(problem.cure).toBe('Map it to a member of a row, or to "ignore".');
    // The command prints the cure in a line of its own.
    expect(problem.message).not.toContain('ignore');
    const odd = await problemOf(resolveHere('importDues', { file, mapping: { 'Shoe size': null }, jobId: '4111 1111 1111 1111' }));
    expect(odd).toMatchObject({
      message: 'Wrong input for importDues: jobId: looks like a card number; card numbers are refused, remove it',
      cure: 'Give another.',
    });
    const gone = await problemOf(readKey('importDues', { file: join(folder, 'gone.csv') }));
    expect(gone.message).not.toContain('file: file:');
    const mapping = { 'Shoe size': null };
    expect(await resolveHere('importDues', { file, mapping })).toHaveProperty('contentHash');
  });

  test.each(['https://files.example.org/dues.csv', '/somewhere/else/dues.csv'])('of %s is left to the worker', async (file) => {
    const input: ImportDues = { file };
    expect(await resolveHere('importDues', input)).toBe(input);
    expect((await problemOf(readKey('importDues', input))).exitCode).toBe(2);
  });

  test('that was read already is not read again', async () => {
    const input: ImportDues = { file: join(folder, 'not there.csv'), contentHash: 'a'.repeat(20) };
    expect(await resolveHere('importDues', input)).toBe(input);
    expect(keyOf('importDues', input)).toBe(`importDues:default:${'a'.repeat(20)}`);
  });
});

describe('a renewal run', () => {
  const run: RunRenewals = { billingCycleId: 'DUES', mode: 'individual', effectiveDate: '2027-01-01' };

  test('of named parties has one key, in whatever order and form they come', async () => {
    const partyFile = await write('parties.csv', 'Name,PartyId\nx,2\ny,1\nz,2\n');
    const key = await readKey('runRenewals', { ...run, partyIds: ['1', '2'] });
    expect(key).toMatch(/^runRenewals:default:DUES:2027-01-01:-:[0-9a-f]{20}$/);
    expect(await readKey('runRenewals', { ...run, partyFile })).toBe(key);
    expect(await readKey('runRenewals', run)).toBe('runRenewals:default:DUES:2027-01-01:-:all');
  });

  test('a list that cannot be used is told with its line', async () => {
    const partyFile = await write('gap.csv', 'PartyId,Name\n1,x\n,y\n');
    const problem = await problemOf(resolveHere('runRenewals', { ...run, partyFile }));
    expect(problem).toBeInstanceOf(InvalidInput);
    expect(problem.message).toMatch(/partyFile: .*line 3/);
  });

  test('of a rule is counted from now; keyOf alone cannot tell it', async () => {
    const { effectiveDate: _, ...rest } = run;
    const input: RunRenewals = { ...rest, effectiveDateRule: 'year-start+1y', timeZone: 'UTC' };
    expect(await resolveHere('runRenewals', input)).toMatchObject({ effectiveDate: `${new Date().getUTCFullYear() + 1}-01-01` });
    expect(() => keyOf('runRenewals', input)).toThrow(/which were not read/);
  });
});

describe('the period of a scheduled time', () => {
  const { effectiveDate: _, ...rest }: RunRenewals = { billingCycleId: 'DUES', mode: 'bulk', effectiveDate: '2027-01-01' };
  const daily: RunRenewals = { ...rest, effectiveDateRule: 'scheduled-day', timeZone: 'America/New_York' };

  test('is counted in the time zone of the association', async () => {
    expect(await periodOf(daily, new Date('2027-01-01T03:00:00Z'))).toEqual({
      at: '2027-01-01T03:00:00.000Z',
      effectiveDate: '2026-12-31',
      key: 'runRenewals:default:DUES:2026-12-31:-:all',
    });
  });

  test('is not guessed where a jitter may lead over midnight', async () => {
    const hour = 3_600_000;
    const at = new Date('2027-01-01T05:30:00Z');
    expect(await periodOf(daily, at, hour)).toEqual({ at: at.toISOString() });
    expect(await periodOf({ ...daily, effectiveDateRule: 'month-end' }, new Date('2027-01-15T05:30:00Z'), hour)).toMatchObject({
      effectiveDate: '2027-01-31',
    });
  });

  test('has no key while its list cannot be read here', async () => {
    const listed: RunRenewals = { ...daily, mode: 'individual', partyFile: join(folder, 'not there.csv') };
    expect(await periodOf(listed, new Date('2027-01-01T12:00:00Z'))).toEqual({
      at: '2027-01-01T12:00:00.000Z',
      effectiveDate: '2027-01-01',
    });
  });
});
