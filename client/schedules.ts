/** Scheduled renewal runs and audits: plain functions over Temporal Schedules. The workflow type is `runRenewals` or `audit`. */
import type { Client, ScheduleDescription, ScheduleOverlapPolicy } from '@temporalio/client';
import { backfill, type Range } from './schedules/backfill.js';
import type { NewAuditSchedule } from './schedules/audits.js';
import { createSchedule, isPreview, previewSchedule, type AnySchedule, type NewSchedule } from './schedules/create.js';
import type { Period } from './schedules/period.js';
import { noSchedule, plainly } from './schedules/problems.js';
import { periodsWithoutRun } from './schedules/times.js';
import { isOurs, viewOf, type ScheduleView } from './schedules/view.js';
import { unreadable } from './encryption.js';
import { unreachable } from './runs.js';

export interface Schedules {
  /** Policies and their reasons: schedules/create.ts. Throws InvalidInput; a Problem when the id is taken. */
  create(schedule: AnySchedule): Promise<void>;
  /** The next times of a schedule that need not be there, with the effective dates and keys of their runs. */
  preview(schedule: AnySchedule, times?: number): Promise<Period[]>;
  list(): AsyncIterable<ScheduleView>;
  show(scheduleId: string): Promise<ScheduleView>;
  /** Periods since the schedule was made that have no run, as far as the server remembers. */
  withoutRun(schedule: ScheduleView): Promise<Period[]>;
  /** One run now, also while it is paused; its date is counted from now. Default of `overlap`: ALLOW_ALL. */
  trigger(scheduleId: string, overlap?: ScheduleOverlapPolicy): Promise<void>;
  pause(scheduleId: string, note: string): Promise<void>;
  resume(scheduleId: string, note?: string): Promise<void>;
  /** A run for each scheduled time of a range of the past, in order; the answer names them. */
  backfill(scheduleId: string, range: Range): Promise<Period[]>;
  /** Its runs, and the flows that they started, stay. */
  delete(scheduleId: string): Promise<void>;
}

export function createSchedules(client: Client, taskQueue: string): Schedules {
  const handle = (scheduleId: string) => client.schedule.getHandle(scheduleId);
  /** A schedule of another kind is not ours to touch. */
  const ours = async (scheduleId: string): Promise<ScheduleDescription> => {
    const description = await plainly(scheduleId, handle(scheduleId).describe());
    if (!isOurs(description)) throw noSchedule(scheduleId);
    return description;
  };
  const act = async (scheduleId: string, call: () => Promise<void>): Promise<void> => {
    await ours(scheduleId);
    await plainly(scheduleId, call());
  };
  return {
    create: (schedule) => createSchedule(client, schedule, taskQueue),
    preview: (schedule, times) => previewSchedule(client, schedule, taskQueue, times),
    list: () => listSchedules(client),
    show: async (scheduleId) => await viewOf(client, await ours(scheduleId)),
    withoutRun: (schedule) => plainly(schedule.scheduleId, periodsWithoutRun(client, schedule)),
    trigger: (scheduleId, overlap) => act(scheduleId, () => handle(scheduleId).trigger(overlap)),
    pause: (scheduleId, note) => act(scheduleId, () => handle(scheduleId).pause(note)),
    resume: (scheduleId, note = 'resumed') => act(scheduleId, () => handle(scheduleId).unpause(note)),
    async backfill(scheduleId, range) {
      const description = await ours(scheduleId);
      return await plainly(scheduleId, backfill(client, description, range));
    },
    delete: (scheduleId) => act(scheduleId, () => handle(scheduleId).delete()),
  };
}

async function* listSchedules(client: Client): AsyncIterable<ScheduleView> {
  const ids: string[] = [];
  try {
    for await (const { scheduleId } of client.schedule.list()) if (!isPreview(scheduleId)) ids.push(scheduleId);
  } catch (error) {
    throw unreachable(error, '');
  }
  for (const scheduleId of ids.sort()) {
    // Listing lags behind: one that was deleted meanwhile is left out.
    const description = await client.schedule.getHandle(scheduleId).describe().catch((error: unknown) => {
      const locked = unreadable(error);
      if (locked) throw locked;
      return undefined;
    });
    if (description && isOurs(description)) yield await viewOf(client, description);
  }
}

export type { AnySchedule, NewAuditSchedule, NewSchedule, Period, Range, ScheduleView };
export type { Calendar } from './schedules/spec.js';
export type { ScheduledRun } from './schedules/runs.js';
