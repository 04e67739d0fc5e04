/** What a person reads of a schedule, and what doctor makes of it. */
import { describe, expect, test } from '@jest/globals';
import { listLines, localTime, scheduleText } from '../../client/cli/schedule/text.js';
import { scheduleChecks } from '../../client/doctor/schedule-checks.js';
import type { ScheduledRun, ScheduleView } from '../../client/schedules.js';

const run = (state: string, effectiveDate = '2027-01-01'): ScheduledRun => ({
  ...{ workflowId: `schedule:dues-${effectiveDate}T05:00:00Z`, at: `${effectiveDate}T05:00:00.000Z`, effectiveDate },
  ...{ key: `runRenewals:default:DUES:${effectiveDate}:-:all`, state },
});

const view = (changes: Partial<ScheduleView> = {}): ScheduleView => ({
  ...{ scheduleId: 'dues', tenant: 'default', cycle: 'DUES', calendar: 'cron 0 6 1 * *', paused: false },
  input: { billingCycleId: 'DUES', mode: 'bulk', effectiveDateRule: 'month-start', timeZone: 'Europe/Berlin', approval: 'required' },
  policies: { overlap: 'ALLOW_ALL', catchUpMs: 604_800_000, pauseOnFailure: false, jitterMs: 0 },
  counts: { runs: 1, missed: 0, skipped: 0, failed: 0 },
  runs: [run('completed')],
  next: [{ at: '2027-02-01T05:00:00.000Z', effectiveDate: '2027-02-01', key: 'runRenewals:default:DUES:2027-02-01:-:all' }],
  createdAt: '2026-12-01T00:00:00.000Z',
  ...changes,
});

describe('a schedule', () => {
  test('is shown with its policies and their reasons, times being those of the association', () => {
    const text = scheduleText(view());
    expect(text).toMatch(/^dues: 1 runs, 0 missed, 0 skipped, 0 failed\n/);
    expect(text).toMatch(/runs at {4}cron 0 6 1 \* \*, Europe\/Berlin\n/);
    expect(text).toMatch(/overlap {4}ALLOW_ALL: no period is lost; the runs of a cycle wait for each other/);
    expect(text).toMatch(/catch-up {3}7 days/);
    expect(text).toMatch(/Next:\n {2}2027-02-01 06:00 Mon {2}for 2027-02-01 {2}runRenewals:/);
    expect(text).toMatch(/Last runs.*\n {2}2027-01-01 06:00 Fri {2}completed {2}runRenewals:/);
    expect(listLines(view({ paused: true, note: 'summer', next: [] }))).toMatch(/no next time, last .* completed\n.*PAUSED: summer$/);
    expect(localTime('2027-07-01T22:30:00Z', 'Europe/Berlin')).toBe('2027-07-02 00:30 Fri');
  });

  const period = (effectiveDate: string) => ({ at: `${effectiveDate}T05:00:00.000Z`, effectiveDate });

  test('with missed or skipped periods is a fault of doctor, with the command that makes up for them', () => {
    const counts = { runs: 1, missed: 2, skipped: 1, failed: 0 };
    const without = ['2027-02-01', '2027-03-01', '2027-04-01'].map(period);
    expect(scheduleChecks(view({ counts }), without)).toEqual([
      {
        check: 'schedule dues',
        ok: false,
        message: '2 runs missed, 1 skipped; 3 periods have no run: 2027-02-01, 2027-03-01, 2027-04-01',
        cure: 'duesflow schedule backfill dues --from 2027-02-01 --to 2027-04-01',
      },
    ]);
    expect(scheduleChecks(view({ counts }), [])).toEqual([
      expect.objectContaining({ ok: true, message: expect.stringContaining('2 missed and 1 skipped, made up for since') }),
    ]);
  });

  test('with failed runs is a fault, with those that ended with exceptions or wait it is not', () => {
    const runs = [run('partly-compensated', '2027-03-01'), run('completed-with-exceptions', '2027-02-01'), run('terminated')];
    const [fault, ...others] = scheduleChecks(view({ runs }), []);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ ok: false, message: expect.stringMatching(/^2 of the last 3 runs failed: .*\(partly-compensated\), .*\(terminated\)$/) });
    expect(fault!.cure).toContain('--from 2027-01-01 --to 2027-03-01');
    expect(scheduleChecks(view({ runs: [run('parked')] }), [])).toEqual([expect.objectContaining({ ok: true, warning: true })]);
  });

  test('with a run that waits for another is a warning that names whom it waits for', () => {
    const holder = 'runRenewals:default:DUES:2026-12-01:-:all';
    const held = { ...run('running'), waitsFor: holder };
    expect(scheduleChecks(view({ runs: [held] }), [])).toEqual([
      {
        ...{ check: 'schedule dues', ok: true, warning: true, cure: `duesflow report ${holder}` },
        message: `1 runs wait for another: ${held.key} waits for ${holder}`,
      },
    ]);
    expect(scheduleText(view({ runs: [held] }))).toMatch(new RegExp(`running {4}runRenewals:\\S+\\n {4}waits for ${holder}$`));
    expect(listLines(view({ runs: [held] }))).toContain(`2027-01-01 waits for ${holder}`);
  });

  test('that is paused is a warning, as are the periods that passed meanwhile', () => {
    const checks = scheduleChecks(view({ paused: true, note: 'summer', next: [] }), [period('2027-02-01')]);
    expect(checks.map(({ ok, warning }) => [ok, warning])).toEqual([[true, true], [true, true]]);
    expect(checks.map(({ cure }) => cure)).toEqual([expect.stringContaining('backfill'), 'duesflow schedule resume dues']);
  });
});
