import { describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { importInput } from '../../client/cli/import/run.js';
import { absolute } from '../../client/cli/input-file.js';
import { count, duration, method, numbers } from '../../client/cli/parse.js';
import { renewalInput, renewalOptions, type RenewalOptions } from '../../client/cli/renewals/options.js';
import { newSchedule } from '../../client/cli/schedule/create.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';
import { problemOf } from './support.js';

const parsed = (line: string): RenewalOptions =>
  renewalOptions(new Command().exitOverride().configureOutput({ writeErr: () => undefined })).parse(line.split(' '), { from: 'user' }).opts();

describe('values', () => {
  test.each([
    [duration, '30m', 1_800_000],
    [duration, '7d', 604_800_000],
    [numbers, '1,15', [1, 15]],
    [count, '8', 8],
    [method, 'CASH:Cash', { methodId: 'CASH', type: 'Cash' }],
  ])('%p takes %s', (parse, value, result) => expect(parse(value)).toEqual(result));

  test.each([
    [duration, '7'],
    [duration, '1w'],
    [numbers, '1, 15'],
    [count, '0'],
    [method, 'CASH'],
  ])('%p refuses %s and says what it takes', (parse, value) => expect(() => parse(value)).toThrow(/give .*/));
});

describe('a renewal run', () => {
  test('has an input of what was said, files absolute, and nothing else', () => {
    const line = '--mode individual --approval required --pay CASH:Cash --max-failures 5 --window 20 --parties p.csv --do-not-prorate';
    const input = renewalInput('DUES', parsed(line), (file) => `/here/${file}`);
    expect(input).toEqual({
      ...{ billingCycleId: 'DUES', mode: 'individual', approval: 'required', maxFailures: 5, window: 20, partyFile: '/here/p.csv' },
      ...{ payment: { methodId: 'CASH', type: 'Cash' }, options: { doNotProrate: true } },
    });
    expect(inputProblems('runRenewals', { ...input, effectiveDate: '2027-01-01' })).toEqual([]);
    expect(renewalInput('DUES', parsed('--mode bulk'), absolute)).toEqual({ billingCycleId: 'DUES', mode: 'bulk' });
    expect(renewalInput('DUES', parsed('--mode individual --party 1 2'), absolute)).toMatchObject({ partyIds: ['1', '2'] });
  });

  test('refuses what an option does not take', () => {
    for (const line of ['--mode some', '--approval maybe', '--window 0', '--post later']) expect(() => parsed(line)).toThrow();
  });
});

describe('a schedule', () => {
  const options = { cycle: 'DUES', effective: 'month-start+1m', timeZone: 'Europe/Berlin' } as const;

  test('is made of the options of the run and of its calendar', async () => {
    const made = await newSchedule('dues', { ...options, mode: 'bulk', at: '06:00', dayOfMonth: [1, 15], catchUp: 60_000, paused: true });
    expect(made).toEqual({
      ...{ scheduleId: 'dues', calendar: { at: '06:00', daysOfMonth: [1, 15] }, catchUpMs: 60_000, paused: true },
      input: { billingCycleId: 'DUES', mode: 'bulk', effectiveDateRule: 'month-start+1m', timeZone: 'Europe/Berlin' },
    });
  });

  test('needs its mode and a time zone of this world', async () => {
    expect((await problemOf(newSchedule('dues', options))).message).toContain('--mode');
    expect((await problemOf(newSchedule('dues', { ...options, mode: 'bulk', timeZone: 'Berlin' }))).message).toContain('timeZone: must be a time zone');
  });
});

test('an import has an input of what was said; a mapping that cannot be read is told', async () => {
  expect(await importInput('/d/dues.csv', { onBadRow: 'skip-row', results: '/d/r.csv', jobId: 'j', dryRun: true })).toEqual({
    ...{ file: '/d/dues.csv', onBadRow: 'skip-row', resultsFile: '/d/r.csv', jobId: 'j' },
  });
  const problem = await problemOf(importInput('/d/dues.csv', { mapping: '/nowhere/map.json' }));
  expect(problem).toMatchObject({ exitCode: 2, message: expect.stringContaining('mapping file') });
});

test.each(['https://x.example.org/a.csv', '/a/b.csv'])('%s stays as it is', (file) => expect(absolute(file)).toBe(file));
