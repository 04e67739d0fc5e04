/** The effective date of a scheduled run, counted from the day that the schedule meant. */
import { DateTime } from 'luxon';
import { RULE } from '../../workflows/contracts/schemas/renewals.js';

const UNITS = { d: 'days', m: 'months', y: 'years' } as const;

const ANCHORS: Record<string, (day: DateTime) => DateTime> = {
  'scheduled-day': (day) => day,
  'month-start': (day) => day.startOf('month'),
  'month-end': (day) => day.endOf('month'),
  'year-start': (day) => day.startOf('year'),
  'year-end': (day) => day.endOf('year'),
};

/**
 * `YYYY-MM-DD` of a rule such as `month-start+1m`. The shift comes first, so that `month-end+1m` is the last day of the
 * next month. `at`: ISO 8601; the day is that of `timeZone` (IANA). Throws RangeError on a rule of another form.
 */
export function effectiveDateOf(rule: string, at: string, timeZone = 'UTC'): string {
  const [, anchor, amount, unit] = RULE.exec(rule) ?? [];
  const day = DateTime.fromISO(at, { zone: timeZone });
  if (anchor === undefined || !day.isValid) throw new RangeError('no rule or time of the form asked for');
  const shifted = amount === undefined ? day : day.plus({ [UNITS[unit as keyof typeof UNITS]]: Number(amount) });
  return ANCHORS[anchor]!(shifted).toISODate()!;
}
