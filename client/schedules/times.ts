/** Scheduled times of the past: those of a range, and those that have no run. */
import type { Client } from '@temporalio/client';
import { msToTs, tsToDate } from '@temporalio/common/lib/time.js';
import { isRenewal } from './audits.js';
import { described } from './runs.js';
import { periodOf, type Period } from './period.js';
import type { ScheduleView } from './view.js';

/** The times of a range, both ends included. With jitter, the times at which they run. */
export async function timesBetween(client: Client, scheduleId: string, from: Date, to: Date): Promise<Date[]> {
  const { startTime } = await client.workflowService.listScheduleMatchingTimes({
    namespace: client.options.namespace,
    scheduleId,
    // The server begins behind the time that it is given.
    startTime: msToTs(from.getTime() - 1),
    endTime: msToTs(to.getTime()),
  });
  return startTime.map((time) => tsToDate(time));
}

/** A run begins within this time after its scheduled time, when nothing is wrong. */
const BEGINS_WITHIN_MS = 120_000;
const DAY_MS = 86_400_000;
/** Of a schedule that runs very often, only the latest are looked at. */
const MOST = 100;

/**
 * Periods since the schedule was made that have no run, neither by the schedule nor by a person: missed, skipped, or
 * passed while it was paused. Nothing is known of what the server has forgotten (its retention).
 */
export async function periodsWithoutRun(client: Client, view: ScheduleView, now = new Date()): Promise<Period[]> {
  const { scheduleId, input, createdAt, policies } = view;
  // The next audit begins where the last one ended.
  if (!isRenewal(input)) return [];
  const kept = now.getTime() - (await retentionMs(client)) + DAY_MS;
  const from = new Date(Math.max(Date.parse(createdAt), kept));
  const times = await timesBetween(client, scheduleId, from, new Date(now.getTime() - BEGINS_WITHIN_MS));
  const begun = await timesOfRuns(client, scheduleId);
  const without: Period[] = [];
  for (const at of times.slice(-MOST)) {
    const { jitterMs } = policies;
    if (begun.some((time) => time <= at.getTime() && time >= at.getTime() - jitterMs - 1_000)) continue;
    const period = await periodOf(input, at, jitterMs);
    if (period.key === undefined || !(await described(client, period.key))) without.push(period);
  }
  return without;
}

async function retentionMs(client: Client): Promise<number> {
  const { config } = await client.workflowService.describeNamespace({ namespace: client.options.namespace });
  return Number(config?.workflowExecutionRetentionTtl?.seconds ?? 86_400) * 1000;
}

/** Scheduled times of its runs, in milliseconds. */
async function timesOfRuns(client: Client, scheduleId: string): Promise<number[]> {
  const times: number[] = [];
  for await (const { searchAttributes } of client.workflow.list({ query: `TemporalScheduledById = "${scheduleId}"` })) {
    const [at] = searchAttributes['TemporalScheduledStartTime'] ?? [];
    if (at instanceof Date) times.push(at.getTime());
  }
  return times;
}
