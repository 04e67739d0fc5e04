/** Scheduled renewal runs and audits: a period without its run, or with one that failed, must not pass in silence. */
import type { Client } from '@temporalio/client';
import { createSchedules, type Period, type ScheduledRun, type ScheduleView } from '../schedules.js';
import { isRenewal } from '../schedules/audits.js';
import { isFailed } from '../schedules/runs.js';
import { TASK_QUEUE } from '../../workflows/contracts/names.js';
import { messageOf } from '../problem.js';
import { bad, good, warning, type Check } from './check.js';

export async function checkSchedules(client: Client): Promise<Check[]> {
  const schedules = createSchedules(client, process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE);
  const checks: Check[] = [];
  try {
    for await (const schedule of schedules.list())
      checks.push(...scheduleChecks(schedule, await schedules.withoutRun(schedule)));
  } catch (error) {
    return [...checks, bad('schedules', `cannot be read: ${messageOf(error)}`, 'Is the server new enough, and are its schedules on?')];
  }
  return checks.length > 0 ? checks : [good('schedules', 'none')];
}

/** `without`: its periods that have no run. Pure. */
export function scheduleChecks(schedule: ScheduleView, without: Period[]): Check[] {
  const check = `schedule ${schedule.scheduleId}`;
  const found = [...missing(check, schedule, without), ...failed(check, schedule), ...waiting(check, schedule), ...heldBack(check, schedule), ...auditFound(check, schedule)];
  if (schedule.paused) found.push(paused(check, schedule));
  if (found.length > 0) return found;
  const { runs, missed, skipped } = schedule.counts;
  const made = missed + skipped > 0 ? `; ${missed} missed and ${skipped} skipped, made up for since` : '';
  return [good(check, `${runs} runs, next ${schedule.next[0]?.at ?? 'never'}${made}`)];
}

/** The counters of the server never fall again; what counts is whether a period is left without its run. */
function missing(check: string, { scheduleId, counts, input }: ScheduleView, without: Period[]): Check[] {
  if (without.length === 0) return [];
  const [first, last] = [dayOf(without[0]!, input.timeZone), dayOf(without.at(-1)!, input.timeZone)];
  const periods = without.slice(0, 5).map((one) => one.effectiveDate ?? one.at);
  const names = `${periods.join(', ')}${without.length > 5 ? ' ...' : ''}`;
  const cure = `duesflow schedule backfill ${scheduleId} --from ${first} --to ${last}`;
  const { missed, skipped } = counts;
  if (missed + skipped === 0)
    return [warning(check, `${without.length} periods have no run, as while it was paused: ${names}`, `If they are wanted: ${cure}`)];
  return [bad(check, `${missed} runs missed, ${skipped} skipped; ${without.length} periods have no run: ${names}`, cure)];
}

function failed(check: string, { scheduleId, runs, input }: ScheduleView): Check[] {
  const faults = runs.filter(isFailed);
  if (faults.length === 0) return [];
  const names = faults.map(({ key, workflowId, state }) => `${key ?? workflowId} (${state})`);
  const days = faults.map((run) => dayOf(run, input.timeZone)).sort();
  if (!isRenewal(input)) return [bad(check, `${faults.length} of the last ${runs.length} audits failed: ${faults[0]!.message ?? faults[0]!.state}`, `When it is mended: duesflow schedule trigger ${scheduleId}`)];
  const cure = `duesflow report ${idOf(faults[0]!)}; when it is mended: duesflow schedule backfill ${scheduleId} --from ${days[0]} --to ${days.at(-1)}`;
  return [bad(check, `${faults.length} of the last ${runs.length} runs failed: ${names.join(', ')}`, cure)];
}

function waiting(check: string, { runs }: ScheduleView): Check[] {
  const parked = runs.filter(({ state }) => state === 'parked');
  if (parked.length === 0) return [];
  return [warning(check, `${parked.length} runs wait for a person`, `duesflow report ${idOf(parked[0]!)}`)];
}

/** It is no run that is parked, so nothing else tells: the one that it waits for may itself wait for a person. */
function heldBack(check: string, { runs }: ScheduleView): Check[] {
  const held = runs.filter(({ waitsFor }) => waitsFor !== undefined);
  if (held.length === 0) return [];
  const names = held.map((run) => `${idOf(run)} waits for ${run.waitsFor}`);
  return [warning(check, `${held.length} runs wait for another: ${names.join(', ')}`, `duesflow report ${held[0]!.waitsFor}`)];
}

/** An audit that has found something has done its work: it is the records that somebody must look at. */
function auditFound(check: string, { input, runs: [last] }: ScheduleView): Check[] {
  if (isRenewal(input) || last?.state !== 'completed' || last.message === undefined) return [];
  return [warning(check, `the last audit has found ${last.message}`, 'See docs/audit.md for what to do about each; then `duesflow audit`')];
}

const paused = (check: string, { scheduleId, note }: ScheduleView): Check =>
  warning(check, `is paused${note ? `: ${note}` : ''}; its periods pass without a run`, `duesflow schedule resume ${scheduleId}`);

const idOf = ({ key, workflowId }: ScheduledRun): string => key ?? workflowId;

/** The day in the association's time zone, `YYYY-MM-DD`, as `backfill` takes it. */
const dayOf = ({ at }: { at: string }, timeZone = 'UTC'): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at));
