/** When a schedule runs: a calendar in the association's time zone. */
import type { ScheduleSpec } from '@temporalio/client';
import { MONTHS } from '@temporalio/client/lib/schedule-types.js';
import { EXIT, Problem } from '../problem.js';

/** Either `cron`, or a time of day with days and months. */
export interface Calendar {
  /** Five fields: minute, hour, day of month, month, day of week. */
  cron?: string;
  /** `HH:MM`. */
  at?: string;
  /** 1 to 31; default 1. A month without the day is left out. */
  daysOfMonth?: number[];
  /** 1 to 12; default all. */
  months?: number[];
}

/** @throws {Problem} naming what is wrong with the calendar. */
export function specOf(calendar: Calendar, timezone: string, jitterMs: number): ScheduleSpec {
  const jitter = jitterMs > 0 ? { jitter: jitterMs } : {};
  if (calendar.cron !== undefined) return { cronExpressions: [checkedCron(calendar)], timezone, ...jitter };
  const [hour, minute] = timeOfDay(calendar.at);
  const dayOfMonth = within(calendar.daysOfMonth ?? [1], 1, 31, 'days of the month');
  const month = calendar.months && within(calendar.months, 1, 12, 'months').map((n) => MONTHS[n - 1]!);
  return { calendars: [{ hour, minute, dayOfMonth, ...(month && { month }) }], timezone, ...jitter };
}

/** As it was given, for people. */
export function calendarText({ cron, at, daysOfMonth = [1], months }: Calendar): string {
  if (cron !== undefined) return `cron ${cron}`;
  const days = new Set(daysOfMonth).size === 31 ? 'every day' : `on day ${daysOfMonth.join(', ')}`;
  return `${at} ${days} of ${months ? `month ${months.join(', ')}` : 'every month'}`;
}

const wrong = (message: string, cure: string): Problem => new Problem(message, cure, EXIT.usage);

function checkedCron({ cron, at, daysOfMonth, months }: Calendar): string {
  if (at ?? daysOfMonth ?? months)
    throw wrong('The calendar is given twice: as cron and as days.', 'Give either --calendar, or --at with days and months.');
  const fields = cron!.trim().split(/\s+/);
  if (fields.length !== 5 || fields.some((field) => !/^[\w*,/?-]+$/.test(field)))
    throw wrong(
      'The calendar is no cron expression of five fields.',
      'Minute, hour, day of month, month, day of week, such as "0 6 1 * *"; the time zone is said by itself.',
    );
  const [, , dayOfMonth, , dayOfWeek] = fields;
  // Cron takes either day; Temporal wants both to match (schedule-types of the SDK): a month would be left out unseen.
  if (!/^[*?]$/.test(dayOfMonth!) && !/^[*?]$/.test(dayOfWeek!))
    throw wrong('The calendar names days of the month and days of the week.', 'Name one of them, and * for the other.');
  return fields.join(' ');
}

function timeOfDay(at: string | undefined): [number, number] {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(at ?? '') ?? [];
  if (hour !== undefined) return [Number(hour), Number(minute)];
  throw wrong('The time of day is missing or wrong.', 'Give --at HH:MM, such as 06:00, or a cron expression as --calendar.');
}

function within(numbers: number[], least: number, most: number, name: string): number[] {
  if (numbers.length > 0 && numbers.every((n) => Number.isInteger(n) && n >= least && n <= most)) return numbers;
  throw wrong(`The ${name} are wrong.`, `Give numbers from ${least} to ${most}, such as 1,15.`);
}
