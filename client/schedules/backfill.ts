/** Runs for times of the past that have none. */
import type { Client, ScheduleDescription } from '@temporalio/client';
import { DateTime } from 'luxon';
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { EXIT, Problem } from '../problem.js';
import { periodOf, type Period } from './period.js';
import { isAudit } from './view.js';
import { timesBetween } from './times.js';

/** A day `YYYY-MM-DD` of the schedule's time zone, all of it; or a time, ISO 8601. */
export interface Range {
  from: string;
  to: string;
}

const MOST = 100;

/**
 * Starts a run for each scheduled time of the range, one after the other (BUFFER_ALL): a later period that is billed
 * first would leave the earlier one unbilled. A period that has its run already joins it. Answers with the periods.
 * @throws {Problem} on a range that cannot be used: in the future, without a scheduled time, or of more than a hundred.
 */
export async function backfill(client: Client, description: ScheduleDescription, range: Range): Promise<Period[]> {
  const { scheduleId, action, spec } = description;
  if (isAudit(description)) throw wrong('An audit is not made up for.', `It looks back by itself: duesflow schedule trigger ${scheduleId}`);
  const input = action.args![0] as RunRenewals;
  const [start, end] = rangeOf(range, spec.timezone ?? 'UTC');
  const times = await timesBetween(client, scheduleId, start, end);
  if (times.length === 0) throw wrong('There is no scheduled time in this range.', `\`duesflow schedule show ${scheduleId}\` shows its calendar.`);
  if (times.length > MOST) throw wrong(`These are ${times.length} scheduled times.`, `Take a range of at most ${MOST}.`);
  const periods = await Promise.all(times.map((at) => periodOf(input, at, spec.jitter ?? 0)));
  await client.schedule.getHandle(scheduleId).backfill({ start, end, overlap: 'BUFFER_ALL' });
  return periods;
}

function rangeOf({ from, to }: Range, zone: string, now = Date.now()): [Date, Date] {
  const [start, end] = [DateTime.fromISO(from, { zone }), DateTime.fromISO(to, { zone })];
  if (!start.isValid || !end.isValid) throw wrong('The range is wrong.', 'Give days YYYY-MM-DD, or times such as 2027-01-01T06:00.');
  const last = /^\d{4}-\d\d-\d\d$/.test(to) ? end.endOf('day') : end;
  if (last < start) throw wrong('The range ends before it begins.', 'Swap --from and --to.');
  // Times to come would be run at once: members would be billed before their day.
  if (start.toMillis() > now) throw wrong('The range is in the future.', 'Its runs come by themselves.');
  return [start.toJSDate(), new Date(Math.min(last.toMillis(), now))];
}

const wrong = (message: string, cure: string): Problem => new Problem(message, cure, EXIT.usage);
