import { describe, expect, test } from '@jest/globals';
import { checkText } from '../../client/cli/import/tell-check.js';
import { besideFile } from '../../client/cli/import/resend-failed.js';
import { importSummary } from '../../client/cli/import/summary.js';
import { lines } from '../../client/cli/progress-display.js';
import { progressLine, waitingText } from '../../client/cli/progress-text.js';
import { exitOf } from '../../client/cli/start-long.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { WindowProgress } from '../../workflows/contracts/window.js';
import { sentence } from '../../workflows/window/progress.js';

const progress = (changes: Partial<WindowProgress> = {}): WindowProgress => ({
  ...{ next: 121, ended: 120, total: 600, counts: { imported: 11_900, error: 100, unknown: 0 }, failures: 0, waiting: [], written: 120, offset: 0 },
  ...{ startedAt: '2027-01-01T00:00:00Z', at: '2027-01-01T00:02:00Z' },
  ...changes,
});

describe('progress', () => {
  test('tells share, rate, time left and counts', () => {
    expect(progressLine(progress(), 'packages')).toBe(
      '120 of 600 packages (20 %), 60 a minute, about 8 min left: 11900 imported, 100 error',
    );
  });

  test('counts of zero are no words, neither of the command nor of the flow', () => {
    expect(sentence(progress())).toBe('120 of 600 (20 %), 60 a minute: 11900 imported, 100 error');
    expect(sentence(progress({ counts: { imported: 0, error: 0 } }))).toBe('120 of 600 (20 %), 60 a minute');
  });

  test('tells nothing that nobody knows yet', () => {
    const begun = progress({ ended: 0, counts: {}, at: '2027-01-01T00:00:00Z' });
    expect(progressLine(begun, 'members')).toBe('0 of 600 members (0 %), 0 a minute');
  });

  test('names those that wait, and the stop', () => {
    const waiting = [{ n: 1, workflowId: 'w', partyId: '1' }];
    expect(progressLine(progress({ waiting, stopped: 'maxFailures' }), 'members')).toMatch(
      /; 1 wait for a person; stopped: too many failures$/,
    );
    const many = Array.from({ length: 22 }, (_, n) => ({ workflowId: `renewMember:t:${n}`, step: 'pay invoice' }));
    expect(waitingText(many)).toMatch(/renewMember:t:19 {2}at "pay invoice"\n {2}and 2 more.*\n {2}duesflow report renewMember:t:0 /);
  });

  test('without a terminal: a line every few seconds, the last at once, none twice', () => {
    const said: string[] = [];
    let time = 0;
    const display = lines('packages', (line) => said.push(line), () => time);
    display.show(progress({ ended: 1 }));
    display.show(progress({ ended: 2 }));
    time = 5_000;
    display.show(progress({ ended: 3 }));
    display.show(progress({ ended: 3 }));
    display.show(progress({ ended: 600 }));
    expect(said.map((line) => line.trim().split(' ')[0])).toEqual(['1', '3', '600']);
  });
});

test('an import that rests on a parked package ends the command as a parked flow does', () => {
  const running = { state: 'running', verdict: null } as Report;
  expect(exitOf({ report: running, stuck: true })).toBe(4);
  expect(exitOf({ report: running, stuck: false })).toBe(3);
  expect(exitOf({ report: { ...running, state: 'closed', verdict: 'completed' }, stuck: false })).toBe(0);
});

describe('an import', () => {
  test('ends with its rows by what became of them, and where the rest is to be had', () => {
    const result = { imported: 120, warnings: 1, errors: 7, alreadyDone: 2, notSent: 0, unknown: 0, resultsFile: '/d/dues.csv.results.csv' };
    const text = importSummary({ result }, 'dues.csv');
    expect(text).toMatch(/^Rows:\n {2}120 {2}imported\n {4}1 {2}imported, with a warning\n {4}7 {2}refused by iMIS\n/);
    expect(text).toContain('Results, a line for each row: /d/dues.csv.results.csv');
    expect(text).toMatch(/duesflow import dues\.csv --resend-failed$/);
    expect(importSummary({ result: { ...result, errors: 0 } }, 'dues.csv')).not.toContain('--resend-failed');
    expect(importSummary({ result: {} }, 'dues.csv')).toBe('');
  });

  test('that is only checked says what would be imported, or what stops it', () => {
    const manifest = {
      ...({ version: 1, contentHash: 'c', tenant: 'default', jobId: 'df-c', totals: { billed: '190.00', paid: '95.00' } } as const),
      ...{ rows: 30, good: 5, bad: 25, packages: 1, refused: true },
      problems: [{ line: 3, column: 'BilledAmount', message: 'must be an amount' }, { line: 4, message: 'has 2 cells' }],
    };
    const refused = checkText(manifest, 'importDues:default:c');
    expect(refused).toMatch(/^Nothing would be imported/);
    expect(refused).toMatch(/billed {4}190\.00\n {2}paid {6}95\.00\n.*df-c\n.*importDues:default:c/);
    expect(refused).toMatch(/Bad rows:\n {2}line 3, BilledAmount: must be an amount\n {2}line 4: has 2 cells\n {2}and 23 more\n.*skip-row/);
    expect(checkText({ ...manifest, refused: false }, 'k')).toMatch(/^5 of 30 rows would be imported\./);
  });

  test('keeps results and failed rows beside its file', () => {
    expect(besideFile('/d/dues.csv')).toEqual({ results: '/d/dues.csv.results.csv', out: '/d/dues.failed.csv' });
    expect(besideFile('/d/dues.jsonl').out).toBe('/d/dues.failed.jsonl');
    expect(besideFile('/d.x/dues').out).toBe('/d.x/dues.failed.csv');
  });
});
